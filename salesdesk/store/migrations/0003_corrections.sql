-- Cells read as something else than they say, who made each change, and names for the layouts that are remembered.

CREATE TABLE correction (
    sheet INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    column INTEGER NOT NULL,
    header TEXT NOT NULL,
    row_hash INTEGER NOT NULL,
    original TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (sheet, row, column)
) STRICT, WITHOUT ROWID;

ALTER TABLE change ADD COLUMN user TEXT NOT NULL DEFAULT '';
ALTER TABLE layout ADD COLUMN name TEXT NOT NULL DEFAULT '';
