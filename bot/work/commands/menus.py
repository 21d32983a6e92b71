"""The menus of commands, for each scope and language, as Telegram offers them."""

from __future__ import annotations

from bot.languages import SOURCE, SPOKEN
from bot.wording.catalog import words
from bot.work.commands.offered import offered
from bot.work.commands.row import Where
from bot.work.commands.table import COMMANDS

#: Scope -> where its chats are, and whether it shows what facilitators do: in private there is one menu for all.
_SCOPES = {"private": (Where.PRIVATE, True), "group": (Where.GROUP, False), "steer": (Where.GROUP, True)}


def menus() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(scope, language) -> commands and what they do; the language "" is for everybody else."""
    return {
        (scope, language): [
            (name, words(language or SOURCE).say(does).unescape())
            for name, does in offered(COMMANDS.values(), where, steers=steers)
        ]
        for language in ("", *SPOKEN)
        for scope, (where, steers) in _SCOPES.items()
    }
