"""`palabre rehearse`: the real bot, with Telegram in miniature and phones in the browser."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, random_bits
from bot.gateway.outbound.pacing import Limits
from bot.languages import SPOKEN
from bot.playthrough.others import Others
from bot.rehearsal.cast import cast
from bot.rehearsal.phones import PageLanguage
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.resources import folder as shipped
from bot.settings import Settings
from bot.wording.catalog import words
from bot.wording.rehearsal import labels, page_words

#: One pair of hands plays everybody, faster than six people would: nobody should wait for Telegram's limits.
_LIMITS = Limits(
    between=timedelta(milliseconds=100), group_minute=600, receipts_minute=500, debounce=timedelta(seconds=2)
)


class Clock:
    """A clock that goes as the real one does, and can be turned forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The rehearsal's present, UTC."""
        return datetime.now(UTC) + self._ahead

    def wind(self, by: timedelta) -> None:
        """Turn the clock forward; back it doesn't go."""
        self._ahead += max(by, timedelta())


def page_languages() -> list[PageLanguage]:
    """The languages that the page can be read in: those that the bot speaks."""
    return [
        PageLanguage(code, language.name, language.direction, page_words(words(code)))
        for code, language in SPOKEN.items()
    ]


async def rehearse(settings: Settings, port: int, language: str) -> int:
    """Serve the page and play until SIGTERM or SIGINT; gives the exit status. Nothing is kept: the
    database is in a folder that goes with the rehearsal."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    with tempfile.TemporaryDirectory() as folder, suppress(asyncio.CancelledError):
        try:
            await _play(settings, port, language, Path(folder))
        except OSError as error:
            print(f"Port {port} can't be used: {error.strerror}. Try another with --port.")
            return 1
    return 0


async def _play(settings: Settings, port: int, language: str, folder: Path) -> None:
    clock = Clock()
    token = f"100001:{random_bits():032x}"  # of the form that Telegram's have, and nobody else's on this machine
    room = Room(clock.now, token=token, wind=clock.wind)
    group, people = cast(room, language, labels(words(language)))
    async with serve(room, people, port=port, languages=page_languages()) as running:
        changes = {
            "token": SecretStr(token),
            "api_url": running.address,
            "proxy": None,
            "database": folder / "rehearsal.sqlite3",
            "database_key": None,
            "coordinators": (people[0].id,),
            "language": language,
        }
        async with App(settings.model_copy(update=changes), now=clock.now, limits=_LIMITS) as app:
            folders = [*([settings.scenarios] if settings.scenarios else []), shipped("scenarios")]
            running.phones.others = Others(app, room, group, people, folders).answer
            room.start(people[0])
            room.add_bot(group, people[0])
            print(f"The rehearsal is open at {running.address}")
            print("Stop with Ctrl+C; nothing of it is kept.", flush=True)
            await app.run()
