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
from bot.playthrough.brought import Shelf
from bot.playthrough.by_hand import Clock as ByHand
from bot.playthrough.company import Company
from bot.playthrough.deeds import Deeds
from bot.playthrough.director import Director
from bot.playthrough.others import Others
from bot.playthrough.play import Playing
from bot.playthrough.record import RecordedRoom, Recording
from bot.rehearsal.cast import NAMES, cast
from bot.rehearsal.door import LOOPBACK, Codes
from bot.rehearsal.model import Chat, Person
from bot.rehearsal.phones import PageLanguage
from bot.rehearsal.room import Room
from bot.rehearsal.server import Running, serve
from bot.resources import folder as shipped
from bot.settings import Settings
from bot.wording.catalog import words
from bot.wording.rehearsal import labels, page_words

#: One pair of hands plays everybody, faster than six people would: nobody should wait for Telegram's limits.
_LIMITS = Limits(
    between=timedelta(milliseconds=100), group_minute=600, receipts_minute=500, debounce=timedelta(seconds=2)
)


class Clock(ByHand):
    """A clock that goes as the real one does, and can be turned forward; back it doesn't go."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The rehearsal's present, UTC."""
        return datetime.now(UTC) + self._ahead

    def turn(self, by: timedelta) -> None:
        """Turn it forward."""
        self._ahead += max(by, timedelta())


def page_languages() -> list[PageLanguage]:
    """The languages that the page can be read in: those that the bot speaks."""
    return [
        PageLanguage(code, language.name, language.direction, page_words(words(code)))
        for code, language in SPOKEN.items()
    ]


async def rehearse(
    settings: Settings, port: int, language: str, host: str = LOOPBACK, record: Path | None = None
) -> int:
    """Serve the page and play until SIGTERM or SIGINT; gives the exit status. Nothing is kept: the database is in a
    folder that goes with the rehearsal. `host` is an address in a network to which it is opened, `record` a new file in
    which what people do is kept, where it is to be."""
    if record is not None and (why := _not_written(record)):
        print(f"{record} can't be written: {why}. Nothing was begun.")
        return 1
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        try:
            await _Rehearsal(settings, language, record).play(port, host)
        except OSError as error:
            print(f"{host}, port {port}, can't be used: {error.strerror}. Try another with --port or --host.")
            return 1
    return 0


def _not_written(file: Path) -> str:
    """Why a file can't be begun (empty: it can, and is)."""
    try:
        file.open("x").close()
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


class _Rehearsal:
    """One after the other, on the same page, each with a room, a clock and a bot of its own."""

    def __init__(self, settings: Settings, language: str, record: Path | None) -> None:
        self._record = record
        self._recording: Recording | None = None
        self._rounds = 0
        self._settings = settings
        self._language = language
        self._many = len(NAMES)
        self._over = asyncio.Event()
        self._shelf = Shelf()
        self._token = f"100001:{random_bits():032x}"  # of the form that Telegram's have, and nobody else's here

    async def play(self, port: int, host: str) -> None:
        """Serve the page, and play until cancelled."""
        room, group, people, clock = self._stage()
        codes = Codes(random_bits, lambda code: print(f"For another device: {self._outside}/?code={code}", flush=True))
        async with serve(room, people, port=port, languages=page_languages(), host=host, codes=codes) as running:
            self._outside, self._codes = running.outside, codes
            while True:
                with tempfile.TemporaryDirectory() as folder:
                    await self._once(running, (room, group, people, clock), Path(folder))
                self._over.clear()
                room, group, people, clock = self._stage()
                running.enter(room, people)

    def again(self, people: int) -> None:
        """Begin again, with so many people."""
        self._many = people
        self._over.set()

    def _stage(self) -> tuple[Room, Chat, list[Person], Clock]:
        clock = Clock()
        room = self._room(clock)
        group, people = cast(room, self._language, labels(words(self._language)), self._many)
        return room, group, people, clock

    def _room(self, clock: Clock) -> Room:
        """A room; where it is to be kept, each in a file of its own."""
        if self._record is None:
            return Room(clock.now, token=self._token)
        self._rounds += 1
        name = self._record.stem if self._rounds == 1 else f"{self._record.stem}-{self._rounds}"
        self._recording = Recording(self._record.with_name(f"{name}{self._record.suffix}"), self._language)
        return RecordedRoom(clock.now, token=self._token, recording=self._recording)

    async def _once(self, running: Running, stage: tuple[Room, Chat, list[Person], Clock], folder: Path) -> None:
        """One rehearsal, until somebody begins again."""
        room, group, people, clock = stage
        settings = self._settings.model_copy(update=self._changes(running.address, folder, people))
        async with App(settings, now=clock.now, limits=_LIMITS) as app:
            self._shelf.fill(app.runtime.library)
            if self._recording:
                self._recording.titles = {
                    text: scenario.id for scenario in app.runtime.library.all() for text in scenario.title.values()
                }
            director = self._director(app, stage)
            running.phones.deeds = Deeds(director, self.again, self._shelf).all()
            running.phones.zone = settings.timezone
            room.start(people[0])
            room.add_bot(group, people[0])
            if running.phones.round == 0:
                print(f"The rehearsal is open at {running.address}")
                if running.outside != running.address:
                    print(f"Once, for one device in your network: {running.outside}/?code={self._codes.code}")
                print("Stop with Ctrl+C; nothing of it is kept.", flush=True)
            tasks = asyncio.create_task(director.run()), asyncio.create_task(self._over.wait())
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if tasks[0].done():
                    tasks[0].result()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
                running.phones.deeds = {}

    def _changes(self, address: str, folder: Path, people: list[Person]) -> dict[str, object]:
        return {
            "token": SecretStr(self._token),
            "api_url": address,
            "proxy": None,
            "database": folder / "rehearsal.sqlite3",
            "database_key": None,
            "coordinators": (people[0].id,),
            "language": self._language,
        }

    def _director(self, app: App, stage: tuple[Room, Chat, list[Person], Clock]) -> Director:
        room, group, people, clock = stage
        company = Company((len(people) + 1) // 2, len(people) // 2)
        playing = Playing(room, clock, group, people, company, words(self._language))
        playing.app = app
        folders = [*([self._settings.scenarios] if self._settings.scenarios else []), shipped("scenarios")]
        return Director(playing, Others(app, room, group, people, folders, company))
