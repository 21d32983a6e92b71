"""In what terms a kind of step speaks to other rooms: what was asked, buttons, lines, doubts. Knows no kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from bot.content.phrase import Phrase
from bot.content.report import Quoted
from bot.scenario.step import Step
from bot.scenario.texts import Text
from bot.session.organisations import Organisation

S = TypeVar("S", bound=Step)


@dataclass(frozen=True, slots=True)
class Asked(Generic[S]):
    """A step as it was asked in this session. `candidates` are the ids of the answers that it is about, and `source`
    all answers to that earlier step by their ids, as far as they may be told; empty where only a reply is read;
    `unread`, that the group reads them here for the first time. `day` is that on which it is answered. `numbered` are
    its own answers, by their ids, in the order in which a later step that is about them numbers them. `organisations`
    are those of the session."""

    step: S
    candidates: tuple[str, ...] = ()
    source: Mapping[str, Quoted] = field(default_factory=dict)
    day: date = date.min
    numbered: tuple[str, ...] = ()
    unread: bool = False
    organisations: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a reply or a tap is no answer, and what would be one."""

    why: Phrase


@dataclass(frozen=True, slots=True)
class Key:
    """A button: what stands on it, beside that a text of the scenario's where there is room, and what it says, as
    somebody would type it."""

    label: Phrase
    code: str
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Keypad:
    """A question's buttons, so many in a row."""

    keys: tuple[Key, ...] = ()
    width: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a question that is asked line by line: what it is about, and its buttons."""

    text: Text
    keys: Keypad


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in an answer that its author is asked; an edit doesn't change its `number`. `says` is the question,
    with `keys`, then what came of it; `said` is what they said, in the message `by`, where it was one."""

    number: int
    open: bool
    says: Phrase
    keys: Keypad = Keypad()
    said: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure that a step takes, with mean and spread (standard deviation) where they may be known."""

    name: str
    mean: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Undertaken:
    """Something that an answer says will be done: what, by whom, when in its author's words, and the day, where there
    is one; `after`, how long after the end of the workshop it is asked about otherwise (None: as is usual)."""

    what: str
    who: str
    said: str
    due: date | None
    after: timedelta | None
