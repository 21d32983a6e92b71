"""The whole bot, as it is measured: `python -m benchmarks.palabre ADDRESS DATABASE [--total N] …`

Says "done" with the moment once it has dealt with `total` updates: each written into the inbox before it was
confirmed, decided, and committed with `synchronous=FULL` together with session and queued receipt.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from benchmarks.names import TOKEN, account
from benchmarks.profiled import Profiles
from bot.app import App, utc_now
from bot.gateway.logs import set_up
from bot.gateway.pacing import Limits
from bot.settings import Settings
from bot.store.db import Database, Tx
from bot.work.batch import Report

T = TypeVar("T")
_BEGAN = datetime.now(UTC)


class Slow(Database):
    """A database whose every commit takes `sync` seconds longer."""

    sync = 0.0

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction."""

        def then_sync(tx: Tx) -> T:
            before = tx._connection.total_changes
            result = work(tx)
            tx.settle()
            if tx._connection.total_changes != before:
                time.sleep(self.sync)
            return result

        return await super().transact(then_sync if self.sync else work)


class Counting(App):
    """The app, which says when all answers are dealt with."""

    left = 0

    async def work_once(self) -> Report:
        """Work on one batch."""
        report = await super().work_once()
        if self.left > 0:
            self.left -= report.done
            if self.left <= 0:
                print("done", time.monotonic(), flush=True)
        return report


def _unlimited() -> Limits:
    """Limits that nothing here comes up to."""
    return Limits(**{f.name: timedelta(0) if isinstance(f.default, timedelta) else 100_000 for f in fields(Limits)})


async def _run(asked: argparse.Namespace) -> None:
    settings = Settings(
        _env_file=None,
        token=SecretStr(TOKEN),
        api_url=asked.address,
        database=asked.database,
        coordinators=tuple(account(group, 0) for group in range(asked.groups)),
        scenarios=Path(__file__).parent / "scenarios",
    )
    database = await Slow.open(asked.database)
    database.sync = asked.sync / 1000
    limits = _unlimited() if asked.unlimited else None

    def now() -> datetime:
        return _BEGAN + (utc_now() - _BEGAN) * asked.speed

    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with Counting(settings, database=database, limits=limits, now=now) as app:
        app.left = asked.total
        async with Profiles(database, asked.profile):
            await app.run()


def main() -> None:
    """Run the bot until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("database", type=Path)
    parser.add_argument("--total", type=int, default=0)
    parser.add_argument("--sync", type=float, default=0, help="how many ms longer each commit takes")
    parser.add_argument("--groups", type=int, default=1, help="in so many groups the first person coordinates")
    parser.add_argument("--unlimited", action="store_true", help="no pacing")
    parser.add_argument("--speed", type=int, default=1, help="its clock goes so many times faster")
    parser.add_argument("--profile", type=Path, help="where the profiles of both threads are written at SIGTERM")
    set_up()
    with suppress(asyncio.CancelledError):
        asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
