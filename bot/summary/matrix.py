"""A matrix's rows: agreement, and where the organisations see it differently.

"Us" and "them" depend on who says it. Before anything is compared, `us` becomes the author's own
organisation and `them` the other one: two organisations that both say "us" claim the same thing for
themselves, and don't agree. With more than two organisations, `them` is "another organisation". Where
the organisations may not be told, "us" stays "us", and no agreement is worked out from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.scenario.model import AnyStep, MatrixStep, Option
from bot.session.disclosure.visibility import Shown, enough
from bot.session.organisations import Organisation
from bot.session.values import MatrixValue
from bot.summary.results import Reading, RowResult

_US, _THEM = "us", "them"


def tally_rows(step: AnyStep, answers: Sequence[Shown], minimum: int) -> tuple[RowResult, ...]:
    """Each row's result, in the scenario's order."""
    if not isinstance(step, MatrixStep):
        return ()
    present = {s.organisation.id: s.organisation for s in answers if s.organisation}
    columns = {column.id: column for column in step.columns}
    return tuple(_row(row, columns, present, answers, minimum) for row in step.rows)


def _row(
    row: Option, columns: dict[str, Option], present: dict[str, Organisation], answers: Sequence[Shown], minimum: int
) -> RowResult:
    said = [(shown, cell) for shown in answers if (cell := _cell(shown, row.id))]
    readings = Counter(_key(_reading(columns[cell], shown.organisation, present)) for shown, cell in said)
    known = {_key(r): r for shown, cell in said if (r := _reading(columns[cell], shown.organisation, present))}
    ordered = tuple((known[key], count) for key, count in readings.most_common())
    told = all(shown.organisation or cell not in (_US, _THEM) for shown, cell in said)
    agreement = ordered[0][1] / len(said) if said and told else None
    return RowResult(row.text, ordered, agreement, _differing(row, columns, present, [s for s, _ in said], minimum))


def _cell(shown: Shown, row: str) -> str | None:
    return dict(shown.value.cells).get(row) if isinstance(shown.value, MatrixValue) else None


def _key(reading: Reading) -> tuple[str | None, str]:
    return (reading.organisation, str(sorted((reading.column or {}).items())))


def _reading(column: Option, own: Organisation | None, present: dict[str, Organisation]) -> Reading:
    if own is None or column.id not in (_US, _THEM):
        return Reading(column=column.text)
    if column.id == _US:
        return Reading(organisation=own.name)
    others = [o for o in present.values() if o.id != own.id]
    return Reading(organisation=others[0].name) if len(others) == 1 else Reading(column=column.text)


def _differing(
    row: Option, columns: dict[str, Option], present: dict[str, Organisation], answers: Iterable[Shown], minimum: int
) -> tuple[tuple[str, Reading], ...]:
    """What each organisation says most, where they don't all say the same and numbers allow to tell."""
    parts: dict[str, list[Shown]] = {}
    for shown in answers:
        if shown.organisation:
            parts.setdefault(shown.organisation.id, []).append(shown)
    if len(parts) < 2 or not enough(map(len, parts.values()), minimum):
        return ()
    most: list[tuple[str, Reading]] = []
    for id, said in parts.items():
        read = [_reading(columns[cell], s.organisation, present) for s in said if (cell := _cell(s, row.id))]
        key = Counter(_key(reading) for reading in read).most_common(1)[0][0]
        most.append((present[id].name, next(r for r in read if _key(r) == key)))
    return tuple(most) if len({_key(reading) for _, reading in most}) > 1 else ()
