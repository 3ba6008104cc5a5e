-- Supervision: supervisors, PINs, review, verification, locks, counts that are kept current, and a chained log.
-- Foreign keys are off while migrations run and are checked before the commit.

CREATE TABLE item_with_supervisors (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    list TEXT NOT NULL CHECK (list IN ('location', 'service', 'surveyor', 'band', 'supervisor')),
    code INTEGER NOT NULL,
    label TEXT NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    UNIQUE (survey, list, code)
) STRICT;
INSERT INTO item_with_supervisors SELECT id, survey, list, code, label, retired FROM item;
DROP TABLE item;
ALTER TABLE item_with_supervisors RENAME TO item;

ALTER TABLE survey ADD COLUMN asks_pin INTEGER NOT NULL DEFAULT 0 CHECK (asks_pin IN (0, 1));
ALTER TABLE interview ADD COLUMN pauses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE interview ADD COLUMN pause_ms INTEGER NOT NULL DEFAULT 0;
DROP INDEX interview_status;
CREATE INDEX interview_status ON interview (survey, status, form_number, id);
CREATE INDEX interview_work ON interview (survey, surveyor, completed);
CREATE INDEX interview_surveyor ON interview (survey, surveyor, id);
CREATE INDEX interview_day ON interview (survey, date, location);

-- The PIN of a person: it guards screens, not the file. `hash` is Argon2id in PHC form.
CREATE TABLE pin (
    person INTEGER PRIMARY KEY REFERENCES item (id),
    hash TEXT NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0 CHECK (wrong >= 0),
    wait_until TEXT
) STRICT;

-- Interviews of a batch that are finished, against its control total.
ALTER TABLE batch ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX batch_disagrees ON batch (survey, number) WHERE keyed <> forms;

-- Counts kept current in the writing transaction. `part` and `item` say of what: the whole survey (item 0), a location, service (0: none),
-- surveyor or day; `what` and `code` say what is counted: a status, forms expected, missing answers by reason, open and kept problems by
-- rule, and for the whole survey the answers of each question.
CREATE TABLE tally (
    survey INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('survey', 'location', 'service', 'surveyor', 'day')),
    item ANY NOT NULL,
    what TEXT NOT NULL,
    code TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (survey, part, item, what, code)
) STRICT, WITHOUT ROWID;

-- Runs of form numbers in use, so that the gaps between them are known without counting.
CREATE TABLE span (
    survey INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (survey, first)
) STRICT, WITHOUT ROWID;

-- Form numbers that stand on more than one interview.
CREATE TABLE repeated (
    survey INTEGER NOT NULL,
    form_number INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n > 1),
    PRIMARY KEY (survey, form_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX problem_open ON problem (rule, interview) WHERE state = 'open';
CREATE INDEX missing_reason ON missing (reason, interview);

-- What surveyor and supervisor say to each other about a question (none: the whole form); `returns` marks the reason of a return.
CREATE TABLE comment (
    id INTEGER PRIMARY KEY,
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT,
    who INTEGER REFERENCES item (id),
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    returns INTEGER NOT NULL DEFAULT 0 CHECK (returns IN (0, 1))
) STRICT;
CREATE INDEX comment_interview ON comment (interview, id);
CREATE TRIGGER comment_is_never_updated BEFORE UPDATE ON comment
BEGIN SELECT RAISE(ABORT, 'a comment stays as it was written'); END;
CREATE TRIGGER comment_is_never_deleted BEFORE DELETE ON comment
BEGIN SELECT RAISE(ABORT, 'a comment stays as it was written'); END;

-- A blind second keying of a sample. `surveyor` is whose work it is about, none for all; `every` and `start` are set where each n-th
-- interview was drawn.
CREATE TABLE verification (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    surveyor INTEGER REFERENCES item (id),
    verifier INTEGER NOT NULL REFERENCES item (id),
    every INTEGER,
    start INTEGER,
    made TEXT NOT NULL,
    ended TEXT
) STRICT;
CREATE INDEX verification_survey ON verification (survey, id);

-- The interviews of a verification, in the order in which they are keyed again.
CREATE TABLE drawn (
    verification INTEGER NOT NULL REFERENCES verification (id),
    place INTEGER NOT NULL,
    interview INTEGER NOT NULL REFERENCES interview (id),
    keyed TEXT,
    PRIMARY KEY (verification, place),
    UNIQUE (verification, interview)
) STRICT, WITHOUT ROWID;

-- Each field that was keyed again: the first value, the second, and whose mistake a mismatch was; `settled` is the value that stands
-- after somebody looked at the paper. Values are JSON as in `change`.
CREATE TABLE rekeyed (
    verification INTEGER NOT NULL REFERENCES verification (id),
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT NOT NULL,
    first TEXT,
    second TEXT,
    fault TEXT NOT NULL CHECK (fault IN ('none', 'keyer', 'verifier')),
    settled TEXT,
    settled_at TEXT,
    settled_by INTEGER REFERENCES item (id),
    PRIMARY KEY (verification, interview, question)
) STRICT, WITHOUT ROWID;

-- A closed survey: what stood in it, and the fingerprint of its data; reopened with a reason.
CREATE TABLE lock (
    id INTEGER PRIMARY KEY,
    survey INTEGER NOT NULL REFERENCES survey (id),
    at TEXT NOT NULL,
    who INTEGER REFERENCES item (id),
    why TEXT,
    counts TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    opened_at TEXT,
    opened_by INTEGER REFERENCES item (id),
    opened_why TEXT
) STRICT;
CREATE UNIQUE INDEX lock_closed ON lock (survey) WHERE opened_at IS NULL;
CREATE TRIGGER interview_of_a_closed_survey_stays BEFORE UPDATE ON interview
WHEN EXISTS (SELECT 1 FROM lock WHERE survey = new.survey AND opened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the survey is closed'); END;
CREATE TRIGGER interview_enters_no_closed_survey BEFORE INSERT ON interview
WHEN EXISTS (SELECT 1 FROM lock WHERE survey = new.survey AND opened_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the survey is closed'); END;

-- Each line of the log carries a hash over itself and the line before it of the same device; `head` is the newest one.
ALTER TABLE device ADD COLUMN head BLOB;
ALTER TABLE change ADD COLUMN hash BLOB;
CREATE INDEX change_at ON change (at);
DROP TRIGGER change_is_never_updated;
CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change WHEN old.hash IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_is_chained BEFORE INSERT ON change WHEN new.hash IS NULL
BEGIN SELECT RAISE(ABORT, 'a line of the log carries its hash'); END;
