"""A text in the reader's language, or in the one that it has."""

from __future__ import annotations

from typing import NamedTuple

from bot.scenario.model import Text


class Said(NamedTuple):
    """A text and the language that it is in."""

    text: str
    language: str


def text_in(text: Text, language: str) -> Said:
    """The text in that language; where it is missing, in the first that it has."""
    for known, said in text.items():
        if known == language:
            return Said(said, known)
    first = next(iter(text))
    return Said(text[first], first)
