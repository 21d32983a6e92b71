"""A flood: many groups, each with a session that is about to open its first step, and a Telegram that keeps
to its limits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.rehearsal.allowance import Allowance
from bot.rehearsal.emulator import Emulator, Watch
from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room
from bot.rehearsal.runs import Run
from bot.rehearsal.server import serve
from bot.session import events as e
from bot.session.addresses import STATUS_REF, GroupPlace
from bot.session.engine import begin
from bot.session.roles import Role
from bot.settings import Settings
from bot.store import groups, messages, people, roles, sessions
from bot.store.db import Tx

TOKEN = "100001:flood"
SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
PROMPT = "Comment allons-nous"


class Flood:
    """The groups, each with its own facilitator, and the app."""

    def __init__(self, room: Room, app: App, emulator: Emulator, allowance: Allowance) -> None:
        self.room = room
        self.app = app
        self.emulator = emulator
        self.allowance = allowance
        self.groups: list[tuple[Chat, Person]] = []

    async def fill(self, size: int) -> None:
        """So many groups, with a session each that nobody has begun."""
        for number in range(size):
            facilitator = self.room.person(f"Awa {number}")
            facilitator.started = True
            group = self.room.group(f"Groupe {number}", [facilitator], admins=[facilitator])
            group.bot_in = True
            self.groups.append((group, facilitator))
        await self.app.database.transact(self._open)

    def _open(self, tx: Tx) -> None:
        library, now = self.app.runtime.library, self.room.now()
        for number, (chat, facilitator) in enumerate(self.groups):
            group = groups.open(tx, chat.id, chat.title, None, ("fr",), now)
            lead = people.by_account(tx, facilitator.id).person
            people.set_reachable(tx, lead, True, now)
            roles.give(tx, lead, Role.FACILITATOR, group.id, roles.Origin.INVITED)
            code = sessions.new_code(tx, number * 7919 + 1)
            by = e.Actor(lead, Role.FACILITATOR)
            event = e.Open(by=by, at=now, code=code, scenario="small", languages=("fr",), organisations=())
            outcome = begin(library.get("small"), event)
            assert outcome is not None
            sessions.create(tx, outcome.session, group.id, library.source("small"))
            status = messages.queue(tx, GroupPlace(group.id), code, STATUS_REF, 0)
            messages.sent(tx, status, self.room.post(chat, (Run("Personne encore."),)).id, now)

    def go(self) -> None:
        """Every facilitator says /next."""
        for chat, facilitator in self.groups:
            self.room.say(facilitator, chat, "/next oui")

    def prompted(self) -> dict[int, datetime]:
        """When each group got its prompt, by its place in the list."""
        found = {}
        for number, (chat, _) in enumerate(self.groups):
            where = self.room.chats[chat.moved_to] if chat.moved_to else chat
            for message in (*self.room.messages(chat), *self.room.messages(where)):
                if PROMPT in message.text:
                    found.setdefault(number, message.date)
        return found


@asynccontextmanager
async def flood(
    folder: Path, size: int, now: Callable[[], datetime], watch: Watch | None = None
) -> AsyncIterator[Flood]:
    """A flood that is about to break."""
    room, allowance = Room(now, token=TOKEN), Allowance()
    async with serve(room, [], watch=watch, allowance=allowance) as running:
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=running.address,
            database=folder / "flood.sqlite3",
            coordinators=(),
            language="fr",
            scenarios=SCENARIOS,
        )
        async with App(settings, now=now) as app:
            made = Flood(room, app, running.emulator, allowance)
            await made.fill(size)
            yield made
