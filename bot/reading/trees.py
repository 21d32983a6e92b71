"""The trees that pseudonyms are drawn from in a language that isn't written in Latin letters: `locales/*/trees.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.resources import folder
from bot.word_lists import headed


@cache
def _of(language: str) -> tuple[str, ...]:
    path = folder("locales") / language / "trees.txt"
    return tuple(tree for _, tree in headed(path, ("trees",))) if path.is_file() else ()


def trees(languages: Sequence[str]) -> tuple[str, ...]:
    """Those that all who read one of these languages can write: the first one's, where each has its own; else none, and
    Latin letters are what most phones can type."""
    lists = [_of(language) for language in languages]
    return lists[0] if lists and all(lists) else ()
