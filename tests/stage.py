"""The stage on which tests play: the whole app, the emulator over HTTP, and a clock turned by hand.

async with open_stage(tmp_path) as stage:
    await stage.begin("roles")
    stage.say("Awa", "/next oui")
    await stage.settle()
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.gateway.outbound.pacing import Limits
from bot.gateway.waits import Waits
from bot.playthrough.by_hand import Chance as Chance
from bot.playthrough.by_hand import Clock as Clock
from bot.playthrough.settling import Settling
from bot.rehearsal.cast import cast
from bot.rehearsal.emulator import Watch
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.server import Running, serve
from bot.scenario.model import Scenario
from bot.session.organisations import Organisation
from bot.session.state import Session
from bot.session.steering import MOMENT
from bot.settings import Settings
from bot.store import group_settings, groups, organisations, sessions
from bot.store.db import Database, Tx
from bot.wording.catalog import words
from bot.wording.rehearsal import labels
from tests.made_once import put_empty_database

TOKEN = "100001:stage"
SOUTH, NORTH = "Toit vert", "Aurore"
#: What the facilitator answers when asked for the organisations.
ORGANISATIONS = f"{SOUTH}, sud\n{NORTH}, nord"
#: How long a facilitator looks at a question before going on from it: the same tap twice is one.
A_LOOK = MOMENT
#: What the loops wait here once something has failed: long enough for others to have their turn meanwhile.
QUICK = Waits(database=0.05, updates=0.02, quick=0.02)


def the_group(tx: Tx) -> int:
    """The id of the stage's group, the first that was opened: it is drawn at random."""
    return groups.everyone(tx)[0].id


class Stage(Settling):
    """The room, the app, and what is needed to play in them."""

    def __init__(
        self, room: Room, group: Chat, people: list[Person], make: Callable[[], App], clock: Clock, running: Running
    ) -> None:
        super().__init__(room, clock)
        self.group = group
        self.people = {person.name: person for person in people}
        self.running = running
        self._make = make
        self._started = AsyncExitStack()

    async def start(self, *, add: bool = False) -> None:
        """The app starts, for the first time or on the files that it left; with `add` the bot is added to the group."""
        self.app = await self._started.enter_async_context(self._make())
        if add:
            await self._bring_in()

    async def stop(self) -> None:
        """The app that was started stops, whatever a test has put in its place."""
        await self._started.aclose()

    def private(self, name: str) -> Chat:
        return self.room.private(self.people[name])

    def say(self, name: str, text: str, *, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        if text.startswith("/next"):
            self.clock.turn(A_LOOK)
        return self.room.say(self.people[name], chat or self.group, text, reply_to=reply_to)

    def answer(self, name: str, text: str) -> Message:
        """An answer in private, in reply to the question there, so that there is no doubt which one is meant."""
        chat = self.private(name)
        return self.say(name, text, chat=chat, reply_to=self.question(chat))

    def tap(self, name: str, button: str, *, chat: Chat | None = None, message: Message | None = None) -> None:
        """Press a button on the newest message of the bot's that has it."""
        where = chat or self.group
        found = message or next(
            m
            for m in reversed(self.room.messages(where))
            if any(button in (key.label, key.data) for row in m.keyboard for key in row)
        )
        if any(button in (key.label, key.data) and "next-" in key.data for row in found.keyboard for key in row):
            self.clock.turn(A_LOOK)
        self.room.tap(self.people[name], found, button)

    def question(self, chat: Chat | None = None) -> Message:
        """The newest question in a chat: the last message of the bot's with buttons."""
        return next(m for m in reversed(self.room.messages(chat or self.group)) if m.keyboard and m.sender == 0)

    def texts(self, chat: Chat | None = None) -> list[str]:
        return [m.text for m in self.room.messages(chat or self.group) if m.sender == 0 and not m.service]

    async def session(self) -> tuple[Scenario, Session]:
        """The group's newest session, from the database."""

        def load(tx: Tx) -> tuple[Scenario, Session]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            assert stored is not None
            return self.app.runtime.scenario(stored), stored.session

        return await self.app.database.transact(load)

    async def has(self, known: Sequence[Organisation], zone: str = "") -> None:
        """The group's organisations are these, and its clocks those of that zone, where there are any."""

        def keep(tx: Tx) -> None:
            if known:
                organisations.save(tx, the_group(tx), known)
            if zone:
                group_settings.set_zone(tx, the_group(tx), zone)

        await self.app.database.transact(keep)

    async def work(self) -> None:
        """Work on a batch of what came in, with what Telegram says where it is asked who somebody is in a group."""
        while (await self.app.work.once()).to_ask:
            pass

    async def _bring_in(self) -> None:
        """The first of the people opens the private chat and adds the bot to the group."""
        first = next(iter(self.people.values()))
        self.room.start(first)
        self.room.add_bot(self.group, first)
        await self.settle()

    async def begin(self, scenario: str, *, join: bool = True) -> None:
        """From an empty group to the first moment of a session: everybody has opened the private chat and,
        with `join`, takes part with their organisation."""
        for person in self.people.values():
            self.room.start(person)
        await self.settle()
        self.say("Awa", f"/session {scenario}")
        await self.settle()
        self.say("Awa", ORGANISATIONS, reply_to=self.room.last(self.group))
        await self.settle()
        self.say("Awa", "oui", reply_to=self.room.last(self.group))  # what was understood is right
        await self.settle()
        if join:
            for index, name in enumerate(self.people):
                self.tap(name, SOUTH if index < 3 else NORTH)
            await self.settle()


def _settings(address: str, folder: Path, language: str, coordinators: list[Person], **others: object) -> Settings:
    """The app's settings: the room's address, and a database in the folder."""
    values = {"token": SecretStr(TOKEN), "api_url": address, "database": folder / "palabre.sqlite3"}
    return Settings(**values, language=language, coordinators=tuple(person.id for person in coordinators), **others)


def _prepare(settings: Settings, key: SecretStr | None, database: Database | None) -> None:
    """An empty database is there, where it isn't to be one of the test's own."""
    if key is None and database is None:
        put_empty_database(settings.database)


@asynccontextmanager
async def open_stage(
    folder: Path,
    *,
    language: str = "fr",
    add: bool = True,
    coordinators: bool = True,
    watch: Watch | None = None,
    scenarios: Path | None = None,
    chance: Chance | None = None,
    key: SecretStr | None = None,
    clock: Clock | None = None,
    database: Database | None = None,
    limits: Limits | None = None,
) -> AsyncIterator[Stage]:
    """A stage with six people of two organisations; Awa coordinates and owns the group."""
    clock = clock or Clock()
    room = Room(clock.now, token=TOKEN)
    group, people = cast(room, language, labels(words(language)))
    async with serve(room, people, watch=watch) as running:
        named = people[:1] if coordinators else []
        settings = _settings(running.address, folder, language, named, database_key=key, scenarios=scenarios)
        _prepare(settings, key, database)
        given = {"chance": chance or Chance(), "limits": limits, "database": database}
        make = partial(App, settings, now=clock.now, waits=QUICK, **given)
        stage = Stage(room, group, people, make, clock, running)
        try:
            await stage.start(add=add)
            yield stage
        finally:
            await stage.stop()
