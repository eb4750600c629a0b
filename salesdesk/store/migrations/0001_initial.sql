-- The first form of a company file.  Released: never edited; later forms are later files.
-- Unknown is NULL.  Days count from 1970-01-01, moments are minutes from there, money is millionths.

CREATE TABLE company (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO company (id, version) VALUES (1, 0);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done to the data, latest last; each can be undone from its journal.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    gone INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
    change INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    subject TEXT NOT NULL,
    field TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (change, part, subject, field)
) STRICT;

-- One version of one sheet of one spreadsheet, and its cells as they were read.
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    kinds TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    modified TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    layout TEXT NOT NULL,
    header_row INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    first_column INTEGER NOT NULL,
    cell_rows INTEGER NOT NULL,
    cell_columns INTEGER NOT NULL
) STRICT;
CREATE INDEX sheet_change ON sheet (change);

CREATE TABLE raw_cells (
    sheet INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE,
    column INTEGER NOT NULL,
    block INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (sheet, column, block)
) STRICT;

CREATE TABLE raw_texts (
    sheet INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE,
    column INTEGER NOT NULL,
    block INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (sheet, column, block)
) STRICT;

CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL,
    column INTEGER NOT NULL
) STRICT;
CREATE INDEX problem_change ON problem (change);

CREATE TABLE layout (
    signature TEXT PRIMARY KEY,
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE merge (
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    same_as TEXT NOT NULL,
    PRIMARY KEY (list, name)
) STRICT, WITHOUT ROWID;

-- Every text that records name, once; codes are dense in each list.
CREATE TABLE member (
    list TEXT NOT NULL,
    code INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;

-- What was typed by hand over imported records; laid over them by identity, so that it outlives re-imports.
CREATE TABLE edit (
    kind TEXT NOT NULL,
    identity INTEGER NOT NULL,
    field TEXT NOT NULL,
    value ANY,
    PRIMARY KEY (kind, identity, field)
) STRICT, WITHOUT ROWID;

-- The records again, one BLOB per column, written in the transaction that writes the rows: opening is a copy.
CREATE TABLE snapshot_column (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (kind, field)
) STRICT;

CREATE TABLE snapshot_texts (
    list TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

-- Records.  sheet and row say where each came from (sheet 0: typed by hand).
CREATE TABLE opportunity (
    id INTEGER PRIMARY KEY,
    "opportunity_id" INTEGER,
    "name" INTEGER,
    "lead_id" INTEGER,
    "customer" INTEGER,
    "rep" INTEGER,
    "team" INTEGER,
    "channel" INTEGER,
    "segment" INTEGER,
    "customer_type" INTEGER,
    "sector" INTEGER,
    "region" INTEGER,
    "product" INTEGER,
    "range" INTEGER,
    "stage" INTEGER,
    "loss_reason" INTEGER,
    "competitor" INTEGER,
    "currency" INTEGER,
    "status" INTEGER,
    "first_contact_date" INTEGER,
    "created_date" INTEGER,
    "qualified_date" INTEGER,
    "close_date" INTEGER,
    "expected_close_date" INTEGER,
    "last_activity_date" INTEGER,
    "amount" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE order_line (
    id INTEGER PRIMARY KEY,
    "order_no" INTEGER,
    "line_no" INTEGER,
    "original_order" INTEGER,
    "document_type" INTEGER,
    "date" INTEGER,
    "customer" INTEGER,
    "customer_type" INTEGER,
    "segment" INTEGER,
    "sector" INTEGER,
    "region" INTEGER,
    "rep" INTEGER,
    "team" INTEGER,
    "channel" INTEGER,
    "product" INTEGER,
    "range" INTEGER,
    "currency" INTEGER,
    "quantity" REAL,
    "unit_price" REAL,
    "discount" REAL,
    "amount" INTEGER,
    "cost" INTEGER,
    "cost_origin" INTEGER,
    "returned" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE lead (
    id INTEGER PRIMARY KEY,
    "lead_id" INTEGER,
    "company" INTEGER,
    "contact" INTEGER,
    "email" INTEGER,
    "phone" INTEGER,
    "job_title" INTEGER,
    "notes" INTEGER,
    "channel" INTEGER,
    "rep" INTEGER,
    "segment" INTEGER,
    "customer_type" INTEGER,
    "sector" INTEGER,
    "region" INTEGER,
    "status" INTEGER,
    "received_at" INTEGER,
    "qualified_at" INTEGER,
    "first_contact_at" INTEGER,
    "amount" INTEGER,
    "bant_budget" REAL,
    "bant_authority" REAL,
    "bant_need" REAL,
    "bant_timeline" REAL,
    "meddic_metrics" REAL,
    "meddic_economic_buyer" REAL,
    "meddic_decision_criteria" REAL,
    "meddic_decision_process" REAL,
    "meddic_identify_pain" REAL,
    "meddic_champion" REAL,
    "engagement" REAL,
    "profile" REAL,
    "company_size" REAL,
    "next_action_date" INTEGER,
    "next_action" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    "customer" INTEGER,
    "customer_type" INTEGER,
    "segment" INTEGER,
    "sector" INTEGER,
    "region" INTEGER,
    "rep" INTEGER,
    "city" INTEGER,
    "created_date" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    "product" INTEGER,
    "range" INTEGER,
    "cost" INTEGER,
    "list_price" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE rep (
    id INTEGER PRIMARY KEY,
    "rep" INTEGER,
    "team" INTEGER,
    "manager" INTEGER,
    "region" INTEGER,
    "entry_date" INTEGER,
    "exit_date" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE stage_change (
    id INTEGER PRIMARY KEY,
    "opportunity_id" INTEGER,
    "stage" INTEGER,
    "date" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    "activity_id" INTEGER,
    "lead_id" INTEGER,
    "opportunity_id" INTEGER,
    "subject" INTEGER,
    "customer" INTEGER,
    "rep" INTEGER,
    "activity_type" INTEGER,
    "date" INTEGER,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    "kpi" INTEGER,
    "period" INTEGER,
    "dimension" INTEGER,
    "member" INTEGER,
    "value" REAL,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;
