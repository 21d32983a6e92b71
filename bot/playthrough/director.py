"""Plays for whoever rehearses: people answer by the samples, the workshop goes on to a question or to its end, and time
passes. The bot runs at its own pace, and is driven by hand while something is played, so that nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from bot.playthrough.others import Others
from bot.playthrough.play import Playing, SampleError, pressed
from bot.rehearsal.model import Person
from bot.session.placing import open_step
from bot.session.playing import Workshop
from bot.session.state import Phase, Session
from bot.store import timers

#: After so many moments at which nothing is to be seen, nothing will be.
_STILL = 40
#: So often going on is tried at the same question.
_TRIES = 3

_Act = Callable[[], Awaitable[str]]


@dataclass
class Director:
    """Each act gives the name of the page's words for why it can't be played, empty where it is."""

    playing: Playing
    others: Others
    _jobs: asyncio.Queue[tuple[_Act, asyncio.Future[str]]] = field(default_factory=asyncio.Queue)

    async def run(self) -> None:
        """Let the bot work, and by hand whenever something is played, until cancelled."""
        while True:
            loops, job = asyncio.create_task(self.playing.app.run()), asyncio.create_task(self._jobs.get())
            try:
                await asyncio.wait({loops, job}, return_when=asyncio.FIRST_COMPLETED)
                if loops.done():
                    return loops.result()
            finally:
                loops.cancel()
                job.cancel()
                await asyncio.wait({loops, job})
            await _do(*job.result())

    async def by_hand(self, act: _Act) -> str:
        """Have something played, after all that was asked for before."""
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        await self._jobs.put((act, done))
        return await done

    # -- answers

    async def answer(self, person: Person | None = None, most: int | None = None) -> str:
        """Everybody but that person answers the open question, or so many of those who haven't."""
        word = await self.others.answer(person, most=most)
        await self.playing.rest()
        return word

    # -- the workshop

    async def go_on(self) -> str:
        """On to the next question; from the opening once everybody takes part."""
        session = await self._session()
        if session is None:
            return "nothingOpen"
        if session.phase is Phase.OPENING:
            await self._all_join(session)
        with suppress(SampleError):  # nothing to press: going on has done all there is
            await self.playing.go_on()
        return ""

    async def to_step(self, number: int, workshop: Workshop) -> str:
        """On to that question, from 1, of the workshop under way, or of this one; it is left to whoever rehearses."""
        return await self._on(lambda place: place is not None and place >= number - 1, workshop)

    async def to_end(self, workshop: Workshop) -> str:
        """On to the end, with its summary, of the workshop under way, or of this one."""
        return await self._on(lambda _: False, workshop)

    async def _on(self, there: Callable[[int | None], bool], workshop: Workshop) -> str:
        session = await self._session() or await self._opened(workshop)
        tries, before = 0, ""
        while session is not None and not there(place := await self._place(session)):
            now = f"{session.phase}{place}"
            tries, before = (tries + 1 if now == before else 0), now
            if tries > _TRIES:
                return "stuck"
            if place is not None and (word := await self.answer()) == "noSamples":
                return word
            await self.go_on()
            session = await self._session()
        return ""

    async def _place(self, session: Session) -> int | None:
        step = open_step(session)
        return (await self.playing.session())[0].index(step) if step else None

    async def _session(self) -> Session | None:
        found = await self.playing.app.database.transact(self.others.running)
        return found[1] if found else None

    async def _opened(self, workshop: Workshop) -> Session | None:
        """A workshop is opened in a group in which none is; the first time with its organisations."""
        playing = self.playing
        for person in playing.people:
            if not person.started:
                playing.room.start(person)
        await playing.rest()
        playing.room.say(playing.facilitator, playing.group, f"/session {workshop}")
        await playing.rest()
        if await self._session() is None:
            await playing.name_organisations()
        return await self._session()

    async def _all_join(self, session: Session) -> None:
        """Whoever doesn't take part yet does, with the first organisation or the second, by where they sit."""
        playing = self.playing
        found = await playing.app.database.transact(self.others.running)
        accounts = found[2] if found else {}
        message = playing.message_with("join", playing.group)
        data = pressed(message, "join")
        for place, person in enumerate(playing.people):
            if accounts.get(person.id) not in session.active():
                playing.room.press(person, message, data[min(place >= playing.company.south, len(data) - 1)])
        await playing.rest()

    # -- time

    async def wind(self, by: timedelta) -> str:
        """Time passes, with all that happens meanwhile."""
        await self.playing.pass_time(max(by, timedelta()))
        return ""

    async def to_next(self) -> str:
        """Time passes until the bot says something."""
        playing = self.playing
        await playing.settle()
        before = self._said()
        for _ in range(_STILL):
            due = await playing.app.database.transact(timers.next_due)
            if due is None:
                break
            await playing.pass_time(max(due - playing.clock.now(), timedelta()))
            await playing.settle()
            if self._said() != before:
                return ""
        return "nothingAhead"

    def _said(self) -> int:
        chats = self.playing.room.chats.values()
        return sum(message.sender == 0 for chat in chats for message in chat.messages.values())


async def _do(act: _Act, done: asyncio.Future[str]) -> None:
    """Have it played; what goes wrong is whoever's who asked."""
    try:
        word = await act()
    except Exception as error:  # told to whoever asked
        if not done.done():
            done.set_exception(error)
    else:
        if not done.done():
            done.set_result(word)
