"""Palabre: guided reflection workshops in Telegram groups."""
