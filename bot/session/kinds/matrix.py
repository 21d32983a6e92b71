"""Matrix: one column for each row, written `1b 2a 3c`, row by row or all at once. Rows not named keep what was said
of them before.

"Us" and "them" depend on who says it. Before anything is compared, `us` becomes the author's own organisation and
`them` the other one: two organisations that both say "us" claim the same thing for themselves, and don't agree. With
more than two organisations, `them` is "another organisation". Where the organisations may not be told, "us" stays
"us", and no agreement is worked out from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.content.phrase import Isolated, Lines, Listed, Mark, Number, Percent, Phrase, ScenarioText, count, joined, say
from bot.content.report import Block, Listing, Paragraph, Row, Table
from bot.reading.cells import LETTERS, cells
from bot.scenario.kinds import MatrixStep
from bot.scenario.step import Option
from bot.session.kinds.spec import Asked, Asking, Key, Keypad, Unread
from bot.session.kinds.telling import numbered, untold
from bot.session.organisations import Organisation
from bot.session.results import Result, StepResult
from bot.session.shown import Shown, enough
from bot.session.values import Value

_US, _THEM = "us", "them"


@dataclass(frozen=True, slots=True)
class MatrixValue(Value):
    """A column id for each row id answered so far, in the scenario's order of rows."""

    cells: tuple[tuple[str, str], ...]
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says, wherever its author stands: an organisation, or a column that is nobody's."""

    organisation: str | None
    column: Option

    @property
    def phrase(self) -> Phrase:
        """The organisation's name, or the column's text."""
        return Isolated(self.organisation) if self.organisation else ScenarioText(self.column.text)

    @property
    def key(self) -> tuple[str | None, str]:
        """What is the same for two cells that say the same."""
        return (self.organisation, "" if self.organisation else str(sorted(self.column.text.items())))


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row: how often each reading was given, the most frequent first; the share of that one, or None where "us"
    can't be told from "us"; and where the organisations see it differently, what each says most."""

    row: Option
    readings: tuple[tuple[CellReading, int], ...]
    agreement: float | None
    differs: tuple[tuple[str, CellReading], ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixResult(Result):
    """All rows, in the scenario's order."""

    rows: tuple[RowResult, ...]


class MatrixSpec(Asking[MatrixStep, MatrixValue, MatrixResult]):
    """A step that is answered row by row."""

    model = MatrixStep
    value = MatrixValue
    several = False
    figures = True

    def read(self, asked: Asked[MatrixStep], reply: str, before: MatrixValue | None) -> Value | Unread:
        """`1b 2a 3c`; or one letter a row, in order: `bac`."""
        step = asked.step
        found = cells(reply, len(step.rows), len(step.columns))
        if found is None:
            why = say("I couldn't read that. Reply with a number and a letter for each line, like 1b 2a 3c, or tap.")
            return Unread(why)
        known = dict(before.cells) if before else {}
        known |= {step.rows[row].id: step.columns[column].id for row, column in found.items()}
        return MatrixValue(tuple((row.id, known[row.id]) for row in step.rows if row.id in known))

    def show(self, asked: Asked[MatrixStep], value: MatrixValue) -> str:
        """The cells as typed: `1b 2a`."""
        rows = [row.id for row in asked.step.rows]
        columns = [column.id for column in asked.step.columns]
        return " ".join(f"{rows.index(row) + 1}{LETTERS[columns.index(column)]}" for row, column in value.cells)

    def left(self, step: MatrixStep, value: MatrixValue) -> Phrase | None:
        """The rows that nothing has been said of yet, by their numbers."""
        said = {row for row, _ in value.cells}
        missing = [Number(n) for n, row in enumerate(step.rows, 1) if row.id not in said]
        lines = Listed(tuple(missing))
        open_still = count("Line {lines} is still open.", "Lines {lines} are still open.", len(missing), lines=lines)
        return open_still if missing else None

    def mine(self, asked: Asked[MatrixStep], value: MatrixValue) -> Phrase:
        """Rows and columns by their texts."""
        chosen, columns = dict(value.cells), {column.id: column for column in asked.step.columns}
        answered = [(row, columns[chosen[row.id]]) for row in asked.step.rows if row.id in chosen]
        return joined(*(joined(ScenarioText(r.text), ": ", ScenarioText(c.text)) for r, c in answered), by=" · ")

    def parts(self, value: MatrixValue) -> Collection[str]:
        """The rows that were answered."""
        return [row for row, _ in value.cells]

    def only(self, value: MatrixValue, parts: Collection[str]) -> MatrixValue:
        """These rows alone."""
        return MatrixValue(tuple((row, column) for row, column in value.cells if row in parts))

    def words(self, value: MatrixValue) -> int:
        """A column is no words of its chooser's."""
        return 0

    def legend(self, asked: Asked[MatrixStep]) -> Lines:
        """The rows under their numbers, and the columns under their letters."""
        columns = zip(LETTERS, asked.step.columns, strict=False)
        named = (joined(letter, " = ", ScenarioText(column.text)) for letter, column in columns)
        return (*numbered(asked.step.rows), joined(*named, by=" · "))

    def hint(self, step: MatrixStep, *, private: bool) -> Phrase:
        """A letter a line."""
        return say("Tap, or reply with one letter for each line, like 1b 2a 3c.")

    def keys(self, asked: Asked[MatrixStep]) -> Keypad:
        """A button a cell."""
        letters, rows = LETTERS[: len(asked.step.columns)], range(1, len(asked.step.rows) + 1)
        keys = (Key(joined(Number(n), letter), f"{n}{letter}") for n in rows for letter in letters)
        return Keypad(tuple(keys), width=len(letters))

    def tally(self, asked: Asked[MatrixStep], answers: Sequence[Shown], minimum: int) -> MatrixResult:
        """How often each reading of each row was given."""
        present = {s.organisation.id: s.organisation for s in answers if s.organisation}
        said = [(s, dict(s.value.cells)) for s in answers if isinstance(s.value, MatrixValue)]
        columns = {column.id: column for column in asked.step.columns}

        def row_of(row: Option) -> RowResult:
            return _row(row, [(s, columns[cells[row.id]]) for s, cells in said if row.id in cells], present, minimum)

        return MatrixResult(tuple(map(row_of, asked.step.rows)))

    def report(self, step: MatrixStep, result: StepResult, came_to: MatrixResult) -> tuple[Block, ...]:
        """A row each, and what the organisations see differently."""
        rows = [row for row in came_to.rows if row.readings]
        differing = tuple(_difference(row) for row in rows if row.differs)
        legend = say("The percentage says how many agree; ≠ marks what the organisations see differently.")
        lead = say("The organisations see these differently:")
        table = Table(tuple(map(_table_row, rows)), legend, tuple(map(_line, rows)))
        return (Paragraph((untold(result),)), table, *((Listing(differing, lead),) if differing else ()))

    def json(self, asked: Asked[MatrixStep], value: MatrixValue) -> object:
        """`{row: column}` by ids."""
        return dict(value.cells)


def _row(
    row: Option, said: Sequence[tuple[Shown, Option]], present: Mapping[str, Organisation], minimum: int
) -> RowResult:
    read = [(shown, _reading(column, shown.organisation, present)) for shown, column in said]
    known = {reading.key: reading for _, reading in read}
    often = Counter(reading.key for _, reading in read).most_common()
    told = all(shown.organisation or column.id not in (_US, _THEM) for shown, column in said)
    agreement = often[0][1] / len(said) if said and told else None
    return RowResult(row, tuple((known[key], n) for key, n in often), agreement, _differing(read, present, minimum))


def _reading(column: Option, own: Organisation | None, present: Mapping[str, Organisation]) -> CellReading:
    if own is None or column.id not in (_US, _THEM):
        return CellReading(None, column)
    if column.id == _US:
        return CellReading(own.name, column)
    others = [organisation for organisation in present.values() if organisation.id != own.id]
    return CellReading(others[0].name if len(others) == 1 else None, column)


def _differing(
    read: Iterable[tuple[Shown, CellReading]], present: Mapping[str, Organisation], minimum: int
) -> tuple[tuple[str, CellReading], ...]:
    """What each organisation says most, where they don't all say the same and numbers allow to tell."""
    parts: dict[str, list[CellReading]] = {}
    for shown, reading in read:
        if shown.organisation:
            parts.setdefault(shown.organisation.id, []).append(reading)
    if len(parts) < 2 or not enough(map(len, parts.values()), minimum):
        return ()
    most = [(present[id].name, _most_frequent(readings)) for id, readings in parts.items()]
    return tuple(most) if len({reading.key for _, reading in most}) > 1 else ()


def _most_frequent(readings: Sequence[CellReading]) -> CellReading:
    key = Counter(reading.key for reading in readings).most_common(1)[0][0]
    return next(reading for reading in readings if reading.key == key)


def _said(row: RowResult) -> Phrase:
    return joined(*(joined(reading.phrase, " ", Number(times)) for reading, times in row.readings), by=" · ")


def _line(row: RowResult) -> Phrase:
    head = ScenarioText(row.row.text)
    if row.agreement is None:
        return say("{row}: {readings}", row=head, readings=_said(row))
    line = say("{row}: {readings} ({share})", row=head, readings=_said(row), share=Percent(row.agreement))
    return joined("≠ ", line) if row.differs else line


def _table_row(row: RowResult) -> Row:
    head = ScenarioText(row.row.text)
    agreement = Mark("") if row.agreement is None else Percent(row.agreement)
    return Row(joined("≠ ", head) if row.differs else head, (_said(row), agreement))


def _difference(row: RowResult) -> Phrase:
    said = (say("{organisation} says: {reading}", organisation=Isolated(name), reading=reading.phrase)
            for name, reading in row.differs)  # fmt: skip
    return joined("≠ ", ScenarioText(row.row.text), " – ", joined(*said, by=" · "))
