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
from bot.rehearsal.model import Person
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


def app_of(room: Room, clock: Clock, folder: Path, address: str, lead: Person, chance: Chance) -> App:
    """The bot, for the first time or on the files that it left."""
    settings = Settings(
        token=SecretStr(TOKEN),
        api_url=address,
        database=folder / "week.sqlite3",
        language="fr",
        coordinators=(lead.id,),
    )
    return App(settings, now=clock.now, chance=chance)


async def a_week(folder: Path, seed: int) -> Week:
    """One week, from its beginning to its end."""
    clock, chance = Clock(), Chance()
    room = Room(clock.now, token=TOKEN)
    people = [room.person(name) for name in NAMES]
    group = room.group("Atelier", people, admins=people[:1])
    week = Week(room, clock, group, people, seed)
    async with serve(room, people) as running, AsyncExitStack() as first:
        lives, disk, lost = first, folder / "0", count(1)
        disk.mkdir()

        async def begin() -> None:
            week.app = await lives.enter_async_context(app_of(room, clock, disk, running.address, people[0], chance))

        async def restart(_: Week, away: timedelta) -> None:
            """The bot is killed, with what has come still in its inbox, and begins again after a while on what was on
            the disk at that moment: what it did afterwards is lost, but for what it had sent."""
            nonlocal lives, disk
            await week.app.poll.once(0)
            disk = copytree(disk, folder / str(next(lost)))
            await week.app.work.once()
            await week.app.sender.step()
            await lives.aclose()
            clock.turn(away)
            lives = AsyncExitStack()
            first.push_async_callback(lives.aclose)
            await begin()

        await begin()
        await week.begin(random.Random(seed).choice(SCENARIOS))
        await week.live(restart)
        week.scenario, week.ended = await week.session()
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
