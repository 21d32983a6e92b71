"""What people wrote, made to fit: however much it is, a chat shows so much of it and no more, and says so.

The longest are cut first, so that short ones stay whole; where even that isn't enough, the last are left to the
document. Lengths are in UTF-16 units, as Telegram counts them: an emoji has two or more. Knows nothing of what is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup, escape

from bot.wording.catalog import FSI, PDI
from bot.wording.message import size

_PIECE = re.compile(r"<[^>]*>|[^<]+")


def least_cut(lengths: Sequence[int], room: int) -> int:
    """To how much each is to be cut at most, so that all together have room: the largest such number."""
    left = room
    for position, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - position)
        if length > share:
            return share
        left -= length
    return max(lengths, default=0)


def clipped(line: Markup, room: int) -> Markup:
    """A line of our HTML with at most `room` units of text; what was opened in it is closed."""
    if size(line) <= room:
        return line
    said, left, open_tags, isolates = [], room - 1, list[str](), 0
    for piece in _PIECE.findall(line):
        if piece.startswith("</"):
            open_tags.pop()
        elif piece.startswith("<"):
            open_tags.append(piece[1:-1].split()[0])
        else:
            text = unescape(piece)
            head = text if _units(text) <= left else _at_a_word(_head(text, left))
            isolates += head.count(FSI) - head.count(PDI)
            left -= _units(head)
            said.append(str(escape(head)))
            if len(head) < len(text):
                break
            continue
        said.append(piece)
    closing = "".join(f"</{tag}>" for tag in reversed(open_tags))
    return Markup("".join((*said, "…", PDI * isolates, closing)))  # noqa: S704  HTML of ours, and what is escaped above


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _at_a_word(head: str) -> str:
    space = head.rfind(" ")
    return (head[:space] if space > len(head) // 2 else head).rstrip()


def fitted(lines: Sequence[Markup], room: int, least: int) -> tuple[list[Markup], int]:
    """The lines with at most `room` units of text in all, none cut to less than `least`; and how many were left
    out, the last ones."""
    lengths = [size(line) for line in lines]
    if sum(lengths) <= room:
        return list(lines), 0
    cut = max(least, least_cut(lengths[: max(1, room // least)], room))
    kept, left = list[Markup](), room
    for line in (clipped(line, cut) for line in lines):
        left -= size(line)
        if left < 0 and kept:
            break
        kept.append(line)
    return kept, len(lines) - len(kept)
