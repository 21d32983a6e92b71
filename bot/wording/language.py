"""/language: which language somebody reads. A group's is one of its settings."""

from __future__ import annotations

from bot.languages import SPOKEN
from bot.wording.catalog import Words
from bot.wording.message import Button, Message, paragraph


def choose_language(w: Words) -> Message:
    """Which language, by tap."""
    buttons = tuple(Button(language.name, press=f"lang-{code}") for code, language in SPOKEN.items())
    return paragraph(w.say("Which language do you read?"), buttons)


def language_chosen(w: Words, code: str) -> Message:
    """The language is set."""
    return paragraph(w.say("From now on I’ll write in: {languages}.", languages=SPOKEN[code].name))
