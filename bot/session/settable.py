"""What a group can set, the values there are, and within which limits. Pure: what is chosen is kept elsewhere.

A value has one written form, which a button carries; `read` gives it back, or None for what is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.languages import SPOKEN
from bot.session.state import MINIMUM, MOST_NEEDED
from bot.zones import code, known


class Setting(StrEnum):
    """What can be set, in the order in which it is shown."""

    LANGUAGE = "language"
    ZONE = "zone"
    QUIET = "quiet"
    WINDOW = "window"
    LEAST = "least"
    TIDY = "tidy"
    REVIEW = "review"
    KEEP = "keep"


#: Quiet hours are a night at least, and leave as long for writing: in minutes.
QUIET_LEAST, QUIET_MOST = 6 * 60, 16 * 60
#: How many hours a question can be open over days: less is no time for who works or has no network, more is forgotten.
WINDOW_LEAST, WINDOW_MOST = 12, 7 * 24
#: For how many days answers are kept at least, since late ones and corrections come in for three, and people read the
#: summary some days later; the most is the operator's number.
KEEP_LEAST = 7

_DAY = 24 * 60
#: How a button writes that something isn't the group's own.
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Languages:
    """The one or two languages that a group reads, by their codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """Its time zone, by its IANA name; None: the operator's."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """From and to which minute after midnight nothing is posted."""

    start: int
    end: int

    @property
    def lasts(self) -> int:
        """For how many minutes."""
        return (self.end - self.start) % _DAY


@dataclass(frozen=True, slots=True)
class Window:
    """For how many hours a question is open over days; None: as its scenario says."""

    hours: int | None


@dataclass(frozen=True, slots=True)
class Least:
    """From how many people on results are shown."""

    people: int


@dataclass(frozen=True, slots=True)
class Tidy:
    """Whether what was said in private leaves the private chats."""

    on: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a facilitator sees sealed words, without their authors, before they are shown."""

    on: bool


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days answers are kept; None: the operator's number."""

    days: int | None


Value = Languages | Zone | Quiet | Window | Least | Tidy | Review | Keep


def setting_of(value: Value) -> Setting:
    """Which setting a value is of."""
    match value:
        case Languages():
            return Setting.LANGUAGE
        case Zone():
            return Setting.ZONE
        case Quiet():
            return Setting.QUIET
        case Window():
            return Setting.WINDOW
        case Least():
            return Setting.LEAST
        case Tidy():
            return Setting.TIDY
        case Review():
            return Setting.REVIEW
        case Keep():
            return Setting.KEEP
        case _:
            assert_never(value)


def fits(value: Value, most_kept: int) -> bool:
    """Whether a value is within its limits; `most_kept` is for how many days the operator keeps answers."""
    match value:
        case Languages(codes):
            return 1 <= len(codes) <= 2 and len({*codes}) == len(codes) and {*codes} <= SPOKEN.keys()
        case Quiet(start, end):
            return 0 <= min(start, end) <= max(start, end) < _DAY and QUIET_LEAST <= value.lasts <= QUIET_MOST
        case Window(hours):
            return hours is None or WINDOW_LEAST <= hours <= WINDOW_MOST
        case Least(people):
            return MINIMUM <= people <= MOST_NEEDED
        case Keep(days):
            return days is None or KEEP_LEAST <= days <= most_kept
        case Zone() | Tidy() | Review():
            return True
        case _:
            assert_never(value)


def write(value: Value) -> str:
    """A value as a button carries it: words joined by hyphens."""
    match value:
        case Languages(codes):
            return "-".join(codes)
        case Zone(name):
            return code(name) if name else _DEFAULT
        case Quiet(start, end):
            return f"{start}-{end}"
        case Window(number) | Keep(number):
            return str(number or _DEFAULT)
        case Least(number):
            return str(number)
        case Tidy(on) | Review(on):
            return "on" if on else "off"
        case _:
            assert_never(value)


def read(setting: Setting, words: list[str]) -> Value | None:
    """The value of a setting that a button carries; None where it is none, such as a zone that is no more."""
    first, *more = words
    match setting:
        case Setting.LANGUAGE:
            return Languages(tuple(words))
        case Setting.ZONE:
            return Zone(known().get(first)) if first in (_DEFAULT, *known()) else None
        case Setting.QUIET:
            return Quiet(int(first), int(more[0]))
        case Setting.WINDOW:
            return Window(_number(first))
        case Setting.LEAST:
            return Least(int(first))
        case Setting.TIDY:
            return Tidy(first == "on")
        case Setting.REVIEW:
            return Review(first == "on")
        case Setting.KEEP:
            return Keep(_number(first))
        case _:
            assert_never(setting)


def _number(word: str) -> int | None:
    return None if word == _DEFAULT else int(word)
