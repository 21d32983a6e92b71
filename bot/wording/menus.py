"""The menus of commands, for each scope and language, as Telegram offers them."""

from __future__ import annotations

from bot.languages import SOURCE, SPOKEN
from bot.wording.catalog import words
from bot.wording.desk import COMMANDS

#: Scope -> the places of a command (in `desk.COMMANDS`) that it shows. Those who steer see all of a group's.
_SHOWN = {"private": {"private", "steer"}, "group": {"group"}, "steer": {"steer", "group"}}

#: What is steered with in private works on the one session that somebody steers; starting one doesn't.
_GROUP_ALONE = frozenset({"session", "organisations"})


def menus() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """(scope, language) -> commands and what they do; the language "" is for everybody else."""
    built: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for language in ("", *SPOKEN):
        w = words(language or SOURCE)
        for scope, places in _SHOWN.items():
            built[scope, language] = [
                (name, w.say(does).unescape())
                for name, (where, does) in COMMANDS.items()
                if places & {*where} and not (scope == "private" and name in _GROUP_ALONE)
            ]
    return built
