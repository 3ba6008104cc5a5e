-- Answers that were keyed and do not stand: their question does not apply, or a rule does not hold over what was answered before it.
-- They are no answers, take part in no count, and return by themselves. What is here follows from the log and the form; `answer` is
-- written as in the log. The answers table and `missing` hold what stands.

CREATE TABLE aside (
    interview INTEGER NOT NULL REFERENCES interview (id),
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (interview, question)
) STRICT, WITHOUT ROWID;

-- The version of the questionnaire that an interview was keyed with: its rules decide what stands in it.
ALTER TABLE interview ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE interview SET version = (SELECT f.version FROM survey s JOIN form f ON f.id = s.form WHERE s.id = interview.survey)
WHERE version <> (SELECT f.version FROM survey s JOIN form f ON f.id = s.form WHERE s.id = interview.survey);
