"""What a translation must keep of a sentence of the bot's: what is put into it, how it is laid out, what can be typed.
A catalogue comes from whoever sends one, and what it says is filled in and shown as the bot's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PLACEHOLDER = re.compile(r"\{[^{}]*\}?|\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>?|&[#\w]+;?")
_OTHER_SIGN = re.compile("<(?![/A-Za-z])")
_BREAK = re.compile("\n")
_COMMAND = re.compile(r"(?<![\w</])/[a-z]+")

#: What a translation has as often as the sentence, in whatever order.
_SAME = (("the <tags>", _TAG), ("the sign <", _OTHER_SIGN), ("/commands", _COMMAND), ("the line breaks", _BREAK))


def unkept(ids: Sequence[str], said: str) -> Iterator[str]:
    """What this translation doesn't keep of the sentence (its forms for one and for many), each in a word. Where the
    sentence counts, a form may say the number in words, as Arabic says two."""
    counted = {"{n}"} if len(ids) > 1 else set()
    placeholders = set(_PLACEHOLDER.findall(said))
    if not any(placeholders | counted == set(_PLACEHOLDER.findall(one)) | counted for one in ids):
        yield "what stands in {braces}"
    for what, pattern in _SAME:
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
