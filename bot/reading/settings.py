"""What somebody wants to set, as they type it: `quiet 22:00 7:00`, `fuseau Dakar`, `français anglais`.

The words for each setting are closed lists (`words.txt`); what stands after them is read by the setting. Knows no
limits: those are in `session/settable.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale

from bot.languages import LANGUAGES, SPOKEN
from bot.reading.normal import bare, spoken
from bot.reading.tokens import Tokens, heard
from bot.reading.words import Meaning, end_of, meaning_of

#: What is longer sets nothing, in characters.
_LONGEST = 100

#: The settings, by their words.
NAMED = (
    *(Meaning.LANGUAGE, Meaning.ZONE, Meaning.QUIET, Meaning.WINDOW),
    *(Meaning.LEAST, Meaning.TIDY, Meaning.REVIEW, Meaning.KEEP),
)


def named(text: str) -> tuple[Meaning | None, str]:
    """Which setting a text begins with, by its word, and what is said after it; None, and all of it, where it begins
    with no setting's."""
    said = bare(spoken(text))
    heard_of = heard(said)
    tokens = heard_of.tokens if len(said) <= _LONGEST else ()
    start = end_of(tokens, 0, Meaning.ARTICLE)
    ends = {meaning: end_of(tokens, start, meaning) for meaning in NAMED}
    meaning = max(NAMED, key=ends.__getitem__)
    if ends[meaning] == start:
        return None, text
    rest = zip(heard_of.gaps[ends[meaning] :], (*tokens[ends[meaning] :], ""), strict=True)
    return meaning, "".join(gap + token for gap, token in rest).strip(" :=,")


def _names() -> Iterator[tuple[str, str]]:
    """Each language that the bot speaks by its code, its own name, and its names in all others."""
    for code, language in SPOKEN.items():
        yield code, code
        yield language.name, code
        for other in LANGUAGES:
            yield Locale.parse(other).languages[code], code


@cache
def _languages() -> dict[Tokens, str]:
    return {heard(bare(name)).tokens: code for name, code in _names()}


def languages(text: str) -> tuple[str, ...] | None:
    """The languages that a text is, by their codes; None where it is anything else."""
    said = heard(bare(spoken(text))).tokens if len(text) <= _LONGEST else ()
    found: list[str] = []
    start = 0
    while start < len(said):
        if code := _languages().get(said[start : start + 1]):
            found.append(code)
        elif (end := end_of(said, start, Meaning.AND)) > start:
            start = end
            continue
        else:
            return None
        start += 1
    return tuple(dict.fromkeys(found)) or None


def switched(text: str) -> bool | None:
    """Whether a text says on or off; None where it says neither."""
    meaning = meaning_of(text, Meaning.ON, Meaning.OFF, Meaning.YES, Meaning.NO)
    return None if meaning is None else meaning in (Meaning.ON, Meaning.YES)
