-- Who wrote or pressed what came in: in a flood a chat's messages are worked on together, and nothing that one person
-- sent may change places with anything else of theirs.
ALTER TABLE inbox ADD COLUMN account INTEGER;
UPDATE inbox SET account = json_extract(substr(payload, instr(payload, ' ') + 1), '$.account')
  WHERE payload IS NOT NULL AND json_valid(substr(payload, instr(payload, ' ') + 1));
CREATE INDEX inbox_chat ON inbox (chat, seq) WHERE state = 'open';
CREATE INDEX inbox_account ON inbox (account, seq, chat) WHERE state = 'open';
