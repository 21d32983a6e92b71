-- A group's rhythm over days: its zone as IANA names it (none: the operator's), when nothing is posted there, in minutes
-- after midnight on its clocks, and how many hours a question stays open (none: as its workshop says).
ALTER TABLE groups ADD COLUMN zone TEXT;
ALTER TABLE groups ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 1260;
ALTER TABLE groups ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 480;
ALTER TABLE groups ADD COLUMN window INTEGER;
-- Whether sealed words are seen by a facilitator, without their authors, before they are shown; and for how many days
-- after the close of a session its answers are kept (none: the operator's number).
ALTER TABLE groups ADD COLUMN review INTEGER NOT NULL DEFAULT 0;
ALTER TABLE groups ADD COLUMN retention INTEGER;
-- The same as it was when a session began, and as everybody read it who said yes: it is never made longer.
ALTER TABLE sessions ADD COLUMN retention INTEGER;
-- The zone in which somebody lives (none: their group's), and whether they want no reminders.
ALTER TABLE people ADD COLUMN zone TEXT;
ALTER TABLE people ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
