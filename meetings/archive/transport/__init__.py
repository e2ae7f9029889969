"""A whole organisation out of one database and into another; out, in and out again gives the same bytes."""
