-- Scenarios that were uploaded by chat: those that are offered, and files on their way into the library. Who sent one is
-- kept until it is taken or left, for a day at most. Numbers are never used again, since buttons name them.
CREATE TABLE library (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  source BLOB NOT NULL
);
CREATE TABLE uploads (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  file TEXT, -- Telegram's name of it, until it has been fetched
  since INTEGER NOT NULL, -- the full hour in which it came
  tries INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  source BLOB
);
CREATE INDEX uploads_to_fetch ON uploads (not_before) WHERE file IS NOT NULL;
