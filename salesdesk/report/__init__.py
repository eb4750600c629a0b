"""The PDF and the workbook export."""
