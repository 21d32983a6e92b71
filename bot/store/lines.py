"""Lines: in which order drafts wait for their place.

    g:7             the messages of a place, in their order
    react:g:7       its receipts: they depend on nothing, so they don't wait behind its messages
    toast:5f0c…     one person's, of one moment; it goes to no chat, so no limit of a chat's applies to it

A toast's line doesn't name the press: in its number Telegram hides whose it was, and the row stays for a while.
"""

from __future__ import annotations

import secrets
from typing import NewType

from bot.session.addresses import Place, read_place

#: A line in its written form.
Line = NewType("Line", str)

_RECEIPTS, _TOAST = "react:", "toast:"


def messages_of(place: Place) -> Line:
    """The line of a place's messages."""
    return Line(str(place))


def receipts_of(place: Place) -> Line:
    """The line of a place's receipts."""
    return Line(f"{_RECEIPTS}{place}")


def a_toast() -> Line:
    """A line for one toast."""
    return Line(f"{_TOAST}{secrets.token_hex(8)}")


def is_toast(line: Line) -> bool:
    """Whether a line is a toast's."""
    return line.startswith(_TOAST)


def lane_of(line: Line) -> Line:
    """The line of the messages to the same place, by which calls to one place are kept apart; a toast's is its own."""
    return Line(line.removeprefix(_RECEIPTS))


def place_of(line: Line) -> Place | None:
    """The place to which a line leads; None for a toast's."""
    return None if is_toast(line) else read_place(lane_of(line))
