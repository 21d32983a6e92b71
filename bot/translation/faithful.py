"""What a translation must keep of a sentence of the bot's: what is put into it, how it is laid out, what can be typed.
A catalogue comes from whoever sends one, and what it says is filled in and shown as the bot's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_TAG = re.compile(r"<[^>]*>?|&[^;\s]*;?")
_COMMAND = re.compile(r"(?<![\w</])/[a-z]+")


def unkept(ids: Sequence[str], said: str) -> Iterator[str]:
    """What this translation doesn't keep of the sentence (its forms for one and for many), each in a word."""
    for what, pattern in (("what stands in {braces}", _PLACEHOLDER), ("the <tags>", _TAG), ("/commands", _COMMAND)):
        if sorted(set(pattern.findall(said))) not in [sorted(set(pattern.findall(one))) for one in ids]:
            yield what
    if not _nested(_TAG.findall(said)):
        yield "tags that close what they open"
    if said.count("\n") not in [one.count("\n") for one in ids]:
        yield "the line breaks"


def _nested(tags: Sequence[str]) -> bool:
    opened: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            opened += [tag.strip("<>").split(" ")[0]] if tag.startswith("<") else []
        elif not opened or opened.pop() != tag.strip("</>"):
            return False
    return not opened
