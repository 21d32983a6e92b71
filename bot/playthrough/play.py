"""Plays a scenario live, from /session to its summary, with sample answers: a facilitator who also takes part, and the
others. Whatever they do they do as people would: commands, replies, taps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.app import App
from bot.gateway.api.buttons import SIGNATURE
from bot.playthrough.answering import give, sample
from bot.playthrough.by_hand import Chance, Clock
from bot.playthrough.company import Company
from bot.playthrough.settling import Settling
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.scenario.model import Scenario
from bot.scenario.samples import Samples
from bot.session.organisations import Side, side_name
from bot.session.placing import answered_by, open_step
from bot.session.playing import Workshop
from bot.session.state import Phase, Session
from bot.settings import Settings
from bot.store import sessions
from bot.store.db import Tx
from bot.wording.catalog import Words, words
from bot.wording.message import plain_text
from bot.wording.rehearsal import labels
from bot.wording.tell import tell

_TOKEN = "100001:playthrough"  # noqa: S105  the room's own, on this machine
#: How long people think before the next question.
_THOUGHT = timedelta(minutes=2)


class SampleError(Exception):
    """A workshop can't be played to its end with these sample answers; the message says which isn't taken."""


@dataclass
class Playing(Settling):
    """A workshop that is being played. `look` is called whenever all has come to rest."""

    room: Room
    clock: Clock
    group: Chat
    people: list[Person]
    company: Company
    words: Words
    look: Callable[[], None] = field(default=lambda: None)

    @property
    def facilitator(self) -> Person:
        """Who steers; the first one."""
        return self.people[0]

    async def rest(self) -> None:
        """Let everything come to rest, and look at it."""
        await self.settle()
        self.look()

    async def session(self) -> tuple[Scenario, Session]:
        """The group's newest session, and its scenario as it is played."""

        def load(tx: Tx) -> tuple[Scenario, Session]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            if stored is None:
                raise SampleError("no session has begun")
            return self.app.runtime.scenario(stored), stored.session

        return await self.app.database.transact(load)

    async def open(self, workshop: Workshop) -> None:
        """From an empty group to a session in which everybody takes part."""
        for person in self.people:
            self.room.start(person)
        self.room.add_bot(self.group, self.facilitator)
        await self.rest()
        self.room.say(self.facilitator, self.group, f"/session {workshop}")
        await self.rest()
        await self.name_organisations()
        for place, person in enumerate(self.people):
            name = labels(self.words)[1 if place < self.company.south else 2]
            self.room.tap(person, self.message_with("join", self.group), name)
        await self.rest()

    async def name_organisations(self) -> None:
        """The facilitator says which organisations there are, as the bot asks the first time."""
        self.room.say(self.facilitator, self.group, self._organisations(), reply_to=self._newest(self.group))
        await self.rest()
        self.press(self.facilitator, self.group, "right")
        await self.rest()

    def _organisations(self) -> str:
        _, south, north = labels(self.words)
        sides = [plain_text(tell(side_name(side), self.words)) for side in (Side.SOUTH, Side.NORTH)]
        return f"{south}, {sides[0]}\n{north}, {sides[1]}"

    async def go_on(self) -> None:
        """The facilitator goes on, and says so again where the bot asks whether they mean it."""
        _, before = await self.session()
        self.clock.turn(_THOUGHT)
        self.room.say(self.facilitator, self.group, "/next")
        await self.rest()
        _, after = await self.session()
        if open_step(after) == open_step(before) and after.phase is before.phase:
            self.clock.turn(_THOUGHT)
            self.press(self.facilitator, self.group, "onward")
            await self.rest()

    async def answer(self, step: str, samples: Samples) -> None:
        """Everybody answers a step. Raises SampleError where an answer isn't taken."""
        scenario, session = await self.session()
        shape = scenario.step(step)
        if not shape.asks:
            return
        language = self.words.language
        for number, person in zip(self.company.numbers, self.people, strict=True):
            give(self.room, self.group, person, shape, sample(samples, session, shape, number, language))
        await self.rest()
        await self._all_taken(step, samples.to(step, language))

    async def _all_taken(self, step: str, texts: tuple[str, ...]) -> None:
        _, session = await self.session()
        if len(answered_by(session, step)) < len(self.people):
            raise SampleError(f"not all sample answers to {step} are taken: {', '.join(texts)}")

    def message_with(self, verb: str, chat: Chat) -> Message:
        """The newest message of the bot's in a chat with a button of that verb. Raises SampleError."""
        for message in reversed(self.room.messages(chat)):
            if message.sender == 0 and any(_verb(key.data) == verb for row in message.keyboard for key in row):
                return message
        raise SampleError(f"nothing to press for {verb}")

    def press(self, person: Person, chat: Chat, verb: str) -> None:
        """Press the newest button of that verb, in that chat or in one's private one."""
        try:
            message = self.message_with(verb, chat)
        except SampleError:
            message = self.message_with(verb, self.room.private(person))
        self.room.press(person, message, pressed(message, verb)[0])

    def _newest(self, chat: Chat) -> Message:
        return next(message for message in reversed(self.room.messages(chat)) if message.sender == 0)


def pressed(message: Message, verb: str) -> list[str]:
    """What the buttons of that verb under a message send when they are pressed, in their order."""
    return [key.data for row in message.keyboard for key in row if _verb(key.data) == verb]


def _verb(data: str) -> str:
    return data[SIGNATURE:].split("-")[0]


@asynccontextmanager
async def curtain(
    folder: Path, language: str, company: Company, look: Callable[[Room], None]
) -> AsyncIterator[Playing]:
    """A group in an empty room, with nothing said yet; all its files are in that folder."""
    clock, w = Clock(), words(language)
    room = Room(clock.now, token=_TOKEN)
    people = [room.person(name, language=language) for name in company.names]
    group = room.group(labels(w)[0], people, admins=people[:1])
    async with serve(room, people) as running:
        settings = Settings(
            token=SecretStr(_TOKEN),
            api_url=running.address,
            database=folder / "playthrough.sqlite3",
            language=language,
            coordinators=(people[0].id,),
        )
        async with App(settings, now=clock.now, chance=Chance()) as app:
            playing = Playing(room, clock, group, people, company, w, look=lambda: look(room))
            playing.app = app
            yield playing


async def play(playing: Playing, workshop: Workshop, samples: Samples) -> None:
    """Play a workshop to its end. Raises SampleError where it doesn't come there."""
    await playing.open(workshop)
    await playing.go_on()
    while step := open_step((await playing.session())[1]):
        await playing.answer(step, samples)
        await playing.go_on()
    if (await playing.session())[1].phase is not Phase.CLOSED:
        raise SampleError("the workshop doesn't come to its end")
