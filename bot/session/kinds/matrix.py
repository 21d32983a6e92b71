"""Matrix: one column for each row, written `1b 2a 3c`, row by row or all at once. Rows not named keep what was said
of them before. One of many rows is tapped in private, where each row is asked by itself.
What the rows come to is in `rows`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.content.phrase import Lines, Number, Phrase, ScenarioText, joined, say
from bot.content.report import Block, paragraph
from bot.reading.cells import LETTERS, cells
from bot.scenario.kinds import MatrixStep
from bot.scenario.step import Option
from bot.session.kinds.alike import settled_rows
from bot.session.kinds.rows import RowResult, blocks, difference, reading, row_of
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import numbered, still_open, untold
from bot.session.kinds.terms import Asked, Key, Keypad, Line, Unread
from bot.session.results import Remark, Result, Settled, StepResult
from bot.session.shown import Shown
from bot.session.values import Value

#: So many rows are looked at together; of more each is asked by itself, so that a button has words on it.
_AT_ONCE = 2
#: How many rows that are still open are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class MatrixValue(Value):
    """A column id for each row id answered so far, in the scenario's order of rows."""

    cells: tuple[tuple[str, str], ...]
    kind: Literal["matrix"] = "matrix"


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
            why = say(
                "I didn’t understand that. Reply with a number and a letter for each line, like 1b 2a 3c, or "
                "tap the buttons."
            )
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
        """The rows that nothing has been said of yet, by their texts; of many the first few."""
        said = {row for row, _ in value.cells}
        missing = [ScenarioText(row.text) for row in step.rows if row.id not in said]
        if not missing:
            return None
        if (more := len(missing) - _NAMED) < 2:
            return still_open(tuple(missing))
        named = joined(*missing[:_NAMED], by=", ")
        return say("Still open: {lines} and {n} more.", lines=named, n=Number(more))

    def mine(self, asked: Asked[MatrixStep], value: MatrixValue) -> Phrase:
        """Rows and columns by their texts."""
        chosen, columns = dict(value.cells), {column.id: column for column in asked.step.columns}
        answered = [(row, columns[chosen[row.id]]) for row in asked.step.rows if row.id in chosen]
        return joined(*(reading(r, ScenarioText(c.text)) for r, c in answered), by=" · ")

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
        if len(step.rows) <= _AT_ONCE:
            return say("Tap the buttons, or reply with one letter for each line, like 1b 2a 3c.")
        if private:
            return say("Tap line by line, or reply to all at once, like 1b 2a 3c.")
        return say("Tap to answer line by line in private, or reply here, like 1b 2a 3c.")

    def brief(self, step: MatrixStep) -> Phrase:
        """A letter a line."""
        return say("A letter for each line, like 1b 2a 3c.")

    def lines(self, asked: Asked[MatrixStep]) -> tuple[Line, ...]:
        """Each row with a button for each column, in its words."""
        step = asked.step
        if len(step.rows) <= _AT_ONCE:
            return ()
        letters = list(zip(LETTERS, step.columns, strict=False))
        keys = [Keypad(tuple(Key(ScenarioText(c.text), f"{n}{letter}") for letter, c in letters))
                for n in range(1, len(step.rows) + 1)]  # fmt: skip
        return tuple(Line(row.text, pad) for row, pad in zip(step.rows, keys, strict=True))

    def line_after(self, asked: Asked[MatrixStep], value: MatrixValue | None, code: str = "") -> int:
        """The next row that is open; those before that of the button were left out on purpose."""
        rows, said = asked.step.rows, dict(value.cells) if value else {}
        return next((n for n in range(_row(asked, code), len(rows)) if rows[n].id not in said), len(rows))

    def tapped(self, asked: Asked[MatrixStep], value: MatrixValue, code: str) -> Phrase | None:
        """The row and the column, in their words; and once the last row is through, what is open still."""
        if not self.lines(asked):
            return None
        row = asked.step.rows[_row(asked, code) - 1]
        left = self.left(asked.step, value) if row == asked.step.rows[-1] else None
        return joined(self.mine(asked, self.only(value, [row.id])), left, by=". ")

    def keys(self, asked: Asked[MatrixStep]) -> Keypad:
        """A button a cell."""
        letters, rows = LETTERS[: len(asked.step.columns)], range(1, len(asked.step.rows) + 1)
        keys = (Key(joined(Number(n), letter), f"{n}{letter}") for n in rows for letter in letters)
        return Keypad(tuple(keys), width=len(letters))

    def tally(self, asked: Asked[MatrixStep], answers: Sequence[Shown], minimum: int) -> MatrixResult:
        """How often each column was chosen for each row."""
        present = {s.organisation.id: s.organisation for s in answers if s.organisation}
        said = [(s, dict(s.value.cells)) for s in answers if isinstance(s.value, MatrixValue)]
        columns = {column.id: column for column in asked.step.columns}

        def counted(row: Option) -> RowResult:
            of_it = [(shown, columns[cells[row.id]]) for shown, cells in said if row.id in cells]
            return row_of(row, asked.step.columns, of_it, present, minimum)

        return MatrixResult(tuple(map(counted, asked.step.rows)))

    def report(self, step: MatrixStep, result: StepResult, came_to: MatrixResult) -> tuple[Block, ...]:
        """A row each, and what the organisations see differently."""
        said = blocks(came_to.rows, step.columns, told_apart=not result.organisations_hidden)
        return (paragraph(untold(result)), *said)

    def remarkable(self, step: MatrixStep, came_to: MatrixResult) -> tuple[Remark, ...]:
        """The first row that the organisations see differently."""
        return tuple(difference(row) for row in came_to.rows if row.differs)[:1]

    def settled(self, step: MatrixStep, came_to: MatrixResult, people: int) -> Settled:
        """The rows that all see alike, and beside them the others."""
        return settled_rows(came_to.rows)

    def columns(self, step: MatrixStep) -> Lines:
        """The lines of the question."""
        return tuple(ScenarioText(row.text) for row in step.rows)

    def cells(self, asked: Asked[MatrixStep], value: MatrixValue) -> tuple[Phrase | None, ...]:
        """What was chosen of each line."""
        chosen, texts = dict(value.cells), {column.id: ScenarioText(column.text) for column in asked.step.columns}
        return tuple(texts.get(chosen.get(row.id, "")) for row in asked.step.rows)

    def json(self, asked: Asked[MatrixStep], value: MatrixValue) -> object:
        """`{row: column}` by ids."""
        return dict(value.cells)


def _row(asked: Asked[MatrixStep], code: str) -> int:
    """The number of the row that a button belongs to; 0 where there is none."""
    found = cells(code, len(asked.step.rows), len(asked.step.columns)) if code else None
    return next(iter(found)) + 1 if found else 0
