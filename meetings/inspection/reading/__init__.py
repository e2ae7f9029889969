"""Reads the database for the checks: a file for each part of the snapshot."""

from meetings.inspection.reading.year import snapshot as snapshot
