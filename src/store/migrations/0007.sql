-- Interviews that come from a file: each knows its file and row, and what tells it again when the file, or a mended one, is imported once
-- more. A question that the file has no column for is missing, with a reason of its own.

CREATE TABLE missing_with_source (
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('blank', 'unreadable', 'two_marks', 'refused', 'not_applicable', 'not_in_source')),
    PRIMARY KEY (interview, question)
) STRICT, WITHOUT ROWID;
INSERT INTO missing_with_source SELECT interview, question, reason FROM missing;
DROP TABLE missing;
ALTER TABLE missing_with_source RENAME TO missing;
CREATE INDEX missing_reason ON missing (reason, interview);

-- A file that was imported: its name without the folder, and SHA-256 over its bytes as 64 digits.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- Where an interview comes from. `row` is the line of a text, the row of a sheet. `identity` and `content` are the first eight bytes of
-- SHA-256: over what the file itself tells its rows apart by, and over what the row says.
CREATE TABLE imported (
    interview INTEGER PRIMARY KEY REFERENCES interview (id),
    survey INTEGER NOT NULL REFERENCES survey (id),
    source INTEGER NOT NULL REFERENCES source (id),
    row INTEGER NOT NULL,
    identity INTEGER NOT NULL,
    content INTEGER NOT NULL
) STRICT;
CREATE INDEX imported_identity ON imported (survey, identity);

-- How the columns of a survey's files were taken last, as a map file.
CREATE TABLE import_map (
    survey INTEGER NOT NULL REFERENCES survey (id),
    head TEXT NOT NULL,
    map TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (survey, head)
) STRICT, WITHOUT ROWID;
