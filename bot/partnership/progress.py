"""How the measures of one group moved, and what became of its commitments: as values, and as a report.

The report says in words all that a picture beside it shows. Groups are told apart, each by itself: a total over several
would let a small one be reckoned out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.content.phrase import Day, Lines, Listed, Number, Phrase, count, joined, say
from bot.content.report import Paragraph, Report, Row, Section, Table
from bot.partnership.measures import Point
from bot.session.kinds.telling import level
from bot.session.pledges import Became, Pledge, Standing


@dataclass(frozen=True, slots=True)
class Curve:
    """A measure by its name and by what it is called, and what is told of it."""

    measure: str
    label: Phrase
    points: tuple[Point, ...]

    @property
    def told(self) -> tuple[Point, ...]:
        """The points that have a level."""
        return tuple(point for point in self.points if point.level)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many commitments were kept, how many changed, how many are not yet done, and how many are under way."""

    done: int = 0
    changed: int = 0
    not_yet: int = 0
    under_way: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A group's: how many workshops took a measure, the curves in the order in which they are told, on which days those
    were held that can't be read any more, the commitments, and the number from which on anything is told."""

    group: str
    workshops: int
    curves: tuple[Curve, ...]
    unreadable: tuple[date, ...]
    kept: Kept
    least: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.curves or self.unreadable or self.kept != Kept())


def kept(pledges: Sequence[Pledge]) -> Kept:
    """What became of commitments; those that another organisation hasn't taken on, or won't, are nobody's yet."""
    became = [one.became for one in pledges if one.standing in (Standing.OWN, Standing.AGREED)]
    return Kept(*(became.count(one) for one in (Became.DONE, Became.CHANGED, Became.NOT_YET, Became.OPEN)))


# -- in words ---------------------------------------------------------------------------------------------------------


def in_short(curve: Curve) -> Phrase:
    """A measure in one line: where it was, where it is."""
    if not curve.told:
        return say("{measure} – not told yet", measure=curve.label)
    first, last = curve.told[0], curve.told[-1]
    if first is last:
        return say("{measure} – {level}", measure=curve.label, level=_level(first))
    if first.level == last.level:
        return say("{measure} – {level}, about the same", measure=curve.label, level=_level(last))
    return say("{measure} – {level}, at first {before}", measure=curve.label, level=_level(last), before=_level(first))


def _level(point: Point) -> Phrase:
    return level(point.level) if point.level else say("not told")


def commitments(of: Kept) -> Phrase | None:
    """What became of the commitments, in one line; a change that fits is told like what was kept."""
    told = (
        count("{n} done", "{n} done", of.done) if of.done else None,
        count("{n} changed", "{n} changed", of.changed) if of.changed else None,
        count("{n} not yet", "{n} not yet", of.not_yet) if of.not_yet else None,
        count("{n} under way", "{n} under way", of.under_way) if of.under_way else None,
    )
    found = tuple(one for one in told if one)
    return say("Commitments: {became}.", became=Listed(found)) if found else None


def unreadable(progress: Progress) -> Phrase | None:
    """On which days workshops were held that can't be read any more."""
    if not progress.unreadable:
        return None
    days = joined(*(Day(day) for day in progress.unreadable), by=" · ")
    return say("Can’t be read any more, and isn’t counted here: {days}.", days=days)


def rule(progress: Progress) -> Phrase:
    """By what rule it is told."""
    return say(
        "From 1 to 5, told to half a point, from {n} people on. What fewer people coming or going could have changed "
        "is “about the same”.",
        n=Number(progress.least),
    )


def as_report(progress: Progress, today: date) -> Report:
    """All of it, for a document."""
    became, lost = commitments(progress.kept), unreadable(progress)
    rows = tuple(Row(curve.label, (_trail(curve), latest(curve))) for curve in progress.curves)
    text = tuple(in_short(curve) for curve in progress.curves)
    table = Section(say("Workshop by workshop"), (Table(rows, rule(progress), text, text),))
    return Report(
        label=Day(today),
        title=say("How our partnership moves"),
        purpose=say("What we said of it, each time that we asked."),
        people=count("{n} workshop", "{n} workshops", progress.workshops),
        parties=(),
        notes=tuple(line for line in (lost,) if line),
        highlights=(),
        takeaways=(Section(say("What became of our commitments"), (Paragraph((became,)),)),) if became else (),
        steps=(table,) if rows else (),
        afterwards=(),
        corrections=(),
        remarks=_remarks(),
    )


def _remarks() -> Lines:
    return (say("This is no grade of anybody: it shows what to talk about next."),)


def _trail(curve: Curve) -> Phrase:
    return joined(
        *(say("{day}: {level}", day=Day(point.day), level=_said(curve, point)) for point in curve.points), by=" · "
    )


def _said(curve: Curve, point: Point) -> Phrase:
    """A point among the others: the first by its level, a later one by what it moved to."""
    if point.level is None or point.moved or point is curve.told[0]:
        return _level(point)
    return say("about the same")


def latest(curve: Curve) -> Phrase:
    """Where a measure is now."""
    return _level(curve.told[-1]) if curve.told else say("not told")
