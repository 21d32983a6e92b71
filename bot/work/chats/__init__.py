"""The bot's chats: its membership, what keeps it from speaking, outages."""
