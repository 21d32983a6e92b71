"""`palabre run`: the bot in earnest, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram.error import InvalidToken, TelegramError

from bot.app import App
from bot.settings import Settings
from bot.watchdog import notify, serve

log = logging.getLogger(__name__)

#: While Telegram can't be reached at the start: how long to wait before the next try, in seconds.
_WAIT = 5.0
_REFUSED = "Telegram doesn't know this token. Look at PALABRE_TOKEN; @BotFather shows the right one."


async def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; gives the exit status. Waits for a network that isn't there yet."""
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError), _farewell():
        while True:
            try:
                return await _session(settings)
            except InvalidToken:
                print(_REFUSED, file=sys.stderr)
                return 1
            except TelegramError as error:
                log.warning("Telegram can't be reached (%s), next try in %.0f s", type(error).__name__, _WAIT)
                await asyncio.sleep(_WAIT)
    return 0


@contextmanager
def _farewell() -> Iterator[None]:
    try:
        yield
    finally:
        notify("STOPPING=1")


async def _session(settings: Settings) -> int:
    async with App(settings) as app:
        link = await app.claim_link()
        if link:
            print(f"Nobody coordinates yet. Whoever opens this link first, within 15 minutes, does:\n{link}")
        print(f"@{app.world.bot_username} is at work. Stop with Ctrl+C.", flush=True)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(serve(app.pulse))
            tasks.create_task(app.run())
    return 0
