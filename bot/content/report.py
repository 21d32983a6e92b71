"""A report: what a session came to, as sections made of a few kinds of blocks. It is made once for those who read it;
the chat's summary and every document are renderings of it.

Knows no kind of step and no language. What isn't text already (bars, a table) carries the same in words, for a chat,
for somebody who can't see it, for a format without pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.content.phrase import Isolated, Lines, Mark, Phrase, joined

#: How much of somebody's words is repeated where the group has seen all of them before, in characters: to be voted on,
#: and in the chat's summary, which is what people find again. A proposal's half that decides must not be cut off; more
#: than that is loaded four times, and data is dear.
EXCERPT, REPEATED = 120, 160


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said: their words, a note with the words or in their place (a voice note has a length), and of
    the author what may be told; its number, where it can be voted on. `unread`: the group hasn't read it, though it
    has read the others as they came."""

    text: str
    note: Phrase | None = None
    author: tuple[str, ...] = ()
    number: int | None = None
    unread: bool = False

    @property
    def excerpt(self) -> Phrase:
        """Enough of it to know it again."""
        return Isolated(self.text, EXCERPT) if self.text or self.note is None else self.note

    @property
    def whole(self) -> Phrase:
        """All of it, without its author."""
        return joined(Isolated(self.text) if self.text else None, self.note, by=" · ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, one a line."""

    lines: Lines


def paragraph(*lines: Phrase | None) -> Paragraph:
    """Those of these sentences that there are."""
    return Paragraph(tuple(line for line in lines if line))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: Lines


@dataclass(frozen=True, slots=True)
class Quotes:
    """What people said, one below the other. `seen` tells that the group has read it as it came, `long` that it may
    be much, so that a chat folds it."""

    quotes: tuple[Quoted, ...]
    seen: bool = False
    long: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a ranking: its position (equal ones share it), what it is, and what it has it for, also as a
    number."""

    position: int
    quoted: Quoted
    reason: Phrase
    number: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Things in the order of their positions; and the `others` that have none, for those who read nothing else of
    them."""

    places: tuple[Place, ...]
    others: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled number."""

    label: Phrase
    number: int


@dataclass(frozen=True, slots=True)
class Mean:
    """About where some of the people stand on an axis, in words with who they are, and as the number that may be told:
    at an end of it that is "so much or more" (`high`) or "or less" (`low`)."""

    text: Phrase
    at: float
    end: Literal["low", "high"] | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """What makes of bars points that lie on one line: what its lower and its upper end mean, and where parts of the
    people stand on it."""

    low: Phrase | None
    high: Phrase | None
    means: tuple[Mean, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers as bars, each at most `most`, in the order of an `axis` where there is one; and in words, a line or
    several, which can be left out for those who have read them, where something `else_told` says the same in short."""

    bars: tuple[Bar, ...]
    most: int
    text: Lines
    else_told: bool = False
    axis: Axis | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """How several things are shared: of each part its label, and its share of each of them (`of`), between 0 and 1; and
    the same in words, a line a part."""

    of: Lines
    parts: tuple[tuple[Phrase, tuple[float, ...]], ...]
    text: Lines


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, and its cells; how often each of the table's columns was chosen; and what
    each of several says of it, where that may be told."""

    head: Phrase
    cells: Lines
    counts: tuple[int, ...] = ()
    stances: Lines = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; how its cells are to be read, and the same in words, a line a row; and `brief`, what somebody would
    repeat of each row, for those who have read them. `heads` stand above its cells, `columns` are what could be
    chosen."""

    rows: tuple[Row, ...]
    legend: Phrase
    text: Lines
    brief: Lines
    heads: Lines = ()
    columns: Lines = ()


Block = Paragraph | Listing | Quotes | Ranking | Bars | Shares | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its heading."""

    heading: Phrase
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that took part, and what is told of it."""

    name: Isolated
    detail: Phrase


#: No heading.
_UNTITLED = Mark("")


@dataclass(frozen=True, slots=True)
class Report:
    """A whole session. `label` says what this is and of when; `highlights` are what somebody would repeat of it;
    `takeaways` is what a group takes away from it, told apart from the `steps`, and so is what there is to say of the
    whole `afterwards`, and the `corrections` that people sent; `remarks` are about the document itself, and `contents`
    stands above the list of its sections."""

    label: Phrase
    title: Phrase
    purpose: Phrase
    people: Phrase
    parties: tuple[Party, ...]
    notes: Lines
    highlights: Lines
    takeaways: tuple[Section, ...]
    steps: tuple[Section, ...]
    afterwards: tuple[Section, ...]
    corrections: tuple[Section, ...]
    remarks: Lines
    contents: Phrase = _UNTITLED

    @property
    def sections(self) -> tuple[Section, ...]:
        """All of them, as a document has them: first what the group takes away."""
        return (*self.takeaways, *self.steps, *self.afterwards, *self.corrections)
