"""A text cut into words, numbers and signs, and what stands between them.

Most readers look at the tokens alone; those of numbers and tables look at the gaps too, for `1-3`, `1. 4` and `1,4`
have the same tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A word or phrase, as its tokens.
Tokens = tuple[str, ...]

#: What parts and ends words, and says nothing itself. A question mark isn't among it: "ok?" is no yes; nor a slash.
_PARTING = frozenset(" ,;.!:\"'()[]{}<>*_~•¡-|=→")
#: A run of letters, of digits, or one sign.
_PIECE = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    """The tokens of a text, and the gaps: before the first, between them, and after the last, one more than tokens."""

    tokens: Tokens
    gaps: tuple[str, ...]


def heard(said: str) -> Heard:
    """A text in its one spelling (`bot.reading.normal`), cut."""
    tokens: list[str] = []
    gaps = [""]
    for piece in _PIECE.findall(said):
        if piece in _PARTING:
            gaps[-1] += piece
        else:
            tokens.append(piece)
            gaps.append("")
    return Heard(tuple(tokens), tuple(gaps))
