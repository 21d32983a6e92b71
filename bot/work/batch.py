"""A batch: what is next of the inbox, each row whole, in one transaction.

Rows of different chats share a transaction. Mostly all of them go well. Where one doesn't, all is undone and done
again with a savepoint for each, so that a row that fails takes nothing of the others with it. (A savepoint keeps in
memory what each page was that it writes to; so a whole batch has one only where the transaction must go on.) A row
that needs a group's admins stays open, with whatever comes after it in its chat, until they are known.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.gateway.inbound.decode import decode
from bot.gateway.inbound.poll import Fresh
from bot.gateway.inbound.updates import Incoming
from bot.store import inbox, timers
from bot.store.db import StoreError, Tx
from bot.work.context import NeedsAdmins
from bot.work.dispatch import handle, wake
from bot.work.order import parts
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: Rows a transaction: enough to spread the cost of a sync, few enough to answer quickly.
SIZE = 600

_NOTHING: Fresh = {}


@dataclass(frozen=True, slots=True)
class Report:
    """What a batch came to: rows done, rows that failed, and the groups whose admins are wanted."""

    done: int
    failed: int
    admins: frozenset[int]

    @property
    def whole(self) -> bool:
        """Whether nothing is left that could be worked on now."""
        return self.done < SIZE and not self.failed and not self.admins


def work_off(tx: Tx, runtime: Runtime, now: datetime, fresh: Fresh = _NOTHING) -> Report:
    """Work on one batch; due timers become rows of it first. What is `fresh`, by what was written down of it, needn't
    be read once more. Raises what any row raises; then all is to be undone, and `work_singly` does better."""
    timers.take_due(tx, now)
    read = dict(fresh)
    done = 0
    for rows in parts(tx, SIZE, now, read):
        for row in rows:
            _row(tx, runtime, now, row, read.pop(row.payload, None))
        inbox.done(tx, rows)
        done += len(rows)
    return Report(done, 0, frozenset())


def work_within(tx: Tx, runtime: Runtime, now: datetime, fresh: Fresh) -> Report:
    """Work on one batch in a transaction that has something else to keep, whatever the rows raise."""
    try:
        with tx.savepoint():
            return work_off(tx, runtime, now, fresh)
    except StoreError:
        raise  # the disk's or the file's doing, and not a row's
    except Exception:
        return work_singly(tx, runtime, now)


def work_singly(tx: Tx, runtime: Runtime, now: datetime) -> Report:
    """Work on one batch, each of its rows undone alone if it fails."""
    timers.take_due(tx, now)
    done = failed = 0
    wanted: set[int] = set()
    waiting: set[int | None] = set()
    for row in inbox.open_rows(tx, SIZE, now):
        if row.chat is not None and row.chat in waiting:
            continue
        try:
            with tx.savepoint():
                _row(tx, runtime, now, row)
                inbox.done(tx, [row])
            done += 1
        except NeedsAdmins as need:
            wanted.add(need.group_id)
            waiting.add(row.chat)
        except StoreError:
            raise
        except Exception as error:
            log.error("update %s failed: %s at %s", row.seq, type(error).__name__, _where(error))
            if inbox.failed(tx, row, type(error).__name__, now):
                log.error("update %s is set aside after its last try: see palabre doctor", row.seq)
            waiting.add(row.chat)
            failed += 1
    return Report(done, failed, frozenset(wanted))


def _where(error: Exception) -> str:
    """The place in the code. What the error says isn't logged: it could hold somebody's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _row(tx: Tx, runtime: Runtime, now: datetime, row: inbox.Row, read: Incoming | None = None) -> None:
    if row.session is not None:
        wake(tx, runtime, now, row.session, row.name or "")
    else:
        handle(tx, runtime, now, read or decode(row.payload))
