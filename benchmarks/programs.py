"""The programs that are compared: `python -m benchmarks.programs NAME ADDRESS DATABASE TOTAL SYNC_MS`.

`nothing` and `store` are python-telegram-bot as its documentation shows it, with a handler that does nothing,
or commits each answer; `palabre` is the whole bot. Each says "done" once it has dealt with all updates.
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.field import TOKEN

T = TypeVar("T")


def _say(what: str) -> None:
    print(what, time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


def library(address: str, handle: Callable[[str], None], total: int) -> None:
    """python-telegram-bot, polling."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    left = [total]

    async def handler(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        handle(update.effective_message.text or "")
        left[0] -= 1
        if not left[0]:
            _say("done")

    application = Application.builder().token(TOKEN).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, handler))
    application.run_polling(stop_signals=None)


def nothing(address: str, database: Path, total: int, sync: float) -> None:
    """A handler that does nothing."""
    library(address, lambda text: None, total)


def store(address: str, database: Path, total: int, sync: float) -> None:
    """A handler that commits each answer."""
    connection = sqlite3.connect(f"{database}.store", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE answers (text TEXT)")

    def keep(text: str) -> None:
        connection.execute("INSERT INTO answers VALUES (?)", (text,))
        time.sleep(sync)

    library(address, keep, total)


def palabre(address: str, database: Path, total: int, sync: float) -> None:
    """The whole bot: inbox, engine, session and answers, outbox."""
    asyncio.run(_palabre(address, database, total, sync))


async def _palabre(address: str, database: Path, total: int, sync: float) -> None:
    from pydantic import SecretStr

    from bot.app import App
    from bot.settings import Settings
    from bot.store.db import Database, Tx
    from bot.work.batch import Report

    class Slow(Database):
        """A database whose every commit takes `sync` longer."""

        async def transact(self, work: Callable[[Tx], T]) -> T:
            def then_sync(tx: Tx) -> T:
                before = tx._connection.total_changes
                result = work(tx)
                tx.settle()
                if tx._connection.total_changes != before:
                    time.sleep(sync)
                return result

            return await super().transact(then_sync if sync else work)

    class Counting(App):
        left = total
        said = False

        def _work_off(self, tx: Tx) -> Report:
            report = super()._work_off(tx)
            self.left -= report.done
            return report

        def _something_new(self, report: Report | None) -> None:
            super()._something_new(report)
            self._look()

        async def work_once(self) -> Report:
            report = await super().work_once()
            self._look()
            return report

        def _look(self) -> None:
            """Called after the commit."""
            if self.left <= 0 and not self.said:
                self.said = True
                _say("done")

    settings = Settings(_env_file=None, token=SecretStr(TOKEN), api_url=address, database=database, coordinators=(1,))
    async with Counting(settings, database=await Slow.open(database)) as app:
        _say("ready")
        await app.run()


if __name__ == "__main__":
    name, address, path, total, sync = sys.argv[1:6]
    {"nothing": nothing, "store": store, "palabre": palabre}[name](address, Path(path), int(total), int(sync) / 1000)
