"""The menus of commands, for each scope and language, as Telegram offers them."""

from __future__ import annotations

from bot.languages import SOURCE, SPOKEN
from bot.session.roles import Role
from bot.wording.catalog import words
from bot.work.commands.offered import offered
from bot.work.commands.row import Where
from bot.work.commands.table import COMMANDS

#: Scope -> where its chats are, and whose commands it shows. In private there is one menu for all: those who facilitate
#: or coordinate have theirs on buttons, and by /help.
_SCOPES = {
    "private": (Where.PRIVATE, Role.MEMBER),
    "group": (Where.GROUP, Role.MEMBER),
    "steer": (Where.GROUP, Role.FACILITATOR),
}


def menus() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(scope, language) -> commands and what they do; the language "" is for everybody else."""
    return {
        (scope, language): [
            (name, words(language or SOURCE).say(does).unescape())
            for name, does in offered(COMMANDS.values(), where, role=role)
        ]
        for language in ("", *SPOKEN)
        for scope, (where, role) in _SCOPES.items()
    }
