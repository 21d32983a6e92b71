"""A neutral message: blocks of text and rows of buttons, cut to what one Telegram message holds.

Text is Telegram's HTML subset; each block is whole in itself (its tags are closed), so a message can
be cut between blocks, and inside a quotation between its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate, pairwise
from unicodedata import bidirectional

from markupsafe import Markup, escape

from bot.wording.catalog import FSI, PDI, RLM

_TAG = re.compile(r"<[^>]*>")

#: What one message holds, in UTF-16 units after the tags are taken out (Bot API, sendMessage).
LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `press` is sent back to the bot; `start` opens the private chat with that start
    parameter. `personal` binds the button to the person whom the message answers: nobody else who sees it
    can press it. `once`: it is good for one press, and a quarter of an hour."""

    label: str
    press: str = ""
    start: str = ""
    personal: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines that Telegram folds until somebody taps them."""

    lines: tuple[Markup, ...]


Block = Markup | Quote


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said. `apart` follows in a message of its own, so that it can be edited without all that
    stands before it being loaded anew. `asks_reply` opens the reader's keyboard as a reply."""

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    asks_reply: bool = False
    apart: tuple[Block, ...] = ()


def paragraph(text: Markup, *rows: tuple[Button, ...]) -> Message:
    """A message of one paragraph, with its rows of buttons."""
    return Message((text,), rows)


def size(html: str) -> int:
    """How many UTF-16 units a piece of HTML counts for with Telegram."""
    return _units(bare(html))


def bare(html: str) -> str:
    """The text of a piece of our HTML, every space in it kept. What isn't a tag is escaped in it."""
    return unescape(_TAG.sub("", html))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, room: int) -> str:
    """The beginning of a text, as much of it as counts for no more than `room` UTF-16 units."""
    head = text[:room]
    if _units(head) <= room:
        return head
    counted = accumulate(1 + (ord(character) > 0xFFFF) for character in head)
    return head[: sum(units <= room for units in counted)]


def _cut(line: Markup, room: int) -> Iterator[Markup]:
    """A line too long for one message, in pieces that end at a space where there is one. The tags
    go: a cut could fall inside them."""
    text = bare(line)
    while text:
        piece = _head(text, room)
        space = piece.rfind(" ")
        if len(piece) < len(text) and space > room // 2:
            piece = piece[:space]
        yield escape(piece)
        text = text[len(piece) :].lstrip()


def _html(block: Block) -> Markup:
    if isinstance(block, Quote):
        return Markup("<blockquote expandable>{}</blockquote>").format(Markup("\n").join(block.lines))
    return block


def _fitting(block: Block, room: int) -> Iterator[Block]:
    """The block itself, or pieces of it that each fit into one message."""
    if size(_html(block)) <= room:
        yield block
        return
    lines = block.lines if isinstance(block, Quote) else tuple(Markup(x) for x in block.split("\n"))  # noqa: S704
    batch: list[Markup] = []
    filled = 0
    for piece in (p for line in lines for p in ([line] if size(line) <= room else _cut(line, room))):
        filled += size(piece) + 1
        if batch and filled > room:
            yield _rebuilt(block, batch)
            batch, filled = [], size(piece) + 1
        batch.append(piece)
    yield _rebuilt(block, batch)


def _rebuilt(block: Block, lines: list[Markup]) -> Block:
    return Quote(tuple(lines)) if isinstance(block, Quote) else Markup("\n").join(lines)


def pages(message: Message, limit: int = LIMIT) -> tuple[Markup, ...]:
    """The message's text as HTML, in as few pieces as the limit allows, cut between blocks."""
    parts = (message.blocks, message.apart) if message.apart else (message.blocks,)
    return tuple(page for blocks in parts for page in _paged(blocks, limit))


def _paged(blocks: tuple[Block, ...], limit: int) -> tuple[Markup, ...]:
    done: list[list[Markup]] = [[]]
    filled = 0
    for html in filter(None, (_html(piece) for whole in blocks for piece in _fitting(_led(whole), limit))):
        filled += size(html) + (2 if done[-1] else 0)
        if done[-1] and filled > limit:
            done.append([])
            filled = size(html)
        done[-1].append(html)
    return tuple(_without_idle_isolates(Markup("\n\n").join(page)) for page in done)


def _led(block: Block) -> Block:
    """A block with each line read in the direction of its first letter, also where that letter stands in an isolate,
    in which nobody looks for it: after a bullet, or a number, somebody's words written from right to left."""
    if isinstance(block, Quote):
        return Quote(tuple(map(_led_line, block.lines)))
    return Markup("\n").join(map(_led_line, block.split("\n")))


def _led_line(line: str) -> Markup:
    led = RLM + line if FSI in line and _reads_from_right(line) else line
    return Markup(led)  # noqa: S704  HTML, and a sign of ours


def _reads_from_right(line: str) -> bool:
    first, depth = "", 0
    for character in bare(line):
        depth += (character == FSI) - (character == PDI)
        if (direction := bidirectional(character)) in ("L", "R", "AL"):
            if depth <= 0:
                return False
            first = first or direction
    return first not in ("", "L")


def _without_idle_isolates(page: Markup) -> Markup:
    """A page that is all written in one direction needs no isolates, and each costs six bytes."""
    if any(bidirectional(character) in ("R", "AL", "AN") for character in page):
        return page
    return Markup(page.translate(_ISOLATES))  # noqa: S704  only characters were taken out


def plain_text(html: Markup) -> str:
    """The words alone, where no markup is shown: on toasts and buttons."""
    return _without_idle_isolates(html).striptags()


_ISOLATES = {ord(FSI): None, ord(PDI): None}


def joined(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """The blocks that are there, in their order."""
    return tuple(block for block in blocks if block)


def grid(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of at most `width`."""
    row = tuple(buttons)
    return tuple(row[a:b] for a, b in pairwise([*range(0, len(row), width), len(row)]))
