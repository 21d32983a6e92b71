"""Numbers as people type them: `4`, `1,4`, `1 et 4`, `(1) (4)`, `option 2`, `٢`, `4/5`.

A number counts only where numbers are all there is: digits, what parts them, words that join them, brackets around
them or marks after them as in a list, and words that add nothing. `2 because 4 is too far`, `1-3`, `3 or 4` and `-2`
are none. Knows no question.
"""

from __future__ import annotations

from bot.reading.normal import bare, spoken
from bot.reading.tokens import Heard, heard
from bot.reading.words import Meaning, end_of, phrases

#: More is no row of numbers that somebody types, in characters.
_LONGEST = 400
#: What can be counted to, in digits.
_DIGITS = 4
#: What an `and` leaves in the gap where it stood.
_JOINED = "&"
#: What may stand before and after each number, or around all of them.
_AROUND = (("", ""), ("(", ")"), ("[", "]"), ("", ")"), ("", "."), ('"', '"'), ("*", "*"), ("_", "_"))
_ENDING = " .,;!"


def _without_bullets(text: str) -> str:
    """The lines one after the other, without the bot's name, the bullet or the dash before each."""
    lines = (spoken(line) for line in text.splitlines())
    return ", ".join(line.removeprefix("•").removeprefix("- ") for line in lines if line)


def _announces(said: Heard, start: int) -> int:
    """Where words end that announce a number, right before it; `start` where there are none."""
    end = end_of(said.tokens, start, Meaning.NUMBER)
    return end if end < len(said.tokens) and said.tokens[end].isdecimal() else start


def _weightless(said: Heard) -> Heard:
    """What is left without words that add nothing, that announce a number, or that join."""
    tokens: list[str] = []
    gaps, start = [said.gaps[0]], 0
    while start < len(said.tokens):
        if (end := end_of(said.tokens, start, Meaning.NOTHING)) > start:
            gaps[-1] = f"{gaps[-1].rstrip(' ,;:-')} {said.gaps[end]}" if tokens else ""
        elif (end := end_of(said.tokens, start, Meaning.AND)) > start:
            gaps[-1] += _JOINED + said.gaps[end]
        elif (end := _announces(said, start)) > start:
            gaps[-1] += said.gaps[end]
        else:
            end = start + 1
            tokens.append(said.tokens[start])
            gaps.append(said.gaps[end])
        start = end
    return Heard(tuple(tokens), tuple(gaps))


def _weighty(text: str) -> Heard:
    return _weightless(heard(bare(_without_bullets(text))))


def _parts(gap: str) -> bool:
    """Whether a gap parts two numbers and says nothing else."""
    bare_gap = gap.replace(" ", "")
    return gap == "." or (set(bare_gap) <= {",", ";", _JOINED} and bare_gap.count(_JOINED) <= 1)


def _fits(gaps: tuple[str, ...], before: str, after: str) -> bool:
    """Whether what stands around numbers is this before and after each."""
    first, *between, last = (gap.strip() if n in (0, len(gaps) - 1) else gap for n, gap in enumerate(gaps))
    inner = [gap.strip() if before or after else gap for gap in between]
    return (
        first == before
        and last.startswith(after)
        and not last.removeprefix(after).strip(_ENDING)
        and all(gap.startswith(after) and gap.endswith(before) for gap in inner)
        and all(_parts(gap[len(after) : len(gap) - len(before)]) for gap in inner)
    )


def _around_all(gaps: tuple[str, ...]) -> tuple[str, ...]:
    """The gaps without brackets around the whole."""
    first, last = gaps[0].strip(), gaps[-1].strip()
    if len(gaps) > 2 and (first, last[:1]) in _AROUND and first:
        return ("", *gaps[1:-1], last[1:])
    return gaps


def numbers(text: str) -> tuple[int, ...] | None:
    """The numbers that a text is, in its order; None where it is anything else, or can be read in two ways."""
    if len(text) > _LONGEST:
        return None
    said = _weighty(text)
    if not said.tokens or not all(token.isdecimal() and len(token) <= _DIGITS for token in said.tokens):
        return None
    gaps = (said.gaps, _around_all(said.gaps))
    if any(_fits(some, before, after) for some in gaps for before, after in _AROUND):
        return tuple(int(token) for token in said.tokens)
    return None


def number(text: str, *, of: int) -> int | None:
    """The one number that a text is, also as a part of the highest (`4/5`, `4 sur 5`); None where it is none."""
    found = numbers(text)
    if found is not None:
        return found[0] if len(found) == 1 else None
    if len(text) > _LONGEST:
        return None
    said = _weighty(text)
    first, *parting, last = said.tokens if len(said.tokens) > 2 else ("", "", "")
    parted = tuple(parting) in phrases(Meaning.OF) | {("/",)} and not "".join(_around_all(said.gaps)).strip(_ENDING)
    return int(first) if parted and last == str(of) and first.isdecimal() and len(first) <= _DIGITS else None
