"""What a step came to: one frozen shape for each kind of result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.scenario.model import Text
from bot.session.disclosure.visibility import Hidden
from bot.session.organisations import Organisation, Side


@dataclass(frozen=True, slots=True)
class Line:
    """A text, or a voice note of so many seconds, with of its author what may be told."""

    text: str
    seconds: int
    alias: str | None
    organisation: Organisation | None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One side's share in a scale or a choice."""

    side: Side
    people: int
    mean: float | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell of a matrix says, wherever its author stands: an organisation (by its name), another
    one than the author's, or a column that is nobody's."""

    organisation: str | None = None
    column: Text | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row of a matrix: how often each reading was given, the most frequent first; the share of that
    one, or None where "us" can't be told from "us"; and where the organisations see it differently, what
    each says most."""

    text: Text
    readings: tuple[tuple[Reading, int], ...]
    agreement: float | None
    differs: tuple[tuple[str, Reading], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """An answer that was voted on; equal dots share a rank."""

    rank: int
    dots: int
    line: Line


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment."""

    what: str
    who: str
    when: str
    due: date | None
    organisation: Organisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """One step's result. `hidden` says why there is none to show; `parts` are the sides', where numbers
    allow; `sides_hidden` and `organisations_hidden` say that they don't; `waiting` is how many people
    answered since, too few to be shown yet, `minimum` how many it takes."""

    step: str
    kind: str
    people: int
    passed: int
    minimum: int
    hidden: Hidden | None = None
    seen_live: bool = False
    lines: tuple[Line, ...] = ()
    counts: tuple[int, ...] = ()
    mean: float | None = None
    parts: tuple[Part, ...] = ()
    sides_hidden: bool = False
    organisations_hidden: bool = False
    waiting: int = 0
    rows: tuple[RowResult, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    promises: tuple[Promise, ...] = ()
