"""/language: which language somebody, or a group, reads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages import SPOKEN
from bot.wording.catalog import Words
from bot.wording.message import Button, Message, joined, paragraph


def choose_language(w: Words, *, group: bool) -> Message:
    """Which language, by tap; a group can also have two, by text."""
    buttons = tuple(Button(language.name, press=f"lang-{code}") for code, language in SPOKEN.items())
    ask = (
        w.say("Which language does this group read? For two, send for example /language fr en.")
        if group
        else w.say("Which language do you read?")
    )
    return paragraph(ask, buttons)


def language_chosen(w: Words, languages: Sequence[str], *, running: bool) -> Message:
    """The language is set; a workshop that is `running` keeps the one that it began in."""
    named = w.listing(SPOKEN[x].name for x in languages)
    chosen = w.say("From now on I’ll write in: {languages}.", languages=named)
    keeps = w.say("The workshop that is running goes on in the language it began in.") if running else None
    return Message(joined((chosen, keeps)))
