"""A choice among options: by their numbers, or by their own words in any of their languages, several of them joined.

Where a text can be read as one choice and as another, it is none. Knows no step.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from bot.reading.normal import bare, plain, spoken
from bot.reading.numbers import numbers
from bot.reading.tokens import Tokens, heard
from bot.reading.words import Meaning, ends

#: Places of options, from 0.
Chosen = frozenset[int]
#: Options, each by its texts in all languages.
Options = tuple[tuple[str, ...], ...]

#: Nobody types so many tokens more than the options have.
_SPARE = 40


def by_number(text: str, most: int) -> Chosen | None:
    """The options that a text names by numbers from 1 to `most`; None where it doesn't."""
    found = numbers(text)
    return frozenset(n - 1 for n in found) if found and all(1 <= n <= most for n in found) else None


def _letters(name: Tokens) -> Tokens:
    return tuple(token for token in name if token.isalnum())


def _without_article(name: Tokens) -> Tokens:
    letters = tuple(map(bare, _letters(name)))
    return _letters(name)[min(ends(letters, 0, Meaning.ARTICLE), default=0) :]


@lru_cache(maxsize=256)
def _names(options: Options, spell: Callable[[str], str]) -> dict[Tokens, Chosen]:
    """The options by their words, also without signs or an article, each with all that are called so."""
    names: dict[Tokens, Chosen] = {}
    for place, texts in enumerate(options):
        for text in texts:
            name = heard(spell(text)).tokens
            for known in {name, _letters(name), _without_article(name)}:
                names[known] = names.get(known, frozenset()) | {place}
    names.pop((), None)
    return names


def _readings(said: Tokens, names: dict[Tokens, Chosen]) -> set[Chosen]:
    """All choices that the words can be cut into, options one after the other, with words that join or add nothing
    in between; only the options' own words count, and two that are called the same make no choice."""
    reached: list[set[Chosen]] = [set() for _ in range(len(said) + 1)]
    reached[0] = {frozenset()}
    for start, before in enumerate(reached[:-1]):
        if not before:
            continue
        for meaning in (Meaning.NOTHING, Meaning.AND, Meaning.ARTICLE):
            for end in ends(said, start, meaning):
                reached[end] |= before
        for name, places in names.items():
            if said[start : start + len(name)] == name and len(places) == 1:
                reached[start + len(name)] |= {chosen | places for chosen in before}
    return reached[-1] - {frozenset()}


def _by_words(text: str, options: Options) -> set[Chosen]:
    """The choices that a text can mean by words: as they are spelled, else without accents."""
    for spell in (plain, bare):
        names = _names(options, spell)
        said = heard(spell(spoken(text))).tokens
        if said in names:
            return {frozenset({place}) for place in names[said]}
        short = len(said) <= sum(map(len, names)) + _SPARE
        if short and not {*said}.isdisjoint(chain(*names)) and (found := _readings(said, names)):
            return found
    return set()


def chosen(text: str, options: Options) -> Chosen | None:
    """The options, each given by its texts in all languages, that a text chooses; None where it chooses none, or can
    be read in two ways."""
    if len(text) > sum(len(one) for texts in options for one in texts) * 2 + 400:
        return None
    counted = by_number(text, len(options))
    found = _by_words(text, options) | ({counted} if counted else set())
    return found.pop() if len(found) == 1 else None
