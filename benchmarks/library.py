"""The programs that Palabre is compared with: python-telegram-bot as its documentation shows it, with a handler
that does nothing, commits each answer, or replies to it. Nothing of ours is imported here.

    python -m benchmarks.library NAME ADDRESS [--total N] [--database PATH] [--sync MILLISECONDS]

Each says "done" with the moment once it has dealt with `total` updates.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.names import TOKEN

Handle = Callable[[Update], Awaitable[None]]


def _nothing(asked: argparse.Namespace) -> Handle:
    async def handle(update: Update) -> None:
        pass

    return handle


def _store(asked: argparse.Namespace) -> Handle:
    import sqlite3

    connection = sqlite3.connect(asked.database, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE answers (text TEXT)")

    async def handle(update: Update) -> None:
        assert update.effective_message is not None
        connection.execute("INSERT INTO answers VALUES (?)", (update.effective_message.text,))
        if asked.sync:
            time.sleep(asked.sync / 1000)  # noqa: ASYNC251  a disk that makes one wait, as sqlite3 does

    return handle


def _reply(asked: argparse.Namespace) -> Handle:
    async def handle(update: Update) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("Noted.", do_quote=True)

    return handle


PROGRAMS = {"nothing": _nothing, "store": _store, "reply": _reply}


def main() -> None:
    """Run one of the programs until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=PROGRAMS)
    parser.add_argument("address")
    parser.add_argument("--total", type=int, default=0)
    parser.add_argument("--database")
    parser.add_argument("--sync", type=float, default=0)
    asked = parser.parse_args()
    handle, left = PROGRAMS[asked.name](asked), asked.total

    async def handler(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal left
        await handle(update)
        left -= 1
        if not left:
            print("done", time.monotonic(), flush=True)

    application = Application.builder().token(TOKEN).base_url(f"{asked.address}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, handler))
    application.run_polling(stop_signals=None)


if __name__ == "__main__":
    main()
