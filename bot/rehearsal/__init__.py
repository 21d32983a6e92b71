"""The rehearsal: Telegram in miniature, for playing a scenario through before the real day, and for tests.

Imports nothing of the rest of the program: the bot that plays here is the one that plays in earnest, and
speaks to this as it would to Telegram, over HTTP.
"""
