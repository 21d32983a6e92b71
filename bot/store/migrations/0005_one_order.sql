-- The inbox is worked on in the order in which it was written; nobody looks for what else is open of a chat, or of
-- one person, any more. Who sent a row stays known: /forget goes by it.
DROP INDEX inbox_chat;
DROP INDEX inbox_account;
