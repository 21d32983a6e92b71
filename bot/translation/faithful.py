"""What a translation must keep of a sentence of the bot's: what is put into it, how it is laid out, what can be typed.
A catalogue comes from whoever sends one, and what it says is filled in and shown as the bot's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_TAG = re.compile(r"<[^>]*>?|&[^;\s]*;?")
_BREAK = re.compile("\n")
_COMMAND = re.compile(r"(?<![\w</])/[a-z]+")


def unkept(ids: Sequence[str], said: str) -> Iterator[str]:
    """What this translation doesn't keep of the sentence (its forms for one and for many), each in a word. Where the
    sentence counts, a form may say the number in words, as Arabic says two."""
    counted = {"{n}"} if len(ids) > 1 else set()
    placeholders = set(_PLACEHOLDER.findall(said))
    if not any(placeholders | counted == set(_PLACEHOLDER.findall(one)) | counted for one in ids):
        yield "what stands in {braces}"
    for what, pattern in (("the <tags>", _TAG), ("/commands", _COMMAND), ("the line breaks", _BREAK)):
        if sorted(pattern.findall(said)) not in [sorted(pattern.findall(one)) for one in ids]:
            yield what
    if not _nested(_TAG.findall(said)):
        yield "tags that close what they open"


def _nested(tags: Sequence[str]) -> bool:
    opened: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            opened += [tag.strip("<>").split(" ")[0]] if tag.startswith("<") else []
        elif not opened or opened.pop() != tag.strip("</>"):
            return False
    return not opened
