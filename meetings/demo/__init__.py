"""The demo county: invented places and people, two years of meetings made by the same functions as real ones."""
