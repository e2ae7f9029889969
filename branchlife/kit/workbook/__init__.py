"""Safe reading of uploaded tables: .xlsx, .xls and .csv become plain rows, or are refused in words."""

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.reader import read_tables
from branchlife.kit.workbook.tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Cell, Row, Table

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "Cell", "Refused", "Row", "Table", "read_tables"]
