-- Several laptops: what each receiver was handed over, blocks of form numbers, and code list items that had to take another code.

-- The first and the last form number of a surveyor's block; and the code that an item was made with, where it has another one now
-- because two laptops gave one code to different items.
ALTER TABLE item ADD COLUMN block_first INTEGER;
ALTER TABLE item ADD COLUMN block_last INTEGER;
ALTER TABLE item ADD COLUMN made_code INTEGER;

-- What each receiver was handed over last: by device, the newest line of the log that it was given (a JSON object).
CREATE TABLE handover (
    receiver TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    knows TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The lines that tell what a device knew of the others from then on: from them it is decided what is older and what is concurrent.
CREATE INDEX change_merged ON change (id) WHERE question = '@merged';
