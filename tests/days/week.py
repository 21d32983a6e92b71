"""A week of a group that is never online together: eight people in three time zones, whose phones are offline for hours
and days, one person more without Telegram, and a bot that is killed now and then. What each says is said once; when it
comes is chance.

A phone that is offline shows what it has shown before, and keeps what its owner writes; once it is back, all of that
comes in any order, some of it twice. Whoever is asked by the bot which question is meant says so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

from bot.commands.transcript import samples_of
from bot.playthrough.answering import sample
from bot.playthrough.by_hand import Clock
from bot.playthrough.settling import Settling
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.scenario.samples import Samples
from bot.scenario.texts import text_in
from bot.session.placing import open_steps
from bot.session.quiet import QuietHours
from bot.session.state import Phase, Session
from bot.store import sessions
from bot.store.db import Tx
from tests.days.phone import Phone, asked_by, numbered_lines

TOKEN = "100001:week"
NAMES = ("Awa", "Chidi", "Nour", "Fatou", "Camille", "Sam", "Jo", "Robin")
#: Kills the bot, and starts it again after so long.
Kill = Callable[[timedelta], Awaitable[None]]
#: Where they live: the group's own zone, five hours behind it, and one in which clocks have half hours and more.
ZONES = ("Africa/Dakar", "America/Port-au-Prince", "Asia/Kathmandu")
#: Whose sample answers they give: two of them say what somebody else of their side says.
VOICES = (0, 1, 2, 0, 3, 4, 5, 3)
#: Whose sample answers somebody without Telegram gives, on the phone.
_CALLED = 1
_LOOK, _MOST = timedelta(minutes=40), timedelta(days=16)


class Week(Settling):
    """The room, the bot in it, and what its people do."""

    def __init__(self, room: Room, clock: Clock, group: Chat, people: list[Person], seed: int) -> None:
        super().__init__(room, clock)
        self.group = group
        self.chance = random.Random(seed)
        zones = [ZONES[n % len(ZONES)] for n in range(len(people))]
        self.phones = [
            Phone(one, QuietHours(zone), voice) for one, zone, voice in zip(people, zones, VOICES, strict=True)
        ]
        self.pressed: set[str] = set()
        self.relayed: dict[str, str] = {}
        self.samples: Samples
        self.scenario: Scenario
        self.ended: Session

    async def session(self) -> tuple[Scenario, Session]:
        """The session, from the database."""

        def load(tx: Tx) -> tuple[Scenario, Session]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            assert stored is not None
            return self.app.runtime.scenario(stored), stored.session

        return await self.app.database.transact(load)

    # -- the beginning ----------------------------------------------------------------------------------

    async def begin(self, scenario: str) -> None:
        """The workshop is opened, and all take part."""
        self.samples = samples_of(self.app.runtime.library, scenario)
        lead = self.phones[0].person
        for phone in self.phones:
            self.room.start(phone.person)
        self.room.add_bot(self.group, lead)
        await self.settle()
        for phone in self.phones:
            self.room.say(phone.person, self.room.private(phone.person), f"/timezone {phone.clock.zone}")
        self.room.say(lead, self.group, f"/settings zone {ZONES[0]}")
        await self.settle()
        for said in (f"/session {scenario} async", "Toit vert, sud\nAurore, nord", "oui"):
            self.room.say(lead, self.group, said, reply_to=self._newest(self.group))
            await self.settle()
        for n, phone in enumerate(self.phones):
            self.room.say(phone.person, self.group, str(1 + n // 4), reply_to=self._newest(self.group, "join-"))
        await self.settle()

    def _newest(self, chat: Chat, payload: str = "") -> Message:
        def found(message: Message) -> bool:
            keys = [key.data for row in message.keyboard for key in row]
            return message.sender == 0 and (not payload or any(payload in data for data in keys))

        return next(message for message in reversed(self.room.messages(chat)) if found(message))

    # -- what people do ---------------------------------------------------------------------------------

    async def look(self, phone: Phone) -> None:
        """Somebody looks at their phone, if they are awake: it may go offline, come back, and they may answer."""
        now = self.clock.now()
        if phone.back and now >= phone.back:
            await self._deliver(phone)
        if phone.clock.at(now):
            return
        if phone.back is None and self.chance.random() < 0.02:
            if self.chance.random() < 0.5:
                await self._answer_ahead(phone)
            hours = self.chance.choice((2, 5, 9, 14, 26, 40))
            phone.goes_offline(now + timedelta(hours=hours), [self.group, self.room.private(phone.person)])
        if self.chance.random() < 0.25:
            await self._answer(phone)
        if phone is self.phones[0] and phone.back is None:
            await self._decide(phone)
            if not self.relayed and self.chance.random() < 0.05:
                await self._relay(phone)

    async def _answer_ahead(self, phone: Phone) -> None:
        """Before they go where there is no network they answer in one message what is still to come."""
        scenario, session = await self.session()
        private = self.room.private(phone.person)
        if session.phase is not Phase.RUNNING:
            return
        self.room.say(phone.person, private, "/ahead")
        await self.settle(edits=False)
        asks = self.room.messages(private)[-1]
        steps = asked_by(asks, scenario)
        new = {step.id: self._text(phone, step, session) for step in steps if step.id not in phone.said}
        if len(steps) < 2 or not new:
            return
        phone.said |= new
        phone.ahead += new
        phone.waiting.append((private, numbered_lines(asks, scenario, new), asks, ""))

    async def _relay(self, phone: Phone) -> None:
        """Whoever facilitates has called somebody without Telegram, and passes on what they said."""
        scenario, session = await self.session()
        private = self.room.private(phone.person)
        if session.phase is not Phase.RUNNING:
            return
        self.room.say(phone.person, private, "/relay")
        await self.settle(edits=False)
        asks = self.room.messages(private)[-1]
        self.relayed = {
            step.id: sample(self.samples, session, step, _CALLED, "fr") for step in asked_by(asks, scenario)
        }
        lines = numbered_lines(asks, scenario, self.relayed)
        phone.for_others.add(asks.id)
        self.room.say(phone.person, private, f"1\n{lines}", reply_to=asks)
        await self.settle(edits=False)

    async def _decide(self, phone: Phone) -> None:
        """Whoever facilitates says what becomes of a question that too few have answered."""
        asked = [m for m in self.room.messages(self.room.private(phone.person)) if m.sender == 0 and not m.deleted]
        keys = [(m, key.data) for m in asked[-4:] for row in m.keyboard for key in row if "onward-" in key.data]
        if keys and keys[-1][1] not in self.pressed:
            self.pressed.add(keys[-1][1])
            self.room.press(phone.person, *keys[-1])
            await self.settle(edits=False)

    async def _answer(self, phone: Phone) -> None:
        """They answer the first question that their phone shows them and that they haven't answered."""
        scenario, session = await self.session()
        for step in scenario.steps:
            if not step.asks or step.id in phone.said or (step.draws_on and step.id not in open_steps(session)):
                continue
            chat = self.room.private(phone.person) if step.private else self.group
            shown = phone.shows(self.room.messages(chat), chat, scenario, step)
            if shown is None:
                continue
            text = phone.said[step.id] = self._text(phone, step, session)
            message, number = shown
            phone.waiting.append((chat, f"{number}. {text}" if number else text, message, step.id))
            if phone.back is None:
                await self._deliver(phone)
            return

    def _text(self, phone: Phone, step: AnyStep, session: Session) -> str:
        """What they say to a question: words that nobody else says, where it is one of words."""
        text = sample(self.samples, session, step, phone.voice, "fr")
        return f"{text} §{phone.person.name}§" if step.kind == "text" and text != "-" else text

    async def _deliver(self, phone: Phone) -> None:
        """The phone is online: what waits on it is sent, in any order, some of it twice. Only what replies to a message
        that has gone meanwhile comes first, as plain words, in the order in which it was written."""
        phone.back, waiting = None, phone.waiting
        phone.waiting = []
        self.chance.shuffle(replies := [one for one in waiting if one[2] and not one[2].deleted])
        waiting = [*(one for one in waiting if one not in replies), *replies]
        for chat, text, about, step in waiting:
            for _ in range(2 if self.chance.random() < 0.1 else 1):
                self.room.say(phone.person, chat, text, reply_to=about if about and not about.deleted else None)
                await self.settle(edits=False)
                if step:
                    await self._said_which(phone, step)

    async def _said_which(self, phone: Phone, step: str) -> None:
        """Whoever is asked which question was meant says so; what was said already need not be said again."""
        private = self.room.private(phone.person)
        newest = self.room.messages(private)[-1]
        keys = [key for row in newest.keyboard for key in row if "meant-" in key.data]
        if newest.sender or newest.deleted or not keys:
            return
        scenario, _ = await self.session()
        heading = text_in(scenario.step(step).called, "fr").text[:20]
        lines = re.findall(r"^(\d+)\. (.*)$", newest.text, re.MULTILINE)
        number = next((n for n, line in lines if heading in line), "oui" if heading in newest.text else "0")
        if number == "0":
            phone.said.pop(step, None)
        self.room.say(phone.person, private, number, reply_to=newest)
        await self.settle(edits=False)

    # -- time -------------------------------------------------------------------------------------------

    async def live(self, kill: Kill) -> None:
        """The days go by, until the workshop has ended and all that was said has come."""
        end = self.clock.now() + _MOST
        while self.clock.now() < end:
            if self.chance.random() < 0.02:
                await kill(timedelta(minutes=self.chance.choice((0, 10, 90, 400))))
            await self.pass_time(_LOOK)
            for phone in self.phones:
                await self.look(phone)
            if (await self.session())[1].phase is Phase.CLOSED and not any(p.waiting for p in self.phones):
                return

    def posts(self) -> Iterator[tuple[Phone | None, Message]]:
        """What the bot has written: in the group, and to each person."""
        chats = [(None, self.group), *((phone, self.room.private(phone.person)) for phone in self.phones)]
        for phone, chat in chats:
            for message in chat.messages.values():
                if message.sender == 0 and not message.service:
                    yield phone, message
