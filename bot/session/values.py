"""What an answer says, one frozen shape per kind of step.

Knows the shapes alone; how they are read from a reply is in `bot.session.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class TextValue:
    """Free words, or a voice note of so many seconds (`voice` is Telegram's file id)."""

    text: str
    voice: str | None = None
    seconds: int = 0
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """A whole number from 1 to 5."""

    score: int
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """The ids of the options chosen, in the scenario's order."""

    options: tuple[str, ...]
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class MatrixValue:
    """A column id for each row id answered so far, in the scenario's order of rows."""

    cells: tuple[tuple[str, str], ...]
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True)
class VoteValue:
    """The ids of the answers that got this person's dots."""

    answers: tuple[str, ...]
    kind: Literal["vote"] = "vote"


@dataclass(frozen=True, slots=True)
class CommitmentValue:
    """What will be done, by whom, by when: `when` as it was written, `due` where it reads as a date."""

    what: str
    who: str = ""
    when: str = ""
    due: date | None = None
    kind: Literal["commitment"] = "commitment"


@dataclass(frozen=True, slots=True)
class PassValue:
    """The person chose not to answer this question."""

    kind: Literal["pass"] = "pass"


Value = TextValue | ScaleValue | ChoiceValue | MatrixValue | VoteValue | CommitmentValue | PassValue
