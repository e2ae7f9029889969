"""The chains looked at from outside: checked against the tables, signed every day, handed out, asked about."""
