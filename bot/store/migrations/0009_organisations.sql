-- Who brought an organisation in that wasn't a facilitator, while nobody else is with it: with them its name goes too.
ALTER TABLE organisations ADD COLUMN author TEXT;
-- Up to which number ids were given to organisations: one that is taken away is never taken for another.
ALTER TABLE groups ADD COLUMN organisations_made INTEGER NOT NULL DEFAULT 0;
UPDATE groups SET organisations_made = (
  SELECT coalesce(max(CAST(substr(id, 2) AS INTEGER)), 0) FROM organisations WHERE group_id = groups.id);
-- What was understood of a facilitator's text: it counts once they have said that it is right.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  scenario TEXT NOT NULL, -- the one that waits for it
  lines TEXT NOT NULL,
  made INTEGER NOT NULL
);
