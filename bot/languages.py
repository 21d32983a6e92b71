"""The languages that Palabre knows, read from `locales/languages.ini`: the one table from which settings, menus,
scenarios, the command line and the rehearsal have theirs.

Knows codes and names. Words are elsewhere: the bot's own in `locales/`, a scenario's in its file.
"""

from __future__ import annotations

from configparser import ConfigParser
from dataclasses import dataclass

from bot.resources import folder


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code as Telegram, scenario files and the folders of `locales/` write it, its own name, in
    which direction it is read (`ltr` or `rtl`), whether the bot itself speaks it (scenarios may be in any), the locale
    by which its numbers and days are written, where that isn't the code, how the first of a month is written, where
    that isn't a plain 1, which CLDR's patterns don't know, and its comma."""

    code: str
    name: str
    direction: str
    spoken: bool = False
    locale: str = ""
    first: str = ""
    comma: str = ","


def _read() -> dict[str, Language]:
    table = ConfigParser(interpolation=None)
    table.read_string((folder("locales") / "languages.ini").read_text("utf-8"))
    return {
        code: Language(
            code,
            row["name"],
            row["direction"],
            row.getboolean("spoken", False),
            row.get("locale", ""),
            row.get("first", ""),
            row.get("comma", ","),
        )
        for code, row in table.items()
        if code != table.default_section
    }


#: Code -> language, in the order in which they are offered.
LANGUAGES = _read()

#: Those that the bot itself speaks.
SPOKEN = {code: row for code, row in LANGUAGES.items() if row.spoken}

#: The language that sentences are written in where they stand in the code, and in which whoever reads none of the
#: others is spoken to.
SOURCE = "en"
