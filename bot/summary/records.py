"""Records: the answers of a session one by one, in rows and columns, for tables. Pure; asks `visibility` for every
answer, and each step's kind for its columns.

Beside a figure stands neither organisation nor side, as in the JSON: each answer with its part would be the part's
exact figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.phrase import Day, Isolated, Lines, Phrase, ScenarioText, joined, say
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.disclosure.visibility import asked_about, visible
from bot.session.kinds import spec_of
from bot.session.kinds.spec import ANSWER as ANSWER
from bot.session.organisations import Organisation, Side
from bot.session.shown import Hidden, Shown
from bot.session.state import Session
from bot.summary.tally import played

#: A cell: a phrase (a number or a day is one of its own), or nothing.
Cells = tuple[Phrase | None, ...]

OVERVIEW = say("Overview")
WORKSHOP, OPENED, QUESTION = say("Workshop, code"), say("Day"), say("Question")
ASKED, PEOPLE, RESULT = say("As it was asked"), say("People who answered"), say("Result")
ANSWERS, DUE = say("All answers"), say("Due on")
ORGANISATION, SIDE, ALIAS, REMARK = say("Organisation"), say("Side"), say("Pseudonym"), say("Remark")
_LATE, _RELAYED = say("came late"), say("passed on by somebody")
#: The columns of a commitment.
_PARTS: Lines = (say("What"), say("Who"), say("By when"), DUE)


@dataclass(frozen=True, slots=True)
class Record:
    """One answer: of its author what may be told, and its cells, one for each column of its question. `due` is the day
    of a commitment, `whole` all of it in words, `key` tells it from all others of the session."""

    key: str
    alias: str | None
    organisation: Organisation | None
    side: Side | None
    late: bool | None
    relayed: bool
    cells: Cells
    whole: Phrase
    due: Day | None = None

    @property
    def remark(self) -> Phrase | None:
        """What else there is to say of it."""
        said = [phrase for so, phrase in ((self.late, _LATE), (self.relayed, _RELAYED)) if so]
        return joined(*said, by=", ") if said else None


@dataclass(frozen=True, slots=True)
class Records:
    """The answers to one question, which is the so manieth that was asked; `hidden` says why there are none to show."""

    number: int
    step: AnyStep
    columns: Lines
    records: tuple[Record, ...]
    hidden: Hidden | None

    @property
    def heading(self) -> Phrase:
        """What the question is called."""
        return ScenarioText(self.step.called)


def records(scenario: Scenario, session: Session) -> tuple[Records, ...]:
    """Every question that was asked, with the answers to it that documents may hold, in an order that tells nothing."""
    return tuple(_records(scenario, session, number, id) for number, id in enumerate(played(scenario, session), 1))


def _records(scenario: Scenario, session: Session, number: int, id: str) -> Records:
    view, step = visible(scenario, session, id, audience="document"), scenario.step(id)
    columns = _PARTS if step.takeaway else spec_of(step).columns(step)
    found = tuple(one for shown in view.answers for one in _rows(scenario, session, step, shown))
    return Records(number, step, columns, found, view.hidden)


def _rows(scenario: Scenario, session: Session, step: AnyStep, shown: Shown) -> Iterator[Record]:
    """One answer; of a reply with several commitments a row each."""
    spec, asked = spec_of(step), asked_about(scenario, session, step.id)
    organisation, side = (None, None) if spec.figures else (shown.organisation, shown.side)
    author = (shown.alias, organisation, side, shown.late, bool(shown.relayed))
    if not step.takeaway:
        yield Record(shown.id, *author, spec.cells(asked, shown.value), spec.mine(asked, shown.value))
    for place, one in enumerate(spec.undertaken(step, shown.value) if step.takeaway else ()):
        due = Day(one.due) if one.due else None
        words = [Isolated(part) if part else None for part in (one.what, one.who, one.said)]
        yield Record(f"{shown.id} {place}", *author, (*words, due), joined(*words, by=" · "), due)
