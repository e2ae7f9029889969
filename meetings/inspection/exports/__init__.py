"""The papers of the inspection. Importing them makes them known."""

from meetings.inspection.exports import report as report
from meetings.inspection.exports import workbook as workbook
