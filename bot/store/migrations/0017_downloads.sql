-- Documents that somebody has asked for and that are still to be written; and who has had the summary of which session, so
-- that they are told, once, when there is a newer one.
CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  sessions TEXT NOT NULL, -- their codes
  format TEXT NOT NULL,
  language TEXT NOT NULL,
  since INTEGER NOT NULL, -- the full hour in which it was asked for
  taken INTEGER NOT NULL DEFAULT 0 -- it is being written, and nothing was withdrawn since
);
CREATE TABLE downloads (
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  person TEXT NOT NULL,
  format TEXT NOT NULL, -- that of the last document,
  language TEXT NOT NULL,
  day TEXT NOT NULL, -- and when it was downloaded
  age INTEGER NOT NULL DEFAULT 0, -- 0: it says what is so now; 1: no more; 2: and that has been told
  PRIMARY KEY (session, person)
) WITHOUT ROWID;
CREATE INDEX downloads_by_person ON downloads (person);
