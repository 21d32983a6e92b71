-- From how many people on a private result, or a part of a breakdown, is shown in a group's next workshops.
ALTER TABLE groups ADD COLUMN least INTEGER NOT NULL DEFAULT 3;
