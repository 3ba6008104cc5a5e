-- What comments are about: codes that a supervisor gave, with a sentiment. `text` is the comment as it was coded: where the comment reads
-- otherwise now, the coding is outdated. All of it is written from the newest line of `@saran` in `change`, `who` and `at` too: lines travel
-- between laptops, these rows do not.

CREATE TABLE saran (
    interview INTEGER PRIMARY KEY REFERENCES interview (id),
    text TEXT NOT NULL,
    sentiment TEXT CHECK (sentiment IN ('positive', 'neutral', 'negative')),
    who INTEGER,
    at TEXT NOT NULL
) STRICT;

-- A code is the key of an unsur's question, `pujian` or `lainnya`.
CREATE TABLE saran_code (
    interview INTEGER NOT NULL REFERENCES saran (interview),
    code TEXT NOT NULL,
    PRIMARY KEY (interview, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX saran_code_code ON saran_code (code, interview);

-- The lines of the log about codings, so that the newest one is found at once.
CREATE INDEX change_saran ON change (id) WHERE question = '@saran';
