"""Rows that were answered by choosing columns: how often each, and what the organisations say of it.

"My own organisation" depends on who says it (a column's `means`). How often each column was chosen is told as it was
said, "6 say: my own organisation", so that nobody takes it for agreement; nor is any worked out from it. Where the
organisations may be told, each is told by what it says most, and there `own` becomes its name, and `other` that of the
other one where there are two: two organisations that both say "my own" claim the same thing for themselves, and differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.content.phrase import Isolated, Lines, Listed, Mark, Number, Percent, Phrase, ScenarioText, count, joined, say
from bot.content.report import Block, Paragraph, Row, Table
from bot.scenario.kinds import Column
from bot.scenario.step import Option
from bot.session.kinds import telling
from bot.session.kinds.telling import DIVIDED
from bot.session.organisations import Organisation
from bot.session.results import Remark
from bot.session.shown import Shown
from bot.session.small_numbers import enough, most_said


@dataclass(frozen=True, slots=True)
class Stance:
    """What an organisation says most of a row: whom it means, by name, or which column; neither where it is of several
    minds."""

    organisation: str
    means: str | None = None
    column: Column | None = None

    @property
    def said(self) -> tuple[str | None, str | None]:
        """What is the same for two organisations that say the same."""
        return self.means, self.column.id if self.column and not self.means else None

    @property
    def phrase(self) -> Phrase:
        """What it says."""
        if self.means:
            return Isolated(self.means)
        return _column(self.column) if self.column else DIVIDED


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row: how often each column was chosen, the most frequent first; the share of that one, or None where some
    meant their own organisation or another; and what each organisation says most, where that may be told."""

    row: Option
    counts: tuple[tuple[Column, int], ...]
    agreement: float | None
    stances: tuple[Stance, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the organisations see it differently."""
        return len({stance.said for stance in self.stances}) > 1

    @property
    def meant(self) -> str | None:
        """The organisation that all of them mean, each in its own words."""
        means = {stance.means for stance in self.stances}
        return means.pop() if len(means) == 1 else None


#: How far apart organisations are that see a row differently, in points of a scale: clearly, and less than two sides
#: of which each is near an end.
_APART = 1.5


def difference(row: RowResult) -> Remark:
    """That the organisations see a row differently."""
    return Remark("difference", _seen_differently(row), _APART)


def blocks(every: Sequence[RowResult], columns: Sequence[Column], *, told_apart: bool) -> tuple[Block, ...]:
    """A row each of those that were answered, of these columns, with what the organisations see differently, where they
    are `told_apart`; where they aren't, that "my own" said by several can be either."""
    rows = [row for row in every if row.counts]
    unclear = not told_apart and any(column.stands_for == "own" and n > 1 for row in rows for column, n in row.counts)
    legend = say("The percentage shows how many agree; ≠ marks a difference between organisations.")
    heads = (say("About"), say("What was said"), say("Agreement"))
    drawn = tuple(_table_row(row, columns) for row in rows)
    table = Table(drawn, legend, tuple(map(_line, rows)), _brief(rows), heads, tuple(map(_column, columns)))
    asked = (Paragraph((say("“My own organisation”: agreement or disagreement? Talk about it."),)),)
    return (table, *(asked if unclear else ()))


def row_of(
    row: Option,
    columns: Sequence[Column],
    said: Sequence[tuple[Shown, Column]],
    present: Mapping[str, Organisation],
    minimum: int,
) -> RowResult:
    """A row from what was said of it, each with its organisation as far as that may be told."""
    chosen = Counter(column.id for _, column in said)
    there = sorted((column for column in columns if chosen[column.id]), key=lambda column: -chosen[column.id])
    relative = any(column.stands_for for column in there)
    agreement = chosen[there[0].id] / len(said) if there and not relative else None
    counts = tuple((column, chosen[column.id]) for column in there)
    return RowResult(row, counts, agreement, _stances(said, present, minimum))


def _stances(
    said: Sequence[tuple[Shown, Column]], present: Mapping[str, Organisation], minimum: int
) -> tuple[Stance, ...]:
    """What each organisation says most, where there are several and numbers allow to tell."""
    parts: dict[str, list[Column]] = {}
    for shown, column in said:
        if shown.organisation:
            parts.setdefault(shown.organisation.id, []).append(column)
    if len(parts) < 2 or not enough(map(len, parts.values()), minimum):
        return ()
    return tuple(_stance(present[id], parts[id], present) for id in sorted(parts))


def _stance(own: Organisation, chosen: Sequence[Column], present: Mapping[str, Organisation]) -> Stance:
    most = most_said(column.id for column in chosen)
    column = next((column for column in chosen if column.id == most), None)
    if column is None or column.stands_for is None:
        return Stance(own.name, column=column)
    others = [organisation.name for organisation in present.values() if organisation.id != own.id]
    match column.stands_for:
        case "own":
            return Stance(own.name, own.name, column)
        case "other":
            return Stance(own.name, others[0] if len(others) == 1 else None, column)
    assert_never(column.stands_for)


def _column(column: Column) -> Phrase:
    """A column's text, or in everybody's words what it stands for."""
    match column.stands_for:
        case "own":
            return say("my own organisation")
        case "other":
            return say("another organisation")
        case None:
            return ScenarioText(column.text)
    assert_never(column.stands_for)


def _times(column: Column, times: int) -> Phrase:
    """How often a column was chosen; in the mouth of those who say it where it depends on who they are."""
    match column.stands_for:
        case "own":
            return count("{n} says: my own organisation", "{n} say: my own organisation", times)
        case "other":
            return count("{n} says: another organisation", "{n} say: another organisation", times)
        case None:
            return joined(ScenarioText(column.text), " ", Number(times))
    assert_never(column.stands_for)


def _said(row: RowResult) -> Phrase:
    return joined(*(_times(column, times) for column, times in row.counts), by=" · ")


def _in_common(row: RowResult) -> Phrase | None:
    """In how far all say the same."""
    if row.agreement is not None:
        return Percent(row.agreement)
    return say("for each organisation: {organisation}", organisation=Isolated(row.meant)) if row.meant else None


def reading(row: Option, said: Phrase) -> Phrase:
    """What was said of a row."""
    return say("{row}: {readings}", row=ScenarioText(row.text), readings=said)


def _told(row: RowResult) -> Phrase:
    """How often each column was chosen, and where the organisations see it differently, how each does."""
    return joined(_said(row), _stances_told(row) if row.differs else None, by=" – ")


def _line(row: RowResult) -> Phrase:
    said, in_common = _said(row), _in_common(row)
    if in_common:
        said = joined(said, " (", in_common, ")")
    apart = _stances_told(row) if row.differs else None
    return joined(say("{row}: {readings}", row=_named([row]), readings=said), apart, by="\n")


def _table_row(row: RowResult, columns: Sequence[Column]) -> Row:
    times = {column.id: n for column, n in row.counts}
    counts = tuple(times.get(column.id, 0) for column in columns)
    return Row(_named([row]), (_told(row), _in_common(row) or Mark("")), counts, tuple(map(_stance_told, row.stances)))


def _brief(rows: Sequence[RowResult]) -> Lines:
    """What somebody would repeat of them: how the organisations differ, else what leads; rows of which the same is to
    be said together."""
    together: list[tuple[Phrase, list[RowResult]]] = []
    for row in rows:
        said = _stances_told(row) if row.differs else _leading(row)
        alike = next((others for same, others in together if same == said and others[0].differs == row.differs), None)
        if alike is None:
            together.append((said, [row]))
        else:
            alike.append(row)
    return tuple(joined(_named(some), said, by=" – ") for said, some in together)


def _named(rows: Sequence[RowResult]) -> Phrase:
    """What some rows are about, with a mark where they are seen differently."""
    heads = Listed(tuple(ScenarioText(row.row.text) for row in rows))
    return joined("≠ ", heads) if rows[0].differs else heads


def _leading(row: RowResult) -> Phrase:
    """Whom all mean; else what was chosen most often, by how many: several where they are equal. All of it where that
    depends on who says it."""
    if row.agreement is None and (meant := _in_common(row)):
        return meant
    (first, most), *others = row.counts
    level = [column for column, n in others if n == most]
    if level:
        return joined(*(_times(column, most) for column in (first, *level)), by=" · ")
    if first.stands_for:
        return _said(row)
    return telling.most(_column(first), most, sum(n for _, n in row.counts))


def _seen_differently(row: RowResult) -> Phrase:
    return joined(ScenarioText(row.row.text), " – ", _stances_told(row))


def _stances_told(row: RowResult) -> Phrase:
    return joined(*map(_stance_told, row.stances), by=" · ")


def _stance_told(stance: Stance) -> Phrase:
    if stance.column is None:
        return joined(Isolated(stance.organisation), DIVIDED, by=" ")
    return say("{organisation} says: {reading}", organisation=Isolated(stance.organisation), reading=stance.phrase)
