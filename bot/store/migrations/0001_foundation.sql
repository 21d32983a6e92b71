-- Whom and what: people are known by their account number alone, and only in this table.
CREATE TABLE people (
  person TEXT PRIMARY KEY,
  account INTEGER NOT NULL UNIQUE,
  language TEXT,
  reachable INTEGER NOT NULL DEFAULT 0,
  opened INTEGER NOT NULL DEFAULT 0 -- the day on which the private chat was last opened
) WITHOUT ROWID;

CREATE TABLE groups (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL,
  topic INTEGER,
  languages TEXT NOT NULL,
  active INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  admins_at INTEGER
);
-- What keeps the bot from speaking in a group now (store/issues.py).
CREATE TABLE troubles (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  kind TEXT NOT NULL,
  since INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (group_id, kind)
) WITHOUT ROWID;
CREATE TABLE admins (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  person TEXT NOT NULL,
  PRIMARY KEY (group_id, person)
) WITHOUT ROWID;
CREATE TABLE organisations (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  side TEXT NOT NULL,
  PRIMARY KEY (group_id, id)
) WITHOUT ROWID;
CREATE TABLE members (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  person TEXT NOT NULL,
  organisation TEXT,
  notice INTEGER NOT NULL,
  notice_day TEXT NOT NULL,
  PRIMARY KEY (group_id, person)
) WITHOUT ROWID;
-- group_id 0: everywhere.
CREATE TABLE grants (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  group_id INTEGER NOT NULL,
  PRIMARY KEY (person, role, group_id)
) WITHOUT ROWID;
CREATE TABLE invites (
  hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  group_id INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE scenarios (digest TEXT PRIMARY KEY, source BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (
  code TEXT PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES groups,
  scenario TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES scenarios,
  phase TEXT NOT NULL,
  opened INTEGER NOT NULL,
  closed INTEGER,
  state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_group ON sessions (group_id, opened);
-- In the order in which they came, so that many can be written at little cost. Where nothing may lead from an
-- answer to its author, the whole step's rows are written anew, in the order of their random ids.
CREATE TABLE answers (
  place INTEGER PRIMARY KEY,
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  id TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX answers_by_session ON answers (session);
-- Who takes part where, for finding a person's sessions.
CREATE TABLE participants (
  person TEXT NOT NULL,
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  PRIMARY KEY (person, session)
) WITHOUT ROWID;
CREATE TABLE timers (
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (session, name)
) WITHOUT ROWID;

-- What stays of a session when its time is over: counts and measures, from three people on. No words, nobody.
CREATE TABLE tallies (
  code TEXT PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  scenario TEXT NOT NULL,
  opened TEXT NOT NULL, -- days
  closed TEXT NOT NULL,
  steps TEXT NOT NULL
) WITHOUT ROWID;

-- What came in. Once a row is done its words go; its number stays for a while, so that an update that
-- Telegram sends again is known.
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  update_id INTEGER UNIQUE,
  chat INTEGER,
  payload TEXT,
  session TEXT,
  name TEXT,
  received INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open',
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  error TEXT
);
CREATE INDEX inbox_open ON inbox (seq) WHERE state = 'open';
CREATE INDEX inbox_waits ON inbox (not_before, chat) WHERE state = 'open' AND not_before > 0;

-- The bot's own messages: a row when one is queued, its Telegram number once it is sent.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL,
  session TEXT,
  ref TEXT NOT NULL,
  part INTEGER NOT NULL,
  number INTEGER,
  result TEXT, -- the step whose result it shows, if it shows one
  digest BLOB, -- of what it says, so that it isn't edited to say the same
  edited INTEGER, -- when it was last brought up to date, how long it rests since then,
  rest INTEGER,
  mark TEXT, -- and how far the session was
  doubtful INTEGER NOT NULL DEFAULT 0 -- it may have come twice, and the first copy's number is unknown
);
CREATE INDEX messages_by_number ON messages (place, number);
CREATE INDEX messages_by_ref ON messages (session, place, ref);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  place TEXT NOT NULL,
  line TEXT NOT NULL,
  method TEXT NOT NULL,
  payload TEXT,
  document BLOB,
  message INTEGER REFERENCES messages ON DELETE SET NULL,
  fold TEXT NOT NULL DEFAULT '',
  priority INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  expires INTEGER,
  queued INTEGER NOT NULL,
  begun INTEGER, -- when the call was made, if it was; not yet sent after that: it may have come
  sent_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'queued',
  error TEXT
);
CREATE INDEX outbox_queued ON outbox (line, id) WHERE state = 'queued';
CREATE INDEX outbox_held ON outbox (line) WHERE state = 'held';
CREATE UNIQUE INDEX outbox_fold ON outbox (fold) WHERE state = 'queued' AND fold <> '';
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_message ON outbox (message) WHERE message IS NOT NULL;
CREATE TABLE pauses (place TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;

-- What was erased, by marks that lead to nobody: a restored backup doesn't bring it back.
CREATE TABLE withdrawals (
  entry TEXT PRIMARY KEY, -- random: in which order things were erased isn't kept
  mark TEXT NOT NULL,
  day TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('secret', randomblob(32));
