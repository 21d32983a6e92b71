"""The languages that Palabre knows: the one table from which settings, menus, scenarios, the command line and the
rehearsal have theirs.

Knows codes and names. Words are elsewhere: the bot's own in `locales/`, a scenario's in its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code as Telegram, scenario files and the folders of `locales/` write it, its own name, in
    which direction it is read, whether the bot itself speaks it (scenarios may be in any), the locale by which its
    numbers and days are written, where that isn't the code, and how the first of a month is written, where that isn't
    a plain 1, which CLDR's patterns don't know."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    spoken: bool = False
    locale: str = ""
    first: str = ""


_ROWS = (
    Language("fr", "Français", "ltr", spoken=True, first="1er"),
    # 31 January 2027: the day first, as in most of the countries that read it, and as commitments are written.
    Language("en", "English", "ltr", spoken=True, locale="en_GB"),
    Language("es", "Español", "ltr"),
    Language("pt", "Português", "ltr"),
    Language("ar", "العربية", "rtl"),
)

#: Code -> language, in the order in which they are offered.
LANGUAGES = {row.code: row for row in _ROWS}

#: Those that the bot itself speaks.
SPOKEN = {row.code: row for row in _ROWS if row.spoken}

#: The language that sentences are written in where they stand in the code, and in which whoever reads none of the
#: others is spoken to.
SOURCE = "en"
