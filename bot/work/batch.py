"""A batch: what is next of the inbox, row by row, in one transaction.

Rows of different chats share a transaction, and with it a sync of the disk. Mostly all of them go well. Where one
doesn't, all is undone and done again with a savepoint for each, so that a row that fails takes nothing of the others
with it. (Savepoints all the time would make a burst dearer by a seventh.) A row that needs a group's admins stays
open, with whatever comes after it in its chat, until they are known.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.gateway.inbound.decode import decode
from bot.session.wakes import UnknownWakeError
from bot.store import inbox, timers
from bot.store.db import StoreError, Tx
from bot.work.context import NeedsAdmins
from bot.work.dispatch import handle, wake
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: Rows a transaction: enough to spread the cost of a sync, few enough to answer quickly.
SIZE = 600


@dataclass(slots=True)
class Report:
    """What a batch came to: rows done, rows that failed, and the groups whose admins are wanted."""

    done: int = 0
    failed: int = 0
    admins: set[int] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether nothing is left that could be worked on now."""
        return self.done < SIZE and not self.failed and not self.admins


def work_off(tx: Tx, runtime: Runtime, now: datetime) -> Report:
    """Work on one batch; due timers become rows of it first. Raises what any row raises; then all is to be undone,
    and `work_singly` does better."""
    timers.take_due(tx, now)
    rows = inbox.open_rows(tx, SIZE, now)
    for row in rows:
        _work_on(tx, runtime, now, row)
    inbox.done(tx, rows)
    return Report(len(rows))


def work_singly(tx: Tx, runtime: Runtime, now: datetime) -> Report:
    """Work on one batch, each of its rows undone alone if it fails. Raises StoreError where the disk or the file is
    in trouble, which is no row's doing."""
    timers.take_due(tx, now)
    report = Report()
    blocked: set[int | None] = set()
    for row in inbox.open_rows(tx, SIZE, now):
        if row.chat is not None and row.chat in blocked:
            continue
        if not _tried(tx, runtime, now, row, report):
            blocked.add(row.chat)
    return report


def _tried(tx: Tx, runtime: Runtime, now: datetime, row: inbox.Row, report: Report) -> bool:
    """Work on a row, and note in the report what came of it; whether it is done."""
    try:
        with tx.savepoint():
            _work_on(tx, runtime, now, row)
            inbox.done(tx, [row])
        report.done += 1
        return True
    except NeedsAdmins as need:
        report.admins.add(need.group_id)
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


def _work_on(tx: Tx, runtime: Runtime, now: datetime, row: inbox.Row) -> None:
    if row.session is not None:
        wake(tx, runtime, now, row.session, row.name or "")
    else:
        handle(tx, runtime, now, decode(row.payload))


def _where(error: Exception) -> str:
    """The place in the code. What the error says isn't logged: it could hold somebody's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
