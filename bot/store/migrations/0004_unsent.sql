-- What waits to be sent knows its session, and whether it may quote somebody of it: so that what a withdrawal takes
-- back is found by these, and not by texts and file names. Whom it quotes is a yes or a no, and never a person: a
-- result quotes many; of an anonymous question nobody may be named, not for a moment; and beside a column that named
-- people for some questions, its silence for others would tell too. A session's /forget takes back, or words anew,
-- all of its rows that quote: more can't be told without saying who said what. Both are emptied with the words, once
-- the row is sent: how long somebody's session had something for them, and when, isn't kept.
ALTER TABLE outbox ADD COLUMN session TEXT;
ALTER TABLE outbox ADD COLUMN quotes INTEGER NOT NULL DEFAULT 0;

-- What waits now: a message has its row, a document was named after its session, and of a toast it isn't known: one
-- that quotes and has no session is taken back whoever asks.
UPDATE outbox SET session = (SELECT session FROM messages WHERE messages.id = outbox.message)
  WHERE state IN ('queued', 'held') AND message IS NOT NULL;
UPDATE outbox SET session = (SELECT code FROM sessions
    WHERE instr(json_extract(payload, '$.filename'), '-' || code || '.'))
  WHERE state IN ('queued', 'held') AND method = 'document';
UPDATE outbox SET quotes = 1
  WHERE state IN ('queued', 'held')
  AND (method IN ('toast', 'document') OR method IN ('send', 'edit') AND session IS NOT NULL);
