"""Calm: when a message that stands for a whole session (its status, its summary) is edited again.

Each edit comes to every phone in the group with all of its text, and takes one of the calls that Telegram
allows there. So what happens is gathered: for a moment at first, then ever longer, until the session has
come to something new. The facilitator's own copy is edited soon each time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.session.addresses import CONTROL_REF, SUMMARY_REF, Ref
from bot.store.messages import MessageRow

#: How many times as long as before an edit makes the next one wait; and what the summary, which is long and
#: is corrected for three days, waits at first.
_PATIENCE = 8
#: How many pauses an edit waits at most that says what was made of somebody's words: what others write meanwhile comes
#: with it, and all are still there to mend it.
_SOON = 4


def due(now: datetime, debounce: timedelta, ref: Ref, row: MessageRow, mark: str) -> datetime:
    """When the edit is to be made for something that has just happened. `mark` tells how far the session is."""
    if ref == CONTROL_REF:
        return now + debounce
    if ref == SUMMARY_REF and row.mark != mark:
        return now + _PATIENCE * debounce
    if row.edited is None or row.rest is None or row.mark != mark:
        return now + debounce
    return max(now + debounce, row.edited + row.rest)


def soon(now: datetime, debounce: timedelta) -> datetime:
    """When it is to be made at the latest where somebody is to read in it what was made of their words."""
    return now + _SOON * debounce


def rest(debounce: timedelta, ref: Ref, row: MessageRow, mark: str) -> timedelta:
    """How long a message rests once it has been edited for what has come to this mark."""
    if row.rest is None or row.mark != mark:
        return _PATIENCE * debounce * (_PATIENCE if ref == SUMMARY_REF else 1)
    return min(_PATIENCE * row.rest, timedelta(days=1))
