-- The sound of voice notes that are answers. `file` is Telegram's name of it, until it has been fetched; by which answer
-- it is found alone.
CREATE TABLE voices (
  place INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  answer TEXT NOT NULL,
  file TEXT,
  since INTEGER NOT NULL, -- the full hour in which it came
  tries INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  sound BLOB
);
CREATE UNIQUE INDEX voices_by_answer ON voices (session, answer);
CREATE INDEX voices_to_fetch ON voices (not_before) WHERE file IS NOT NULL;
