"""Sessions: one run of a scenario in one group, decided by pure functions.

No await, no clock, no random and no gettext in this room: time and chance arrive in the event,
and words are found for what was decided in `bot.wording`.
"""
