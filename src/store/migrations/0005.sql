-- The plan of follow-up (rencana tindak lanjut) that the report prints: what the unit will do about an unsur, in which quarters, and who
-- answers for it. `quarters` is a bit set, 1 for TW I to 8 for TW IV. A plan that was taken back stays as an empty row; the log has the rest.

CREATE TABLE follow_up (
    survey INTEGER NOT NULL REFERENCES survey (id),
    question TEXT NOT NULL,
    program TEXT NOT NULL,
    quarters INTEGER NOT NULL CHECK (quarters BETWEEN 0 AND 15),
    responsible TEXT NOT NULL,
    PRIMARY KEY (survey, question)
) STRICT, WITHOUT ROWID;
