"""A week's workshop of eight people in three time zones, with phones that are offline and a bot that is killed: every
answer is on its step, nobody is disturbed in their quiet hours, nor reminded more than twice."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.playthrough.by_hand import Chance, Clock
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.session.kinds.text import TextValue
from bot.session.placing import answered_by
from bot.session.state import Phase
from bot.settings import Settings
from tests.days.week import NAMES, TOKEN, Week

#: Weeks with every run, and in all.
FEW, MANY = 4, 200
SCENARIOS = ("roles", "together", "south-south", "power")


class Lives:
    """The bot's lives, each on the disk that the one before left."""

    def __init__(self, week: Week, folder: Path, api_url: str) -> None:
        self._week, self._api_url = week, api_url
        self._chance = Chance()
        self._disks = (folder / str(number) for number in count())
        self._disk = next(self._disks)
        self._disk.mkdir()
        self._stack = AsyncExitStack()

    async def begin(self) -> None:
        """The bot begins, for the first time or on the files that it left."""
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=self._api_url,
            database=self._disk / "week.sqlite3",
            language="fr",
            coordinators=(self._week.phones[0].person.id,),
        )
        app = App(settings, now=self._week.clock.now, chance=self._chance)
        self._week.app = await self._stack.enter_async_context(app)

    async def end(self) -> None:
        """The bot ends."""
        await self._stack.aclose()

    async def killed(self, away: timedelta) -> None:
        """The bot is killed, with what has come still in its inbox, and begins again after a while on what was on the
        disk at that moment: what it did afterwards is lost, but for what it had sent."""
        week = self._week
        await week.app.poll.once(0)
        self._disk = copytree(self._disk, next(self._disks))
        await week.app.work.once()
        await week.app.sender.step()
        await self.end()
        week.clock.turn(away)
        await self.begin()


async def a_week(folder: Path, seed: int) -> Week:
    """One week, from its beginning to its end."""
    clock = Clock()
    room = Room(clock.now, token=TOKEN)
    people = [room.person(name) for name in NAMES]
    week = Week(room, clock, room.group("Atelier", people, admins=people[:1]), people, seed)
    async with serve(room, people) as running:
        lives = Lives(week, folder, running.address)
        await lives.begin()
        try:
            await week.begin(random.Random(seed).choice(SCENARIOS))
            await week.live(lives.killed)
            week.scenario, week.ended = await week.session()
        finally:
            await lives.end()
    return week


@pytest.mark.parametrize("seed", range(FEW))
async def test_a_week(seed: int, tmp_path: Path) -> None:
    await _lived(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FEW, MANY))
async def test_many_weeks(seed: int, tmp_path: Path) -> None:
    await _lived(seed, tmp_path)


async def _lived(seed: int, tmp_path: Path) -> None:
    week = await a_week(tmp_path, seed)
    scenario, session = week.scenario, week.ended
    assert session.phase is Phase.CLOSED
    _all_on_their_steps(week)
    steps = sum(step.asks for step in scenario.steps)
    posts = [(phone, message) for phone, message in week.posts() if message.date >= session.opened]
    group = [message for phone, message in posts if phone is None]
    assert session.pace is not None
    assert not [m.text for m in group if session.pace.quiet.at(m.date) and not m.silent]
    assert not [m.text for phone, m in posts if phone and phone.clock.at(m.date) and not m.silent]
    assert len(group) / steps <= 2.5
    _never_reminded_thrice(week)


def _all_on_their_steps(week: Week) -> None:
    session = week.ended
    theirs = [person for person, one in session.participants.items() if not one.relayed]
    for phone, person in zip(week.phones, theirs, strict=True):
        for step, text in phone.said.items():
            assert person in answered_by(session, step), (phone.person.name, step)
            if "§" in text:
                said = [a.value.text for a in session.answers.to(step) if isinstance(a.value, TextValue)]
                assert sum(text in one for one in said) == 1, (text, said)
    called = [person for person, one in session.participants.items() if one.relayed]
    assert len(called) == bool(week.relayed)
    assert all(person in answered_by(session, step) for person in called for step in week.relayed)


def _never_reminded_thrice(week: Week) -> None:
    for phone in week.phones:
        texts = [m.text for m in week.room.private(phone.person).messages.values() if "/mute" in m.text]
        assert all(n <= 2 for n in Counter(text.split("»")[0] for text in texts).values())
