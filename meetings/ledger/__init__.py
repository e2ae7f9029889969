"""Ledgers of past years: read a workbook → meetings with their rolls → preview → save as archived history."""
