-- A role knows where it comes from, since when, by whom, and the number by which its holder is called in the lists of
-- the group (no names are kept). group_id 0: every group, which the operator alone gives, by the settings or the claim
-- link; -1: groups of their own, none of which is open yet.
CREATE TABLE roles_given (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  group_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  origin TEXT NOT NULL,
  day TEXT, -- unknown of those that an earlier version gave
  given_by TEXT,
  PRIMARY KEY (person, role, group_id)
) WITHOUT ROWID;

-- Until now every coordinator had every group, and nothing told who was the operator's choice. A single one was: it goes
-- on. Of several each keeps the groups there are, and may open others; whom the settings name has all with the next start.
INSERT INTO roles_given SELECT person, role, 0, 1, 'claim', NULL, NULL FROM grants
  WHERE role = 'coordinator' AND (SELECT count(DISTINCT person) FROM grants WHERE role = 'coordinator') = 1;
INSERT INTO roles_given
  SELECT person, role, place, row_number() OVER (PARTITION BY place ORDER BY person), 'invited', NULL, NULL
  FROM (SELECT DISTINCT person, role FROM grants WHERE role = 'coordinator'),
    (SELECT id AS place FROM groups UNION ALL SELECT -1)
  WHERE (SELECT count(DISTINCT person) FROM grants WHERE role = 'coordinator') > 1;
INSERT INTO roles_given
  SELECT person, role, group_id, 100 + row_number() OVER (PARTITION BY group_id ORDER BY person), 'invited', NULL, NULL
  FROM grants g WHERE role = 'facilitator'
  AND NOT EXISTS (SELECT 1 FROM roles_given r WHERE r.person = g.person AND r.group_id IN (0, g.group_id));
DROP TABLE grants;
ALTER TABLE roles_given RENAME TO grants;

-- An invitation knows who gave it, so that it goes with their role. Those that are open, for a quarter of an hour, go.
DELETE FROM invites;
ALTER TABLE invites ADD COLUMN origin TEXT NOT NULL DEFAULT 'invited';
ALTER TABLE invites ADD COLUMN given_by TEXT;

-- Who is an admin is asked of Telegram at every act; `admins` is where it was so last, to know where to ask.
ALTER TABLE groups DROP COLUMN admins_at;

-- What those with a role did: downloads, invitations, roles taken away, groups erased. Days, numbers, no content.
CREATE TABLE record (
  entry TEXT PRIMARY KEY, -- random: in which order things were done on a day isn't kept
  group_id INTEGER NOT NULL,
  day TEXT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT,
  actor_called TEXT, -- as their number was then
  subject TEXT, -- whose role it is about
  subject_called TEXT,
  session TEXT -- of which a summary was downloaded
) WITHOUT ROWID;

-- Buttons that do what can't be undone: each works once, for a quarter of an hour.
CREATE TABLE confirmations (
  token TEXT PRIMARY KEY, -- a hash of what the button says, which is signed for its chat, its act and its person
  expires INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
