"""A workshop over days as eight people in three time zones would hold it, up to the middle of a question: played by the
whole bot against the emulator, with a clock that is turned. What the bot wrote of it is what a file with many such
groups is made of (`multitude.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from benchmarks.names import TOKEN
from bot.app import App
from bot.commands.transcript import samples_of
from bot.playthrough.answering import sample
from bot.playthrough.by_hand import Chance, Clock
from bot.playthrough.settling import Settling
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.scenario.model import Scenario
from bot.session.placing import answered_by, open_steps
from bot.session.state import Session
from bot.settings import Settings
from bot.store import sessions
from bot.store.db import Tx

NAMES = ("Awa", "Chidi", "Nour", "Fatou", "Camille", "Sam", "Jo", "Robin")
#: Whose sample answers they give, and where they live: when the reminders are due it is day in all of these.
_VOICES = (0, 1, 2, 0, 3, 4, 5, 3)
_ZONES = ("Africa/Dakar", "America/Sao_Paulo", "Asia/Kathmandu")
#: When the first questions are answered, a day before the reminders of the last one; and how many hours each is open.
_BEGINS, _WINDOW = datetime(2027, 1, 14, 10, 30, tzinfo=UTC), 48
#: So many questions are answered by all.
ANSWERED = 5


@dataclass(frozen=True)
class Kind:
    """What is played: which workshop, in a group of which zone, opened how many days before people join it; and how
    much sooner these do, where it takes longer to come to the sixth question."""

    scenario: str
    zone: str
    days: int
    sooner: timedelta = timedelta()


KINDS = (
    Kind("south-south", "Africa/Dakar", 0, timedelta(hours=1)),
    Kind("south-south", "Africa/Nairobi", 1),
    Kind("south-south", "Europe/Paris", 2),
    Kind("south-south", "Asia/Kathmandu", 3),
)


class _Days(Settling):
    """The room, the bot in it, and what its people do."""

    def __init__(self, room: Room, clock: Clock, group: Chat, people: list[Person], kind: Kind) -> None:
        super().__init__(room, clock)
        self._group = group
        self._people = people
        self._kind = kind

    async def play(self) -> None:
        """Up to a question that nobody has answered, after five that all have."""
        joining = _BEGINS - self._kind.sooner
        self.clock.time = joining - timedelta(days=self._kind.days)
        await self._open()
        await self.pass_time(joining - self.clock.now())
        for n, person in enumerate(self._people):
            self.room.say(person, self._group, str(1 + n // 4), reply_to=self._newest(self._group))
        await self.settle()
        while not await self._all_said():
            await self._answer()

    async def _open(self) -> None:
        lead = self._people[0]
        for person in self._people:
            self.room.start(person)
        self.room.add_bot(self._group, lead)
        await self.settle()
        for n, person in enumerate(self._people):
            self.room.say(person, self.room.private(person), f"/timezone {_ZONES[n % len(_ZONES)]}")
        for setting in (f"zone {self._kind.zone}", f"window {_WINDOW}"):
            self.room.say(lead, self._group, f"/settings {setting}")
        await self.settle()
        for said in (f"/session {self._kind.scenario} async", "Toit vert, sud\nAurore, nord", "oui"):
            self.room.say(lead, self._group, said, reply_to=self._newest(self._group))
            await self.settle()

    async def _all_said(self) -> bool:
        scenario, session = await self._session()
        asked = [step.id for step in scenario.steps if step.asks]
        return open_steps(session) == (asked[ANSWERED],) and not answered_by(session, asked[ANSWERED])

    async def _answer(self) -> None:
        """All answer what is open, if anything is; then it is waited for the next to open by itself."""
        scenario, session = await self._session()
        steps = [scenario.step(step) for step in open_steps(session)]
        samples = samples_of(self.app.runtime.library, self._kind.scenario)
        for person, voice in zip(self._people, _VOICES, strict=True):
            for private in (False, True):
                said = [sample(samples, session, s, voice, "fr") for s in steps if s.private is private and s.asks]
                chat = self.room.private(person) if private else self._group
                text = "\n".join(f"{n}. {one}" for n, one in enumerate(said, 1)) if said[1:] else "".join(said)
                if text:
                    self.room.say(person, chat, text, reply_to=self._newest(chat))
        await self.pass_time(timedelta(minutes=20))

    async def _session(self) -> tuple[Scenario, Session]:
        def load(tx: Tx) -> tuple[Scenario, Session]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            assert stored is not None
            return self.app.runtime.scenario(stored), stored.session

        return await self.app.database.transact(load)

    def _newest(self, chat: Chat) -> Message:
        """The newest message with buttons of the bot's in a chat, else its newest."""
        theirs = [message for message in reversed(self.room.messages(chat)) if message.sender == 0]
        return next((message for message in theirs if message.keyboard), theirs[0])


async def play(kind: Kind, database: Path) -> datetime:
    """Play one of a kind into a new database; gives the moment at which it stopped."""
    clock = Clock()
    room = Room(clock.now, token=TOKEN)
    people = [room.person(name) for name in NAMES]
    group = room.group("Atelier", people, admins=people[:1])
    async with serve(room, people) as running:
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=running.address,
            database=database,
            language="fr",
            coordinators=(people[0].id,),
        )
        days = _Days(room, clock, group, people, kind)
        async with App(settings, now=clock.now, chance=Chance()) as days.app:
            await days.play()
    return clock.now()
