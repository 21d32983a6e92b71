"""The catalogue of what can be wrong with a scenario: what happened, and what to write instead.

A problem is data; its words are made here. A mistake makes a file refused; advice doesn't.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.scenario.advised import ADVICE
from bot.scenario.catalogue import MISTAKES

CATALOGUE = MISTAKES | ADVICE


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one file: which, where (line and column from 1), and what the file says there."""

    code: str
    line: int
    column: int
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def advice(self) -> bool:
        """Whether the file is good all the same."""
        return self.code in ADVICE

    @property
    def message(self) -> str:
        """What is wrong."""
        return CATALOGUE[self.code].message.format(**self.values)

    @property
    def remedy(self) -> str:
        """What to write instead."""
        return CATALOGUE[self.code].remedy.format(**self.values)


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody probably meant; else all there is."""

    close: str | None
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"did you mean `{self.close}`?" if self.close else f"use one of: {', '.join(self.known)}"


def meant(word: str, known: Collection[str]) -> Meant:
    """What somebody probably meant, or all there is."""
    return Meant(like(word, known), tuple(known))


def like(word: str, known: Iterable[str]) -> str | None:
    """The one of them that is nearly that word; None where none is."""
    return next(iter(get_close_matches(word.casefold(), list(known), 1, 0.6)), None)
