"""Commitment: what, who, by when, parted by semicolons or lines; only the first is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.content.phrase import Day, Isolated, Phrase, joined, say
from bot.content.report import Block, Listing
from bot.scenario.kinds import CommitmentStep
from bot.session.kinds.reading import IN_WORDS
from bot.session.kinds.spec import Asked, Asking, Unread
from bot.session.organisations import Organisation
from bot.session.results import Result, StepResult
from bot.session.shown import Shown
from bot.session.values import Value

_PARTS = re.compile(r"[;؛|\n]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: Day first, as it is written in French, Spanish, Portuguese, Arabic and most of the English runtime.
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass(frozen=True, slots=True)
class CommitmentValue(Value):
    """What will be done, by whom, by when: `when` as it was written, `due` where it reads as a date."""

    what: str
    who: str = ""
    when: str = ""
    due: date | None = None
    kind: Literal["commitment"] = "commitment"

    @property
    def said(self) -> tuple[str, ...]:
        """The parts that there are."""
        return tuple(part for part in (self.what, self.who, self.when) if part)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and which organisation made it."""

    value: CommitmentValue
    organisation: Organisation | None

    @property
    def line(self) -> Phrase:
        """What, who, by when."""
        who = self.value.who or (self.organisation.name if self.organisation else "")
        when = Day(self.value.due) if self.value.due else self.value.when
        return joined("☐ ", joined(*(Isolated(part) for part in (self.value.what, who, when) if part), by=" · "))


@dataclass(frozen=True, slots=True)
class CommitmentResult(Result):
    """All that was committed to."""

    promises: tuple[Promise, ...]


def _date(words: str) -> date | None:
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        if match := pattern.search(words):
            parts = [int(part) for part in match.groups()]
            try:
                return date(*(parts[place] for place in order))
            except ValueError:
                return None
    return None


class CommitmentSpec(Asking[CommitmentStep, CommitmentValue, CommitmentResult]):
    """A step that is answered with what one will do."""

    model = CommitmentStep
    value = CommitmentValue
    several = True
    figures = False
    heading = say("Our commitments")

    def read(self, asked: Asked[CommitmentStep], reply: str, before: CommitmentValue | None) -> Value | Unread:
        """`what ; who ; when`; further parts belong to the when."""
        parts = [part.strip() for part in _PARTS.split(reply) if part.strip()]
        if not parts:
            return IN_WORDS
        what, who, *rest = [*parts, ""] if len(parts) == 1 else parts
        when = "; ".join(rest)
        return CommitmentValue(what, who, when, _date(when))

    def tap(self, asked: Asked[CommitmentStep], code: str, before: CommitmentValue | None) -> Value | Unread:
        """A commitment can't be tapped; the only button passes."""
        return IN_WORDS

    def show(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> str:
        """The parts as typed."""
        return " ; ".join(value.said)

    def mine(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> Phrase:
        """The parts as they were written."""
        return joined(*map(Isolated, value.said), by=" · ")

    def words(self, value: CommitmentValue) -> int:
        """Those of all parts."""
        return len(" ".join(value.said).split())

    def hint(self, step: CommitmentStep, *, private: bool) -> Phrase:
        """The three parts."""
        return say("Reply like this: what ; who ; when. Several are welcome, one message each.")

    def tally(self, asked: Asked[CommitmentStep], answers: Sequence[Shown], minimum: int) -> CommitmentResult:
        """All of them."""
        return CommitmentResult(
            tuple(Promise(s.value, s.organisation) for s in answers if isinstance(s.value, CommitmentValue))
        )

    def report(self, step: CommitmentStep, result: StepResult, came_to: CommitmentResult) -> tuple[Block, ...]:
        """A line each."""
        return (Listing(tuple(promise.line for promise in came_to.promises)),)

    def json(self, asked: Asked[CommitmentStep], value: CommitmentValue) -> object:
        """The parts, and the date or null."""
        due = value.due.isoformat() if value.due else None
        return {"what": value.what, "who": value.who, "when": value.when, "due": due}
