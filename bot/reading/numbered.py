"""Several answers in one message, each behind the number of its question: `1. 4`, `2: We talk`, `q3) 1a 2b`, `4 pass`.

A number counts at the beginning of a line alone; further lines belong to the number before. What can be read in two
ways is no answer to any question: a number given twice, words behind a bare number that may as well go on from the
line before, a row of numbers or a cell of a table that only look like it. Knows how many questions there are, and
nothing of what they ask.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.reading.lines import shape, unaddressed
from bot.reading.normal import bare, plain
from bot.reading.numbers import numbers
from bot.reading.tokens import heard
from bot.reading.words import Meaning, passes, phrases, says

#: A bullet, a word that announces a number, the number, and what parts it from what is said. None of it can be read
#: back and forth for long: each run is short.
_HEAD = re.compile(
    r"[\0 ]{0,8}(?:(?:[•*>]|- )[\0 ]{0,8})?(?P<word>[^\W\d_]{1,12}[°.]?[\0 ]{0,3})?[(\[#]?(?P<number>\d{1,2})"
    r"(?:[\0 ]{0,3}(?P<mark>[.)\]:]{1,2}|/(?=[\0 ]|$)|->|[-=→])|(?=[\0 ]|$))\0{0,4}"
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a message says to each of several questions, by their numbers from 1; which of them it names in a way that
    can be read otherwise (`unclear`), which numbers no question has (`unknown`), and what it says `before` any
    number: all of it, where it names none."""

    said: Mapping[int, str] = field(default_factory=dict)
    unclear: frozenset[int] = frozenset()
    unknown: tuple[int, ...] = ()
    before: str = ""

    @property
    def named(self) -> bool:
        """Whether it names any question."""
        return bool(self.said or self.unclear or self.unknown)


@dataclass(frozen=True, slots=True)
class _Item:
    """What stands behind one number; `marked`: more than a blank parts them, or a word announces the number."""

    number: int
    marked: bool
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def numbered(text: str, of: Collection[int]) -> Numbered:
    """What a message says to questions that have these numbers."""
    first, *rest = text.splitlines() or [""]
    before, items = _cut([unaddressed(first), *rest], of)
    if _something_else(before, items):
        return Numbered(before=text.strip())
    doubtful = _doubtful(items, before)
    twice = {number for number, times in Counter(item.number for item in items).items() if times > 1}
    unclear = {number for number in doubtful | twice if number in of}
    return Numbered(
        {item.number: item.text for item in items if item.text and item.number in of and item.number not in unclear},
        frozenset(unclear),
        tuple(dict.fromkeys(item.number for item in items if item.number not in of)),
        "" if items and says(before, Meaning.NOTHING) else before,
    )


def _cut(lines: Sequence[str], of: Collection[int]) -> tuple[str, list[_Item]]:
    """The lines before the first number, and those behind each."""
    before: list[str] = []
    items: list[tuple[int, bool, list[str]]] = []
    for line in lines:
        if found := _headed(line, of):
            number, marked, end = found
            items.append((number, marked, [line[end:].strip()]))
        else:
            (items[-1][2] if items else before).append(line.strip())
    return "\n".join(before).strip(), [_Item(number, marked, tuple(said)) for number, marked, said in items]


def _headed(line: str, of: Collection[int]) -> tuple[int, bool, int] | None:
    """The number that a line begins with, whether it is marked as one, and where it ends; None where it has none. A
    bare number that no question has is a number like any other ("12 people came"), and so is one that stands alone."""
    found = _HEAD.match(shape(line))
    if found is None:
        return None
    number, mark, rest = int(found["number"]), found["mark"] or "", shape(line[found.end() :])
    announced = heard(bare(found["word"])).tokens if found["word"] else ()
    question = announced in phrases(Meaning.QUESTION)
    if announced and not question and not (mark and announced in phrases(Meaning.NUMBER)):
        return None
    if _a_figure(mark, rest) or not (mark or question or (rest and number in of)):
        return None
    return number, bool(mark) or question, found.end()


def _a_figure(mark: str, rest: str) -> bool:
    """Whether the mark is a part of a number, a time or a range: `1.5`, `1:30`, `1-3`."""
    if mark in (".", "-"):
        return rest[:1].isdecimal()
    return mark == ":" and rest[:2].isdecimal() and len(rest[:2]) > 1


def _something_else(before: str, items: Sequence[_Item]) -> bool:
    """Whether what looks like numbers of questions is all there is, and something else: a sentence that begins with a
    number, a row of numbers, or cells of a table, each of which is a letter."""
    if not items:
        return True
    if len(items) == 1 and not before and len(items[0].lines) == 1:
        only = items[0]
        bare_words = not only.marked and not passes(only.text)
        return not only.text or bare_words or _trails(only)
    return all(map(_a_letter, items))


def _trails(item: _Item) -> bool:
    """Whether it goes on as it began, as a row of numbers does: `1. 4.`, `1) 4)`, `(1) (4)`."""
    rows = (numbers(mark.format(item.number, item.text)) for mark in ("{}. {}", "{}) {}", "({}) {}"))
    return any(row is not None and len(row) > 1 for row in rows)


def _a_letter(item: _Item) -> bool:
    said = plain(item.text)
    return len(said) == 1 and said.isalpha()


def _doubtful(items: Sequence[_Item], before: str) -> set[int]:
    """Which numbers may be none: a bare one with words behind it, or with a single letter, which may be a cell. Then
    neither it nor the number before it is sure. A message in which every line has the next number leaves no doubt."""
    pairs: Iterator[tuple[_Item | None, _Item]] = zip([None, *items], items, strict=False)
    if _in_a_row(items) and not before:
        return {item.number for item in items if _a_letter(item)}
    found: set[int] = set()
    for last, item in pairs:
        if _a_letter(item) or not (item.marked or passes(item.text) or numbers(item.text)):
            found |= {item.number} | ({last.number} if last and not item.marked else set())
    return found


def _in_a_row(items: Sequence[_Item]) -> bool:
    """Whether there are several, all bare, a line each, one after the other."""
    follow = all(item.number == items[0].number + n for n, item in enumerate(items))
    return len(items) > 1 and follow and all(len(item.lines) == 1 and not item.marked for item in items)
