"""Rows that all see alike, which can stand in an agreement; and beside them those that the organisations see
differently, and those of which neither can be said.

Where the organisations may be told apart, each of them has to say the same. Where they may not, it takes two thirds of
all who answered, and none of it may hang on who says it: "my own organisation" said by several is no agreement.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.phrase import Isolated, Phrase, ScenarioText
from bot.session.kinds.rows import RowResult, difference, reading
from bot.session.kinds.telling import most
from bot.session.results import Settled

#: What share it takes where organisations can't be compared: twice as many as all others together.
_MOST = 2 / 3


def settled_rows(every: Sequence[RowResult]) -> Settled:
    """What these rows settle."""
    rows = [row for row in every if row.counts]
    alike = {row.row.id: said for row in rows if (said := _alike(row))}
    apart = [row for row in rows if row.differs]
    left = [row for row in rows if row.row.id not in alike and not row.differs]
    return Settled(
        lines=tuple(reading(row.row, alike[row.row.id]) for row in rows if row.row.id in alike),
        apart=tuple(difference(row).says for row in apart),
        open=tuple(ScenarioText(row.row.text) for row in left),
    )


def _alike(row: RowResult) -> Phrase | None:
    """What all say of a row; None where they don't."""
    if row.differs:
        return None
    if row.stances:
        return _said_by_each(row)
    total = sum(n for _, n in row.counts)
    if row.agreement is None or row.agreement < _MOST:
        return None
    column, n = row.counts[0]
    return most(ScenarioText(column.text), n, total)


def _said_by_each(row: RowResult) -> Phrase | None:
    """What each organisation says, who all say the same; None where each is of several minds, or means one of several
    others without saying which."""
    if row.meant:
        return Isolated(row.meant)
    column = row.stances[0].column
    return ScenarioText(column.text) if column and column.stands_for is None else None
