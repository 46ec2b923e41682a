"""The sheets of the workbook, one module each; a sheet is written top to bottom, row by row."""
