"""The writes: one function per step of a meeting's life, each in one transaction.

planned → noticed → held → recorded → filed → accepted → archived, with postponed, not_held and returned beside.
Read table.py for what may follow what; planning.py, holding.py, recording.py, filing.py for the steps.
"""
