"""The whole bot, as it is measured: `python -m benchmarks.palabre ADDRESS DATABASE [--last N] …`

Says "clock" with the moment (monotonic seconds) at which its clock begins, and "done" with that once it has dealt with
all updates: each written into the inbox before it was confirmed, decided, and committed with `synchronous=FULL`
together with session and queued receipt.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from benchmarks.names import TOKEN, account
from benchmarks.profiled import Profiles
from bot.app import App, utc_now
from bot.commands.run import leave_standing
from bot.gateway.api.logs import set_up
from bot.gateway.outbound.pacing import Limits
from bot.settings import Settings
from bot.store.db import Database, Tx

T = TypeVar("T")


class Measured(Database):
    """A database that says when the update `last`, and whatever came before it, is dealt with; with `sync`, its
    every commit takes so many seconds longer."""

    sync = 0.0
    last = 0

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction."""
        done = False

        def measured(tx: Tx) -> T:
            nonlocal done
            before = tx._connection.total_changes
            result = work(tx)
            done = bool(self.last) and self._dealt_with(tx)
            if self.sync and tx._connection.total_changes != before:
                time.sleep(self.sync)
            return result

        result = await super().transact(measured)
        if done:
            self.last = 0
            print("done", time.monotonic(), flush=True)
        return result

    def _dealt_with(self, tx: Tx) -> bool:
        """Updates come in the order of their numbers: whether the last one is there, and none is open."""
        newest = tx.one("SELECT max(update_id) AS id FROM inbox")
        if newest is None or newest["id"] != self.last:
            return False
        # The plus keeps SQLite from looking through all numbers there ever were, instead of through what is open.
        return tx.one("SELECT 1 FROM inbox WHERE state = 'open' AND +update_id IS NOT NULL LIMIT 1") is None


def _unlimited() -> Limits:
    """Limits of pace that nothing here comes up to; edits are as calm as ever."""
    numbers = {field.name: 100_000 for field in fields(Limits) if isinstance(field.default, int)}
    return Limits(between=timedelta(0), **numbers)


async def _run(asked: argparse.Namespace) -> None:
    settings = Settings(
        token=SecretStr(TOKEN),
        api_url=asked.address,
        database=asked.database,
        coordinators=tuple(account(group, 0) for group in range(asked.groups)),
        scenarios=Path(__file__).parent / "scenarios",
    )
    database = await Measured.open(asked.database)
    database.sync, database.last = asked.sync / 1000, asked.last
    limits = _unlimited() if asked.unlimited else None

    print("clock", time.monotonic(), flush=True)
    real = utc_now()

    def now() -> datetime:
        return (asked.at or real) + (utc_now() - real) * asked.speed

    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with App(settings, database=database, limits=limits, now=now) as app, Profiles(database, asked.profile):
        leave_standing()
        await app.run()


def main() -> None:
    """Run the bot until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("database", type=Path)
    parser.add_argument("--last", type=int, default=0, help="the number of the last update")
    parser.add_argument("--sync", type=float, default=0, help="how many ms longer each commit takes")
    parser.add_argument("--groups", type=int, default=1, help="in so many groups the first person coordinates")
    parser.add_argument("--unlimited", action="store_true", help="no pacing")
    parser.add_argument("--speed", type=int, default=1, help="its clock goes so many times faster")
    parser.add_argument("--at", type=datetime.fromisoformat, help="it starts at that moment (with its zone)")
    parser.add_argument("--profile", type=Path, help="where the profiles of both threads are written at SIGTERM")
    set_up()
    try:
        asyncio.run(_run(parser.parse_args()))
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    main()
