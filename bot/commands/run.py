"""`palabre run`: the bot in earnest, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from telegram.error import InvalidToken, TelegramError

from bot.app import App
from bot.commands.watchdog import notify, serve
from bot.settings import Settings
from bot.store.db import StoreError

log = logging.getLogger(__name__)

#: While Telegram can't be reached at the start: how long to wait before the next try, in seconds.
_WAIT = 5.0
_REFUSED = "Telegram doesn't know this token. Look at PALABRE_TOKEN; @BotFather shows the right one."


class _Life:
    """What the supervisor is told of: that the bot is up, at work or waiting for the network, and since when
    nothing has moved."""

    def __init__(self) -> None:
        self.up = asyncio.Event()
        self.app: App | None = None
        self.tried = monotonic()

    def pulse(self) -> float:
        """For how many seconds nothing has moved."""
        return self.app.pulse() if self.app else monotonic() - self.tried


async def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; gives the exit status. Waits for a network that isn't there yet.
    Raises StoreError where the database can't be used."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    life = _Life()
    serving = asyncio.create_task(serve(life.pulse, life.up))
    with suppress(asyncio.CancelledError), _farewell():
        try:
            return await _lives(settings, life)
        finally:
            serving.cancel()
    return 0


async def _lives(settings: Settings, life: _Life) -> int:
    while True:
        life.tried = monotonic()
        try:
            return await _session(settings, life)
        except InvalidToken:
            print(_REFUSED, file=sys.stderr)
            return 1
        except TelegramError as error:
            life.up.set()  # all is well here; what is missing isn't the supervisor's to mend
            log.warning("Telegram can't be reached (%s), next try in %.0f s", type(error).__name__, _WAIT)
            await asyncio.sleep(_WAIT)


@contextmanager
def _farewell() -> Iterator[None]:
    try:
        yield
    finally:
        notify("STOPPING=1")


async def _session(settings: Settings, life: _Life) -> int:
    async with App(settings) as app:
        link = await app.claim_link()
        if link:
            print(f"Nobody coordinates yet. Whoever opens this link first, within 15 minutes, does:\n{link}")
        print(f"@{app.runtime.bot_username} is at work. Stop with Ctrl+C.", flush=True)
        life.app = app
        life.up.set()
        leave_standing()
        try:
            await app.run()
        except ExceptionGroup as errors:
            raise _first(errors) from errors
        finally:
            life.app = None
    return 0


def leave_standing() -> None:
    """What is there now stays until the end. So the garbage collector is told to leave it alone: else each time that
    it looks at everything it takes some 30 ms, in the middle of the work."""
    gc.collect()
    gc.freeze()


def _first(errors: ExceptionGroup[Exception]) -> Exception:
    """What ended the loops: the database's own word where there is one."""
    found = errors.subgroup(StoreError) or errors
    first = found.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
