-- The first schema. An id is `device << 32 | sequence`; text dates are ISO 8601; see docs/architecture.md.

CREATE TABLE device (
    device INTEGER PRIMARY KEY CHECK (device BETWEEN 1 AND 2147483647),
    uuid TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL CHECK (sequence BETWEEN 0 AND 4294967295),
    here INTEGER NOT NULL CHECK (here IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX device_here ON device (here) WHERE here = 1;
CREATE TRIGGER device_sequence_never_goes_back BEFORE UPDATE OF sequence ON device WHEN new.sequence < old.sequence
BEGIN SELECT RAISE(ABORT, 'the sequence of a device never goes back'); END;

CREATE TABLE form (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (key, version)
) STRICT;

CREATE TABLE survey (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    form INTEGER NOT NULL REFERENCES form (id),
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    date_from TEXT NOT NULL,
    date_to TEXT NOT NULL,
    served INTEGER NOT NULL CHECK (served >= 0),
    floor_seconds INTEGER NOT NULL CHECK (floor_seconds >= 0),
    made TEXT NOT NULL
) STRICT;

-- The code lists of a survey: locations, services, surveyors, time bands.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    list TEXT NOT NULL CHECK (list IN ('location', 'service', 'surveyor', 'band')),
    code INTEGER NOT NULL,
    label TEXT NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    UNIQUE (survey, list, code)
) STRICT;

CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    number INTEGER NOT NULL,
    date TEXT NOT NULL,
    band INTEGER REFERENCES item (id),
    location INTEGER NOT NULL REFERENCES item (id),
    service INTEGER REFERENCES item (id),
    surveyor INTEGER NOT NULL REFERENCES item (id),
    first_number INTEGER NOT NULL,
    forms INTEGER NOT NULL,
    opened TEXT NOT NULL
) STRICT;
CREATE INDEX batch_survey ON batch (survey, number);

CREATE TABLE interview (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    batch INTEGER NOT NULL REFERENCES batch (id),
    form_number INTEGER NOT NULL,
    surveyor INTEGER NOT NULL REFERENCES item (id),
    location INTEGER NOT NULL REFERENCES item (id),
    service INTEGER REFERENCES item (id),
    date TEXT NOT NULL,
    band INTEGER REFERENCES item (id),
    status TEXT NOT NULL CHECK (status IN ('draft', 'complete', 'returned', 'approved', 'void')),
    started TEXT NOT NULL,
    completed TEXT,
    keys INTEGER NOT NULL DEFAULT 0,
    corrections INTEGER NOT NULL DEFAULT 0,
    active_ms INTEGER NOT NULL DEFAULT 0,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX interview_number ON interview (survey, form_number, id);
CREATE INDEX interview_status ON interview (survey, status, surveyor, completed);
CREATE INDEX interview_batch ON interview (batch, status);
CREATE TRIGGER interview_is_never_deleted BEFORE DELETE ON interview
BEGIN SELECT RAISE(ABORT, 'an interview is voided, never deleted'); END;

-- Why an answer is absent.
CREATE TABLE missing (
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('blank', 'unreadable', 'two_marks', 'refused', 'not_applicable')),
    PRIMARY KEY (interview, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (interview, question)
) STRICT, WITHOUT ROWID;

-- Soft problems: open until a person keeps them with a reason; lapsed when the answer changed.
CREATE TABLE problem (
    interview INTEGER NOT NULL REFERENCES interview (id),
    rule TEXT NOT NULL,
    question TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'lapsed')),
    reason TEXT,
    PRIMARY KEY (interview, rule)
) STRICT, WITHOUT ROWID;

-- The append-only log: audit trail, undo, statistics, and what machines exchange.
-- `subject` is the interview, batch, survey or list item changed; `question` its question, or '@' and the field's name;
-- `turn` is the first change of the same transaction; `undoes` the change that this one takes back.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    device INTEGER GENERATED ALWAYS AS (id >> 32) VIRTUAL,
    sequence INTEGER GENERATED ALWAYS AS (id & 4294967295) VIRTUAL,
    turn INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    question TEXT NOT NULL,
    old TEXT,
    new TEXT,
    who INTEGER,
    at TEXT NOT NULL,
    why TEXT,
    undoes INTEGER
) STRICT;
CREATE INDEX change_subject ON change (subject);
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

-- Where keying stands in each batch that is not finished, so that a restart goes on at the exact question; `typed` is text not accepted yet.
CREATE TABLE place (
    batch INTEGER PRIMARY KEY REFERENCES batch (id),
    at TEXT NOT NULL,
    interview INTEGER REFERENCES interview (id),
    form_number INTEGER NOT NULL,
    question TEXT,
    typed TEXT
) STRICT;

-- What a surveyor (or, with owner 0, the workplace) has set: auto-advance, bell, layout.
CREATE TABLE preference (
    owner INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;
