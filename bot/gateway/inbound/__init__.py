"""What comes from Telegram: fetched, written down, decoded."""
