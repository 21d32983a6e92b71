-- Messages of which their authors are asked whether, or to which question, they are meant as an answer.
CREATE TABLE pending (
  id TEXT PRIMARY KEY, -- random
  person TEXT NOT NULL,
  place TEXT NOT NULL,
  number INTEGER NOT NULL,
  words TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  asks TEXT NOT NULL, -- the questions, each as its session and step
  at INTEGER NOT NULL
) WITHOUT ROWID;
