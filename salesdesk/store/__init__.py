"""The company file: one SQLite file, one writer, every import undoable."""
