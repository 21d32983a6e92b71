"""/mute: whether somebody is reminded of questions."""

from __future__ import annotations

from bot.wording.catalog import Words
from bot.wording.message import Button, Message, paragraph


def muted(w: Words) -> Message:
    """No reminders any more."""
    said = w.say("I won’t send you reminders any more. Questions still come, and nobody is told. To change it: /mute.")
    return paragraph(said, (Button(w.say("Remind me again").unescape(), press="mute-off"),))


def unmuted(w: Words) -> Message:
    """Reminders come again."""
    said = w.say("I’ll remind you of questions again, twice each at most and never at night. To stop it: /mute.")
    return paragraph(said, (Button(w.say("No reminders").unescape(), press="mute-on"),))
