-- What leads to nobody leads to nobody: what earlier versions left that could tell is taken away.

-- The wake for what waits for a yes was named after an answer, and due at that answer's microsecond; there is one for
-- all of a session, at a full hour.
INSERT OR REPLACE INTO timers
  SELECT session, 'held', max(due) - max(due) % 3600000000 + 3600000000 FROM timers WHERE name LIKE 'held:%'
  GROUP BY session;
DELETE FROM timers WHERE name LIKE 'held:%';
UPDATE inbox SET name = 'held' WHERE name LIKE 'held:%';

-- What was sent to somebody: to whom, and which message it was, isn't known any more, nor on whose message a receipt was.
UPDATE outbox SET fold = '', message = CASE WHEN place LIKE 'p:%' THEN NULL ELSE message END,
  place = CASE WHEN place LIKE 'p:%' THEN 'p:nobody' ELSE place END
  WHERE state NOT IN ('queued', 'held');

-- Of a voice note its length is kept, and not Telegram's id.
UPDATE answers SET body = json_remove(body, '$.value.voice') WHERE json_type(body, '$.value.voice') IS NOT NULL;
UPDATE sessions SET state = json_set(state, '$.held', json(
    (SELECT json_group_array(json_remove(value, '$.value.voice')) FROM json_each(state, '$.held'))))
  WHERE json_array_length(state, '$.held') > 0;
UPDATE inbox SET payload = substr(payload, 1, instr(payload, ' ')) ||
    json_remove(substr(payload, instr(payload, ' ') + 1), '$.voice')
  WHERE payload IS NOT NULL AND json_valid(substr(payload, instr(payload, ' ') + 1))
    AND json_type(substr(payload, instr(payload, ' ') + 1), '$.voice') IS NOT NULL;

-- Ids of answers that lead to nobody were drawn from the same bits as their author's pseudonym: they are drawn anew, also
-- where a vote names them. Their rows stand nowhere in the order in which others were written.
CREATE TEMP TABLE renamed (session TEXT, old TEXT, new TEXT);
CREATE TEMP TRIGGER rename AFTER INSERT ON renamed BEGIN
  UPDATE answers SET id = NEW.new, place = -(random() & 4611686018427387903) - 1,
    body = json_set(body, '$.late', json('false')) WHERE session = NEW.session AND id = NEW.old;
  UPDATE answers SET body = replace(body, NEW.old, NEW.new) WHERE session = NEW.session AND instr(body, NEW.old);
  UPDATE sessions SET state = replace(state, NEW.old, NEW.new) WHERE code = NEW.session AND instr(state, NEW.old);
END;
INSERT INTO renamed SELECT session, id, lower(hex(randomblob(8))) FROM answers
  WHERE json_extract(body, '$.person') IS NULL;
DROP TABLE renamed;

INSERT OR IGNORE INTO meta VALUES ('traces', 1);
