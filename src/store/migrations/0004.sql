-- How the index of a survey is worked out: the name of its convention, and how its services become one figure.
-- The answers to each unsur are counted by location, service, surveyor and day too; they are counted anew after the migration.

ALTER TABLE survey ADD COLUMN convention TEXT NOT NULL DEFAULT 'exact';
ALTER TABLE survey ADD COLUMN pooling TEXT NOT NULL DEFAULT 'respondents' CHECK (pooling IN ('respondents', 'services'));
