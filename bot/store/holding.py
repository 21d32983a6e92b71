"""In what words `holdings` says what tables hold, and what each erasure does with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Holds(Enum):
    """What a column holds. `PLACE` is a chat as it is written down (`g:7`, `p:…`), `REF` and `WAKE` may name a person;
    of a private chat `CHAT` is the account's number. `STATE` is people and their words, as JSON of the engine's."""

    PERSON = auto()
    ACCOUNT = auto()
    SESSION = auto()
    GROUP = auto()
    CHAT = auto()
    PLACE = auto()
    REF = auto()
    WAKE = auto()
    WORDS = auto()
    STATE = auto()


@dataclass(frozen=True, slots=True)
class Delete:
    """Its rows go: those in which one of the columns `by` leads there (none named: any that can), or `where`."""

    by: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Of its rows (as above, and if they are so) columns are set anew; the rows stay, because …"""

    set: str
    why: str
    by: tuple[str, ...] = ()
    where: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Cascade:
    """Its rows go with those of another table, to which a foreign key leads."""


@dataclass(frozen=True, slots=True)
class Stays:
    """It stays, or goes by other means, because …"""

    why: str


Treatment = Delete | Empty | Cascade | Stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table holds, what becomes of it, and its `plain` columns, which lead to nobody and say nothing."""

    holds: Mapping[str, Holds] = field(default_factory=dict)
    plain: str
    person: tuple[Treatment, ...] = ()
    session: tuple[Treatment, ...] = ()
    group: tuple[Treatment, ...] = ()
    kept: str
