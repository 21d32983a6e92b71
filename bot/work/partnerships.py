"""What the database knows of a group's workshops, gathered for what goes beyond one of them: how measures moved, and a
draft agreement. The command line asks the same. Changes nothing.

A workshop whose answers are still there and one of which only counts and measures stay are read into the same values,
so that what is told of it doesn't change when its answers go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.content.phrase import Isolated, Phrase, ScenarioText
from bot.content.report import Report
from bot.partnership import agreement
from bot.partnership.measures import Taken, curve
from bot.partnership.progress import Curve, Progress, kept
from bot.partnership.workshops import Held, LeftOut, Why
from bot.scenario.library import Library
from bot.scenario.model import Scenario
from bot.session.state import Session
from bot.store import commitments, sessions, tallies
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.sessions import Stored
from bot.store.tallies import Tally
from bot.summary.tally import tally
from bot.work.privacy.retention import what_stays


@dataclass(frozen=True, slots=True)
class Reading:
    """How workshops are read: the scenario that one was started with (None where that can't be read any more), the
    scenarios that there are now, the zone in which days are told, and this moment."""

    scenario: Callable[[Stored], Scenario | None]
    library: Library
    zone: tzinfo
    now: datetime

    @property
    def today(self) -> date:
        """The day of this moment."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class _Ended:
    """A workshop that has ended and whose answers are there: its scenario's id, on which day it ended, and what it was
    and played; None where that can't be read any more."""

    scenario: str
    day: date
    played: tuple[Scenario, Session] | None


def _ended(tx: Tx, group: Group, reading: Reading) -> Iterator[_Ended]:
    """A group's, the oldest first. One that is damaged is told apart, and spoils no other."""
    for listed in reversed(sessions.listing(tx, group.id)):
        if listed.closed is not None:
            day = listed.closed.astimezone(reading.zone).date()
            yield _Ended(listed.scenario, day, _played(tx, listed.code, reading))


def _played(tx: Tx, code: str, reading: Reading) -> tuple[Scenario, Session] | None:
    try:
        stored = sessions.load(tx, code)
    except ValueError:  # of pydantic's: what is kept of it is no session
        return None
    scenario = reading.scenario(stored) if stored else None
    return (scenario, stored.session) if stored and scenario else None


# -- progress ---------------------------------------------------------------------------------------------------------


def progress_of(tx: Tx, group: Group, reading: Reading) -> Progress:
    """How a group's measures moved, and what became of its commitments."""
    known: list[Scenario] = []
    unreadable: list[date] = []
    stays = tallies.of_group(tx, group.id)
    for one in _ended(tx, group, reading):
        if one.played is None:
            unreadable.append(one.day)
        else:
            scenario, session = one.played
            known.append(scenario)
            stays.append(what_stays(scenario, session, group.id, reading.now))
    taken = _taken(sorted(stays, key=lambda one: (one.closed, one.code)))
    labels = _labels([*reading.library.all(), *known])
    ordered = sorted(taken, key=lambda name: (name not in labels, [*labels].index(name) if name in labels else 0, name))
    return Progress(
        group=group.title,
        workshops=len({one.code for each in taken.values() for one in each}),
        curves=tuple(
            Curve(name, labels.get(name, Isolated(name)), curve(taken[name], group.least)) for name in ordered
        ),
        unreadable=tuple(sorted(unreadable)),
        kept=kept(commitments.of_group(tx, group.id)),
        least=group.least,
    )


def _taken(stays: Sequence[Tally]) -> dict[str, list[Taken]]:
    """Each measure, workshop by workshop; of one that was taken twice in the same, what was taken first."""
    found: dict[str, list[Taken]] = {}
    for one in stays:
        for step in one.steps:
            before = found.setdefault(step.measure, []) if step.measure else []
            if step.measure and not (before and before[-1].code == one.code):
                before.append(Taken(one.code, one.closed, step.people, step.mean))
    return found


def _labels(scenarios: Sequence[Scenario]) -> dict[str, Phrase]:
    """Each measure by the heading of the first scale of the scenario that takes it alone, else of the first that takes
    it."""
    found: dict[str, Phrase] = {}
    alone = [one for one in scenarios if len({s.measures for s in one.steps if s.measures}) == 1]
    for scenario in (*alone, *scenarios):
        for step in scenario.steps:
            if step.measures:
                found.setdefault(step.measures, ScenarioText(step.called))
    return found


# -- agreement --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Workshops:
    """A group's, for an agreement: those that were held, and those that can’t be read any more."""

    held: tuple[Held, ...]
    lost: tuple[LeftOut, ...]


def workshops_of(tx: Tx, group: Group, reading: Reading) -> Workshops:
    """What there is to make an agreement of."""
    held: list[Held] = []
    lost = [LeftOut(_title(reading, one.scenario), one.closed, Why.ERASED) for one in tallies.of_group(tx, group.id)]
    for one in _ended(tx, group, reading):
        if one.played is None:
            lost.append(LeftOut(_title(reading, one.scenario), one.day, Why.UNREADABLE))
        else:
            scenario, session = one.played
            summary = tally(scenario, session, audience="group", zone=reading.zone)
            held.append(Held(scenario, summary, max(session.minimum, group.least)))
    return Workshops(tuple(held), tuple(lost))


def draft_of(tx: Tx, group: Group, reading: Reading) -> Report | None:
    """A draft agreement; None where the group has approved nothing yet."""
    found = workshops_of(tx, group, reading)
    return agreement.draft(found.held, found.lost, commitments.of_group(tx, group.id), reading.today)


def _title(reading: Reading, scenario: str) -> Phrase:
    found = reading.library.find(scenario)
    return ScenarioText(found.title) if found else Isolated(scenario)
