-- What a group has committed to, once its workshop has ended: the group's for 400 days. Until the workshop's grace is over
-- it is as the workshop has it, which knows it by `answer` and `place`; `person`, whose it is, goes with the workshop.
CREATE TABLE commitments (
  id TEXT PRIMARY KEY, -- random
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  session TEXT NOT NULL,
  answer TEXT NOT NULL,
  place INTEGER NOT NULL,
  made TEXT NOT NULL, -- the day on which the workshop ended
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  said TEXT NOT NULL, -- when, in its author's words
  due TEXT, -- a day
  organisation TEXT,
  organisation_name TEXT NOT NULL,
  standing TEXT NOT NULL, -- one's own, proposed to another organisation, agreed to by it, declined
  other TEXT, -- that organisation
  other_name TEXT NOT NULL,
  person TEXT,
  ask_on TEXT, -- the day on whose morning it is asked what became of it; none: not any more
  asked INTEGER NOT NULL DEFAULT 0, -- how often it was,
  asked_on TEXT, -- and when last
  became TEXT NOT NULL DEFAULT '',
  possible TEXT NOT NULL DEFAULT '', -- what a change made possible,
  told_by TEXT, -- and who said so, and when
  told_on TEXT
) WITHOUT ROWID;
CREATE INDEX commitments_by_group ON commitments (group_id);
CREATE INDEX commitments_by_session ON commitments (session);
CREATE INDEX commitments_by_person ON commitments (person) WHERE person IS NOT NULL;

-- Which of the bot's messages tell of which, so that they can be edited when it changes or goes.
CREATE TABLE commitment_messages (
  commitment TEXT NOT NULL,
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  PRIMARY KEY (commitment, message)
) WITHOUT ROWID;
CREATE INDEX commitment_messages_by_message ON commitment_messages (message);

-- Workshops that are to open by themselves. `next` is when (UTC); `first` is the first time on the wall, from which the
-- others are counted, every so many units. One that is only `asked` waits for a tap.
CREATE TABLE schedules (
  id TEXT PRIMARY KEY, -- random
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  workshop TEXT NOT NULL,
  person TEXT, -- who scheduled it; none: they were forgotten
  next INTEGER NOT NULL,
  first TEXT NOT NULL,
  every INTEGER NOT NULL DEFAULT 0,
  unit TEXT NOT NULL DEFAULT '',
  asked INTEGER NOT NULL DEFAULT 0,
  made INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX schedules_by_group ON schedules (group_id, next);

-- The moments at which something of a group's comes, that is no session's.
CREATE TABLE group_timers (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (group_id, name)
) WITHOUT ROWID;
CREATE INDEX group_timers_due ON group_timers (due);
