"""SalesDesk: seven sales indicators from a double-clicked spreadsheet, offline."""

__version__ = "0.1.0"
