"""A batch: what is next of the inbox, row by row, in one transaction.

Rows of different chats share a transaction, and with it a sync of the disk. Mostly all of them go well. Where one
doesn't, all is undone and done again with a savepoint for each, so that a row that fails takes nothing of the others
with it. (Savepoints all the time would make a burst dearer by a seventh.) A row for which Telegram is to be asked
something stays open, with whatever comes after it in its chat, until it has answered; what it
said is good for that row alone.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.gateway.inbound.decode import decode
from bot.session.wakes import UnknownWakeError
from bot.store import inbox, timers
from bot.store.db import StoreError, Tx
from bot.store.timers import Later
from bot.work.asked import NOTHING, Asked, NeedsTelegram
from bot.work.dispatch import handle, wake
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: What Telegram has said, by the row that it was asked for.
Heard = Mapping[int, Asked]

#: Rows a transaction: enough to spread the cost of a sync, few enough to answer quickly.
SIZE = 600
#: Moments a transaction: a moment over days has something to say to everybody in a group. However many are due at once,
#: what people write meanwhile is in the next transaction.
MOMENTS = 16


@dataclass(slots=True)
class Report:
    """What a batch came to: rows done, rows that failed, and what Telegram is to be asked, by the row."""

    done: int = 0
    failed: int = 0
    to_ask: dict[int, NeedsTelegram] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing is left that could be worked on now."""
        return self.done < SIZE and not self.failed and not self.to_ask


def work_off(tx: Tx, runtime: Runtime, now: datetime, asked: Heard, later: Later = frozenset()) -> Report:
    """Work on one batch; due timers become rows of it, but for those that come `later`. Raises what any row
    raises; then all is to be undone, and `work_singly` does better."""
    rows = _rows(tx, now, later)
    for row in rows:
        _work_on(tx, runtime, now, row, asked)
    inbox.done(tx, rows)
    return Report(len(rows))


def work_singly(tx: Tx, runtime: Runtime, now: datetime, asked: Heard, later: Later = frozenset()) -> Report:
    """Work on one batch, each of its rows undone alone if it fails. Raises StoreError where the disk or the file is
    in trouble, which is no row's doing."""
    report = Report()
    blocked: set[int | None] = set()
    for row in _rows(tx, now, later):
        if row.chat is not None and row.chat in blocked:
            continue
        if not _tried(tx, runtime, now, row, asked, report):
            blocked.add(row.chat)
    return report


def _rows(tx: Tx, now: datetime, later: Later) -> list[inbox.Row]:
    """The rows of a batch: what is open, and of what is due as much as there is room for."""
    rows = inbox.open_rows(tx, SIZE, now)
    most = min(MOMENTS - sum(row.session is not None for row in rows), SIZE - len(rows))
    taken = most > 0 and timers.take_due(tx, now, most, later)
    return inbox.open_rows(tx, SIZE, now) if taken else rows


def _tried(tx: Tx, runtime: Runtime, now: datetime, row: inbox.Row, asked: Heard, report: Report) -> bool:
    """Work on a row, and note in the report what came of it; whether it is done."""
    try:
        with tx.savepoint():
            _work_on(tx, runtime, now, row, asked)
            inbox.done(tx, [row])
        report.done += 1
        return True
    except NeedsTelegram as need:
        report.to_ask[row.seq] = need
    except StoreError:
        raise
    except UnknownWakeError:
        report.failed += 1
        inbox.give_up(tx, row, UnknownWakeError.__name__)
        log.error("row %s is a moment that this version doesn't know and is set aside: see palabre doctor", row.seq)
    except Exception as error:
        report.failed += 1
        log.error("update %s failed: %s at %s", row.seq, type(error).__name__, _where(error))
        if inbox.failed(tx, row, type(error).__name__, now):
            log.error("update %s is set aside after its last try: see palabre doctor", row.seq)
    return False


def _work_on(tx: Tx, runtime: Runtime, now: datetime, row: inbox.Row, asked: Heard) -> None:
    if row.session is not None:
        wake(tx, runtime, now, row.session, row.name or "", asked.get(row.seq, NOTHING))
    else:
        handle(tx, runtime, now, decode(row.payload), asked.get(row.seq, NOTHING))


def _where(error: Exception) -> str:
    """The place in the code. What the error says isn't logged: it could hold somebody's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
