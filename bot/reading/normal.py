"""One spelling for all: how a text looks once everything is taken away that says nothing.

Full-width and other guises of characters, digits of all scripts, apostrophes, dashes, commas and semicolons of all of
Palabre's languages become one; case, skin tones, variation selectors, zero-width characters and what turns directions
go. Knows no words; those are in `bot.reading.words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: So many marks on one letter are more than any language has; normalising takes quadratic time in a run of them.
_MOST_MARKS = 4

#: What is written in several ways and means the same.
_ONE_FOR_ALL = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ´`′‵ʻ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃⸺⸻", "-"),
        **dict.fromkeys("،、，﹐٫٬꓾⸲", ","),
        **dict.fromkeys("؛；;﹔⁏", ";"),
        **dict.fromkeys("。۔．｡", "."),
        **dict.fromkeys("؟？﹖⸮", "?"),
        **dict.fromkeys("“”„«»‹›″", '"'),
        **dict.fromkeys("•‣◦·∙●▪■○◆▸►✦⁌⁍", "•"),
        "🔟": "10",
        "ـ": None,
    }
)
#: Letters that take no part in decomposition, as they are written where the right one isn't at hand.
_BARE = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"})
#: What nobody sees, or sees only as another look of what stands before it: skin tones, variation selectors, fillers.
#: Format characters (zero-width, directions, soft hyphens) have a category of their own.
_UNSEEN = frozenset(
    chr(code)
    for span in ((0x1F3FB, 0x1F3FF), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F), (0x115F, 0x1160))
    for code in range(span[0], span[1] + 1)
) | frozenset("\u034f\u2800\u3164\uffa0")

#: What parts and ends words, and says nothing itself. A question mark isn't among it: "ok?" is no yes.
_PARTING = frozenset(",;.!:\"'()[]{}<>*_~•¡-|")

#: A run of letters, of digits or of blanks, or one sign.
_PIECE = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)
#: A bot's name ends in `bot`: Telegram gives no others.
_MENTION = r"@[A-Za-z0-9_]{2,29}bot(?![A-Za-z0-9_])"
_MENTIONED_FIRST = re.compile(rf"{_MENTION}[\s,:;-]{{0,8}}", re.IGNORECASE)


def _few_marks(text: str) -> Iterator[str]:
    """The characters without those that aren't seen, and without marks heaped on one another."""
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= _MOST_MARKS and category not in ("Cf", "Me") and character not in _UNSEEN:
            yield character


def _seen(text: str) -> str:
    return text if text.isascii() else "".join(_few_marks(text))


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def plain(text: str) -> str:
    """A text in its one spelling: in lower case, with blanks as single spaces, and accents as they are."""
    same = unicodedata.normalize("NFKC", _seen(text).translate(_ONE_FOR_ALL)).casefold()
    same = unicodedata.normalize("NFKC", same).translate(_ONE_FOR_ALL)
    if not same.isascii():
        same = "".join(_digit(c) for c in same if not unicodedata.combining(c))
    return " ".join(same.split())


def bare(text: str) -> str:
    """A text in its one spelling, without accents, as people type it who have no time for them."""
    letters = unicodedata.normalize("NFKD", plain(text))
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)).translate(_BARE))


def spoken(text: str) -> str:
    """A text in its one spelling, without the name of the bot that it is said to (`@palabre_bot 4`)."""
    said = plain(text)
    said = _MENTIONED_FIRST.sub("", said, count=1) if said.startswith("@") else said
    last = said.rpartition(" ")[2]
    return said.removesuffix(last).strip() if _MENTIONED_FIRST.fullmatch(last) else said


def pieces(said: str) -> list[str]:
    """The runs of letters, of digits and of blanks, and the signs, one after the other, of a text in its one spelling."""
    return _PIECE.findall(said)


def tokens(said: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text in its one spelling, without what only parts or ends them. A dash
    between two numbers stays: it makes a range of them."""
    found: list[str] = []
    dash = False
    for piece in pieces(said):
        if piece == "-":
            dash = bool(found) and found[-1].isdecimal()
        elif piece not in _PARTING and not piece.isspace():
            if dash and piece.isdecimal():
                found.append("-")
            found.append(piece)
            dash = False
    return tuple(found)
