"""Lines and their parts as somebody wrote them, cut at signs that are written in many ways.

What is cut out keeps its spelling, for it is kept: names, what somebody will do. Each function looks at a character
a bounded number of times.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.reading.normal import plain

#: What stands before an item of a list: a bullet, a dash with a blank after it, a number with a dot or a bracket.
_LIST_MARK = re.compile(r"\0{0,8}(?:[•*]|- |\(?\d{1,2}[.)](?=\D)) {0,8}")
_MENTION = re.compile(r"\0{0,8}@[a-z0-9_]{2,29}bot(?![a-z0-9_])[ ,:;.-]{0,8}")
#: Zero-width joiner and non-joiner, and what makes an emoji of a sign.
_JOINERS = "\u200c\u200d\ufe0f"
#: No list mark or mention reaches further, in characters.
_BEFORE = 50


@lru_cache(maxsize=1024)
def sign(character: str) -> str:
    """A character in its one spelling: a blank for every blank, `;` for every semicolon, nothing for the unseen."""
    return " " if character.isspace() else plain(character)


def cut(text: str, signs: str) -> list[str]:
    """The parts of a text between any of these signs, however they are written, without blanks around them; also
    those that are empty."""
    parts = [""]
    start = 0
    for place, character in enumerate(text):
        if character in signs or (not character.isascii() and sign(character) and sign(character) in signs):
            parts[-1] = text[start:place].strip()
            parts.append("")
            start = place + 1
    parts[-1] = text[start:].strip()
    return parts


def lines(text: str) -> list[str]:
    """The lines of a text in which something is said, each without its list mark."""
    return [unmarked(line) for line in text.splitlines() if any(c.isalnum() for c in line)]


def unmarked(line: str) -> str:
    """A line without what only leads to it: a list mark, the name of the bot that it is said to."""
    return _without(unaddressed(line), _LIST_MARK)


def unaddressed(line: str) -> str:
    """A line without the name of the bot that it is said to."""
    return _without(line.strip(), _MENTION)


def shape(line: str) -> str:
    """How the beginning of a line is spelled: one sign a character, so that a place in it is a place in the line."""
    return "".join((sign(character) or "\0")[0] for character in line[:_BEFORE])


def _without(line: str, mark: re.Pattern[str]) -> str:
    found = mark.match(shape(line))
    return line[found.end() :].strip() if found else line


def _kept(character: str) -> bool:
    """Whether a character is seen, or makes others look as they are meant: joiners, an emoji's colours."""
    return bool(sign(character)) or character in _JOINERS or unicodedata.category(character) == "Sk"


def tidy(name: str) -> str:
    """A name as it is kept: composed, with single blanks, without what nobody sees, and full stops and commas at its
    end."""
    seen = "".join(filter(_kept, name))
    return " ".join(unicodedata.normalize("NFC", seen).split()).rstrip(" .,;:،؛，。")
