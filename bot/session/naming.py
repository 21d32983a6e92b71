"""How organisations and their sides are read in what somebody wrote: `Green Roof, south`, `South: Green Roof`,
`Green Roof (south)`, one a line or several.

A side counts where it stands alone, and a line that could be parted in two ways isn't read. Knows no group: which of
them are taken, and from whom, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading.lines import cut, lines, sign, tidy, unmarked
from bot.reading.normal import bare
from bot.reading.tokens import heard
from bot.reading.words import Meaning, end_of, meaning_of
from bot.session.organisations import Side

#: An organisation's name, in characters: what fits on a button and in a table.
LONGEST_NAME = 40
#: More than twelve organisations with their sides are no line that somebody types, in characters.
_LONGEST_LINE = 1000

_SIDES = {Meaning.SOUTH: Side.SOUTH, Meaning.NORTH: Side.NORTH, Meaning.OTHER: Side.OTHER}
#: What parts a name from a side, and one organisation from the next; a dash only with blanks around it.
_PARTING = ",;:|()[]-"
#: What is left of that at the end of a name, and at its beginning.
_AFTER_NAME, _BEFORE_NAME = " ,;:|([-", " ,;:|)]-"

#: A name and a side, as somebody wrote them.
Named = tuple[str, Side]


@dataclass(frozen=True, slots=True)
class Organisations:
    """The organisations that a text names, in its order; or the first line of it that can't be read as such."""

    named: tuple[Named, ...]
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two signs: from where to where, the sign before it, and the side that it is, if any."""

    start: int
    end: int
    before: str
    side: Side | None


def _side(words: str) -> Side | None:
    meaning = meaning_of(words, *_SIDES)
    return _SIDES[meaning] if meaning else None


def _partings(line: str) -> Iterator[tuple[str, int]]:
    """The signs that part a line, and where; the last is its end."""
    seen = [(mark, place) for place, c in enumerate(line) if (mark := sign(c))]
    for n, (mark, place) in enumerate(seen):
        blanks = 0 < n < len(seen) - 1 and seen[n - 1][0] == seen[n + 1][0] == " "
        if mark in _PARTING and (mark != "-" or blanks):
            yield mark, place
    yield "", len(line)


def _parts(line: str) -> list[_Part]:
    found, start, before = [], 0, ""
    for mark, place in _partings(line):
        if words := line[start:place].strip():
            found.append(_Part(start, place, before, _side(words)))
        before, start = mark, place + 1
    return found


def _strip(name: str, first: str, last: str) -> str:
    start, end = 0, len(name)
    while start < end and {*sign(name[start])} <= {*first}:
        start += 1
    while start < end and {*sign(name[end - 1])} <= {*last}:
        end -= 1
    return name[start:end]


def _named(name: str, side: Side | None) -> Named | None:
    title = tidy(_strip(name, _BEFORE_NAME, _AFTER_NAME))
    fits = len(title) <= LONGEST_NAME and any(c.isalpha() for c in title)
    return (title, side) if side and fits else None


def _one(line: str) -> Named | None:
    """One name and one side, in either order."""
    parts = _parts(line) if len(line) <= _LONGEST_LINE else []
    sides = [n for n, part in enumerate(parts) if part.side]
    if len(parts) < 2 or len(sides) != 1:
        return None
    if sides == [0] and len(parts) == 2:
        return _named(line[parts[1].start :], parts[0].side)
    # `A, B, south` may be one organisation or two; `A, B (south)` is one.
    signs = {part.before for part in parts[1:-1]}
    if sides == [len(parts) - 1] and parts[-1].before not in signs:
        return _named(line[: parts[-1].start], parts[-1].side)
    return None


def _begins_with_and(name: str) -> bool:
    return end_of(heard(bare(name)).tokens, 0, Meaning.AND) > 0


def _pairs(line: str) -> Sequence[Named | None]:
    """Names and sides by turns, all in the same order."""
    parts = _parts(line)
    sides = [n for n, part in enumerate(parts) if part.side]
    first = sides[0] if sides else 2
    if len(parts) % 2 or first > 1 or sides != list(range(first, len(parts), 2)):
        return (None,)
    pairs = [(parts[n + 1 - first], parts[n + first].side) for n in range(0, len(parts), 2)]
    names = [(unmarked(line[part.start : part.end]), side) for part, side in pairs]
    return [None if _begins_with_and(name) else _named(name, side) for name, side in names]


def _several(line: str) -> tuple[Named, ...] | None:
    """All organisations of a line; None where they can't be told from one another."""
    if len(line) > _LONGEST_LINE:
        return None
    for read in ([_one(line)], [_one(unmarked(part)) for part in cut(line, ";") if part], _pairs(line)):
        named = tuple(one for one in read if one)
        if named and len(named) == len(read):
            return named
    return None


def read_organisation(text: str) -> Named | None:
    """`Green Roof, south` as a name and a side; None where either is missing, or it can't be told which is which."""
    found = lines(text[: _LONGEST_LINE + 1])
    return _one(_strip(found[0], "", " .!,;")) if len(found) == 1 else None


def read_organisations(text: str) -> Organisations:
    """The organisations of a group, one a line or several."""
    named: list[Named] = []
    for line in lines(text):
        several = _several(_strip(line, "", " .!,;"))
        if several is None:
            return Organisations((), line)
        named += several
    return Organisations(tuple(named))
