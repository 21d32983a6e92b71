"""Private chats: what leaves them, when, and how."""
