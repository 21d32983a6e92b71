-- Whether a group's next workshops take what was said in private out of the private chats.
ALTER TABLE groups ADD COLUMN tidies INTEGER NOT NULL DEFAULT 1;

-- In which hour one of our messages in a private chat was sent: Telegram lets a bot delete for 48. Nobody needs to know
-- it more exactly.
ALTER TABLE messages ADD COLUMN hour INTEGER;

-- The messages that people wrote in private about a session, and the hour of each. In whose chat a message is isn't
-- kept: all private chats of a bot count their messages together, so that everybody's chat can be asked to delete all
-- of them, and each deletes its own. So neither this nor what waits to be sent tells who wrote, and who only tapped.
CREATE TABLE private_messages (
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
  number INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  PRIMARY KEY (session, number)
) WITHOUT ROWID;
CREATE INDEX private_messages_by_number ON private_messages (number);
