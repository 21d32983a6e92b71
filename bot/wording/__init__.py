"""Words: every sentence that the bot itself says, in the reader's language, as neutral messages.

Knows gettext, locales and right-to-left writing; knows neither Telegram nor the database.
"""
