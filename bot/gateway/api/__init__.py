"""The connection to Telegram, and what is asked of it besides fetching and sending."""
