"""Rosters and lists of posts: read a workbook → dated facts → preview → save."""
