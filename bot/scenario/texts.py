"""Texts in one or several languages, and what a reader gets of one: their own language, or the first that it has."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from bot.characters import visible
from bot.languages import LANGUAGES


def known_language(code: str) -> str:
    """The code of a language that a scenario may be in; raise ValueError for any other."""
    if code not in LANGUAGES:
        raise ValueError(f"a language is one of {', '.join(LANGUAGES)}")
    return code


Language = Annotated[str, AfterValidator(known_language)]


def _seen(text: object) -> object:
    """Nothing, where there is nothing in it to be seen."""
    return "" if isinstance(text, str) and not visible(text) else text


_Words = Annotated[str, Field(min_length=1, max_length=2000), BeforeValidator(_seen)]
#: One text in one or several languages; the order is that of the file.
Text = Annotated[dict[Language, _Words], Field(min_length=1)]
#: A text that has room on a button of a small phone and in a line of a list.
_FewWords = Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(_seen)]
Heading = Annotated[dict[Language, _FewWords], Field(min_length=1)]


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
