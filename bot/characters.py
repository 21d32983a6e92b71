"""Characters that nobody sees, and what they are called: they come with a copied text, and break what they stand in."""

from __future__ import annotations

import unicodedata

#: Spaces of every kind, controls, marks of direction and of joining.
_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
#: Letters and signs by Unicode's count, and yet empty: fillers of Hangul, and Braille's pattern without dots.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def invisible(character: str) -> bool:
    """Whether it can't be seen."""
    return character in _BLANK or unicodedata.category(character) in _CATEGORIES


def visible(text: str) -> bool:
    """Whether there is anything in it to be seen."""
    return not all(invisible(character) for character in text)


def name_of(character: str) -> str:
    """A character by its name and number, for whoever can't see it: `no-break space (U+00A0)`."""
    return f"{unicodedata.name(character, 'a control character').lower()} (U+{ord(character):04X})"
