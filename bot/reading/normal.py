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
        **dict.fromkeys("‣◦·∙●▪■○◆▸►✦⁌⁍", "•"),
        **dict.fromkeys("⁄∕⧸", "/"),
        "🔟": "10",
    }
)
#: Letters that take no part in decomposition, as they are written where the right one isn't at hand.
_BARE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"}
)
#: What nobody sees, or sees only as another look of what stands before it: skin tones, variation selectors, fillers.
#: Format characters (zero-width, directions, soft hyphens) have a category of their own.
_UNSEEN = frozenset(
    chr(code)
    for first, last in ((0x1F3FB, 0x1F3FF), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180F), (0x115F, 0x1160))
    for code in range(first, last + 1)
) | frozenset("\u034f\u2800\u3164\uffa0ـ")
#: Letters that become marks when they are normalised.
_MARKS = frozenset("\uff9e\uff9f")

#: A bot's name ends in `bot`: Telegram gives no others.
_MENTION = re.compile(r"@[a-z0-9_]{2,29}bot")
#: What may stand between a mention and what is said.
_AFTER_MENTION = " ,;:.!"


def _seen(text: str) -> Iterator[str]:
    """The characters without those that aren't seen, and without marks heaped on one another."""
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cf", "Me") or character in _UNSEEN:
            continue
        marks = marks + 1 if category[0] == "M" or character in _MARKS else 0
        if marks <= _MOST_MARKS:
            yield character


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _lined(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_ONE_FOR_ALL)).casefold()


def plain(text: str) -> str:
    """A text in its one spelling: in lower case, with blanks as single spaces, and accents as they are."""
    if text.isascii():
        return " ".join(text.translate(_ONE_FOR_ALL).casefold().split())
    same = _lined(_lined("".join(_seen(text))))
    return " ".join("".join(_digit(c) for c in same if not unicodedata.combining(c)).split())


def bare(text: str) -> str:
    """A text in its one spelling, without accents, as people type it who have no time for them."""
    same = plain(text)
    if same.isascii():
        return same
    letters = unicodedata.normalize("NFKD", same)
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)).translate(_BARE))


def spoken(text: str) -> str:
    """A text in its one spelling, without the name of the bot that it is said to: `@palabre_bot 4`."""
    said = plain(text)
    if "@" not in said:
        return said
    first, _, rest = said.partition(" ")
    if _MENTION.fullmatch(first.rstrip(_AFTER_MENTION)):
        said = rest.lstrip(_AFTER_MENTION)
    before, _, last = said.rpartition(" ")
    return before if _MENTION.fullmatch(last.rstrip(_AFTER_MENTION)) else said
