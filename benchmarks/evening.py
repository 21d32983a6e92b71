"""A live workshop as eight people of two organisations would hold it: the whole bot at its real pace, the emulator as
Telegram, and a clock that is turned from one thing that happens to the next.

People join within two minutes, half by tap and half by text; answer each question between half a minute and four
minutes after it comes, with the scenario's sample answers, again half by tap; and at the end most say "this is us",
and one corrects something. The facilitator goes on every five minutes.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from benchmarks.buttons import key_of, link_of, taps_of
from benchmarks.names import TOKEN
from bot.app import App
from bot.commands.transcript import samples_of
from bot.playthrough.answering import sample
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.scenario.model import Scenario
from bot.scenario.samples import Samples
from bot.scenario.step import AskingStep
from bot.scenario.texts import text_in
from bot.session.numbering import question_number
from bot.session.placing import open_step, open_steps
from bot.session.state import Phase, Session
from bot.settings import Settings
from bot.store import sessions, timers

NAMES = ("Awa", "Chidi", "Nour", "Fatou", "Camille", "Sam", "Jo", "Robin")
ORGANISATIONS = ("Toit vert", "Aurore")
#: Whose sample answers each person gives; two of them say what somebody else of their side says.
_VOICES = (0, 1, 2, 0, 3, 4, 5, 3)
_STEP, _ARRIVING, _AFTER = timedelta(minutes=5), timedelta(minutes=3), timedelta(minutes=8)


@dataclass(frozen=True)
class Sent:
    """A call that changed something in a chat: when, which method, where, and the text and labels it carried."""

    at: datetime
    method: str
    chat: int
    call: dict[str, object]


class Evening:
    """The room, the bot in it, and what it has sent so far."""

    def __init__(self, room: Room, people: list[Person], group: Chat, languages: str = "") -> None:
        self.room = room
        self.people = people
        self.group = group
        self.languages = languages
        self.sent: list[Sent] = []
        self.time = datetime(2027, 1, 11, 18, 0, tzinfo=UTC)
        self.app: App
        self.samples: Samples
        self._random = random.Random(7)

    async def watch(self, when: str, method: str, call: dict[str, object]) -> None:
        """Note what took effect."""
        if when == "after" and method != "getupdates":
            self.sent.append(Sent(self.time, method, int(str(call.get("chat_id") or 0)), call))

    async def play(self, scenario: str) -> None:
        """The whole workshop, in a group that knows its organisations."""
        await self._open(scenario, scenario)
        chat, lead = self.room.private(self.people[0]), self.people[0]
        while (await self._session())[1].phase is not Phase.CLOSED:
            self._press(lead, chat, "next-")
            await self._pass(timedelta(seconds=2))
            if any(key_of(one, "onward-") for one in self.room.messages(chat)):  # where most haven't answered
                self._press(lead, chat, "onward-")
                await self._pass(timedelta(seconds=2))
            await self._answers()
        await self._this_is_us()

    async def play_over_days(self, scenario: str) -> None:
        """The same over days: each answers what is open in the course of a day, before the night."""
        await self._open(scenario, f"{scenario} async")
        while (session := (await self._session())[1]).phase is not Phase.CLOSED:
            opened = open_steps(session)
            people = range(len(self.people)) if opened else ()
            await self._spread([lambda n=n: self._answer_all(n) for n in people], 1_800, 36_000, timedelta(hours=10))
            while opened and open_steps((await self._session())[1]) == opened:
                await self._pass(timedelta(hours=1))
        await self._this_is_us()

    async def _this_is_us(self) -> None:
        agree = [lambda p=person: self._press(p, self.group, "agree-") for person in self.people[1:7]]
        await self._spread([*agree, self._correct], 15, 150, _AFTER)

    async def _open(self, scenario: str, asked: str) -> None:
        """The workshop is opened, and all take part."""
        self.samples = samples_of(self.app.runtime.library, scenario)
        lead = self.people[0]
        for person in self.people:
            self.room.start(person)
        self.room.add_bot(self.group, lead)
        await self._pass(timedelta(minutes=2))
        if self.languages:
            self.room.say(lead, self.group, f"/settings {self.languages}")
            await self._pass(timedelta(minutes=2))
        self.room.say(lead, self.group, f"/session {asked}")
        await self._pass(timedelta(minutes=2))
        self.room.say(lead, self.group, "Toit vert, sud\nAurore, nord", reply_to=self.room.last(self.group))
        await self._pass(timedelta(seconds=2))
        self.sent.clear()
        self.room.say(lead, self.group, "oui", reply_to=self.room.last(self.group))
        await self._pass(timedelta(seconds=2))
        await self._spread([lambda n=n: self._join(n) for n in range(len(self.people))], 10, 120, _ARRIVING)

    async def _answers(self) -> None:
        scenario, session = await self._session()
        id = open_step(session)
        step = scenario.step(id) if id else None
        if isinstance(step, AskingStep):
            people = range(len(self.people))
            await self._spread([lambda n=n: self._answer(n, step, session) for n in people], 30, 240, _STEP)

    async def _session(self) -> tuple[Scenario, Session]:
        def load(tx: object) -> tuple[Scenario, Session]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            assert stored is not None
            return self.app.runtime.scenario(stored), stored.session

        return await self.app.database.transact(load)

    # -- what people do ---------------------------------------------------------------------------------

    def _join(self, n: int) -> None:
        organisation = n * len(ORGANISATIONS) // len(self.people)
        if n % 2:
            self.room.tap(self.people[n], self._question(self.group, "join-"), ORGANISATIONS[organisation])
        else:
            self.room.say(self.people[n], self.group, str(organisation + 1),
                          reply_to=self._question(self.group, "join-"))  # fmt: skip

    async def _tap_all(self, person: Person, where: Chat, taps: list[str]) -> None:
        """One button after the other; in private where a link of the group's leads there."""
        if not where.private and (link := link_of(self._question(where, "a-"))):
            self.room.openlink_of(person, link)
            where = self.room.private(person)
        for code in taps:
            await self._pass(timedelta(seconds=3))
            self._press(person, where, "a-", code)

    async def _answer(self, n: int, step: AskingStep, session: Session) -> None:
        person = self.people[n]
        where = self.room.private(person) if step.private else self.group
        said = sample(self.samples, session, step, _VOICES[n], "fr")
        if n % 2 and (taps := taps_of(step, said)):
            await self._tap_all(person, where, taps)
            return
        self.room.say(person, where, said, reply_to=None if where.private else self._question(where, "a-"))

    async def _answer_all(self, n: int) -> None:
        """Everything that is open, in one reply here and one there; where it is several questions, by their numbers."""
        scenario, session = await self._session()
        steps = [step for id in open_steps(session) if (step := scenario.step(id)).asks]
        for private in (True, False):
            here = [step for step in steps if step.private is private]
            said = [sample(self.samples, session, step, _VOICES[n], "fr") for step in here]
            places = [question_number(scenario, session, step.id) if not private else None for step in here]
            numbers = [place[0] if place else k for k, place in enumerate(places, 1)]
            each = [f"{k}. {one}" for k, one in zip(numbers, said, strict=True)]
            text = "\n".join(each if len(said) > 1 else said)
            chat = self.room.private(self.people[n]) if private else self.group
            if here:
                asked = text_in(here[0].prompt, "fr").text
                theirs = (m for m in reversed(self.room.messages(chat)) if m.sender == 0 and asked in m.text)
                self.room.say(self.people[n], chat, text, reply_to=next(theirs))

    def _correct(self) -> None:
        self.room.say(self.people[7], self.group, "Nous avons aussi parlé du calendrier.",
                      reply_to=self._question(self.group, "agree-"))  # fmt: skip

    def _question(self, chat: Chat, payload: str) -> Message:
        return next(m for m in reversed(self.room.messages(chat)) if key_of(m, payload))

    def _press(self, person: Person, chat: Chat, payload: str, code: str = "") -> None:
        message = self._question(chat, payload)
        self.room.press(person, message, key_of(message, payload, code))

    # -- time -------------------------------------------------------------------------------------------

    async def _spread(
        self, acts: Sequence[Callable[[], Awaitable[None] | None]], least: int, most: int, whole: timedelta
    ) -> None:
        """Things that people do, each after so many seconds; then what is left of the time."""
        began = self.time
        moments = sorted(self._random.uniform(least, most) for _ in acts)
        for seconds, act in zip(moments, acts, strict=True):
            await self._pass(began + timedelta(seconds=seconds) - self.time)
            if (takes_time := act()) is not None:
                await takes_time
        await self._pass(began + whole - self.time)

    async def _pass(self, length: timedelta) -> None:
        """Let time go by, stopping wherever the bot has something to do."""
        until = self.time + length
        while True:
            await self._settle()
            if self.time >= until:
                return
            due = await self.app.database.transact(timers.next_due)
            sends = self.time + timedelta(seconds=await self.app.sender.next_wait())
            self.time = max(self.time, min(until, sends, due or until))

    async def _settle(self) -> None:
        """Let the bot do all that there is to do at this moment."""
        busy = True
        while busy:
            if fetched := bool(self.room.pending(None)):
                await self.app.poll.once(0)
                await self.app.poll.once(0)  # confirms what was fetched
            report = await self.app.work.once()
            busy = await self.app.sender.step() or fetched or bool(report.done or report.to_ask)


@asynccontextmanager
async def evening(folder: Path, languages: str = "") -> AsyncIterator[Evening]:
    """Eight people, a group with the bot as an admin, so that it may pin, and a new database. The group reads French,
    or these languages, as `/settings` takes them."""
    room = Room(lambda: held.time, token=TOKEN)
    people = [room.person(name) for name in NAMES]
    group = room.group("Atelier", people, admins=people[:1])
    group.bot_admin = True
    held = Evening(room, people, group, languages)
    async with serve(room, people, watch=held.watch) as running:
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=running.address,
            database=folder / "palabre.sqlite3",
            coordinators=(people[0].id,),
            language="fr",
        )
        async with App(settings, now=lambda: held.time) as held.app:
            yield held
