"""A line that begins with a number and says something to it: `2 What did that change for you?`, `2. …`, `(2) …`."""

from __future__ import annotations

import unicodedata

#: What is numbered has fewer lines than this has digits.
_DIGITS = 3
_AROUND = " .,:;)]-–—\n\t"


def numbered_line(text: str) -> tuple[int, str] | None:
    """The number that a text begins with, in digits of any script, and what is said to it; None where either is
    missing."""
    said = text.strip().lstrip("([#").lstrip()
    digits = 0
    while digits < len(said) and said[digits].isdecimal():
        digits += 1
    words = said[digits:].lstrip(_AROUND).strip()
    if not 0 < digits <= _DIGITS or not words or said[digits : digits + 1].isalpha():
        return None
    return int("".join(str(unicodedata.decimal(digit)) for digit in said[:digits])), words
