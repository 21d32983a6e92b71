"""A week's workshop of eight people in three time zones, with phones that are offline and a bot that is killed: every
answer is on its step, nobody is disturbed in their quiet hours, nor reminded more than twice."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playthrough.by_hand import Chance, Clock
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.session.kinds.text import TextValue
from bot.session.placing import answered_by
from bot.session.state import Phase
from tests.days.week import NAMES, TOKEN, Week, app_of

SCENARIOS = ("roles", "together", "south-south", "power")


async def a_week(folder: Path, seed: int) -> Week:
    """One week, from its beginning to its end."""
    clock, chance = Clock(), Chance()
    room = Room(clock.now, token=TOKEN)
    people = [room.person(name) for name in NAMES]
    group = room.group("Atelier", people, admins=people[:1])
    week = Week(room, clock, group, people, seed)
    async with serve(room, people) as running, AsyncExitStack() as first:
        lives = first

        async def begin() -> None:
            week.app = await lives.enter_async_context(app_of(room, clock, folder, running.address, people[0], chance))

        async def restart(_: Week, away: timedelta) -> None:
            """The bot ends with what has come still in its inbox, and begins again after a while."""
            nonlocal lives
            await week.app.poll.once(0)
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


@pytest.mark.parametrize("seed", range(3, 43))
async def test_a_week(seed: int, tmp_path: Path) -> None:
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
    for phone in week.phones:
        person = next(p for p, n in zip(session.participants, NAMES, strict=True) if n == phone.person.name)
        for step, text in phone.said.items():
            assert person in answered_by(session, step), (phone.person.name, step)
            if "§" in text:
                said = [a.value.text for a in session.answers.to(step) if isinstance(a.value, TextValue)]
                assert sum(text in one for one in said) == 1, (text, said)


def _never_reminded_thrice(week: Week) -> None:
    for phone in week.phones:
        texts = [m.text for m in week.room.private(phone.person).messages.values() if "/mute" in m.text]
        assert all(n <= 2 for n in Counter(text.split("»")[0] for text in texts).values())
