"""Buttons about what outlives a workshop, or comes before one: commitments, and what is planned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.reading.plans import Plan
from bot.session.playing import Workshop
from bot.session.pledges import Pledge, Standing
from bot.session.quiet import QuietHours
from bot.session.wakes import ScheduleDue
from bot.store import commitments, schedules, timers
from bot.store.db import Tx
from tests.stage import SOUTH, the_group
from tests.work.all_roles import CAST, Scene
from tests.work.role_buttons import Do

Act = Callable[[], Awaitable[None]]


async def _promised(scene: Scene, standing: Standing) -> None:
    """One commitment of the South's, or proposed to it, in the list that the group sees."""
    await scene.running(2)
    day = scene.stage.clock.now().date()

    def keep(tx: Tx) -> None:
        known = {"id": "ab" * 8, "group": the_group(tx), "session": "", "answer": "", "place": 0, "made": day}
        said = {"what": "Écrire", "who": "", "said": "", "due": None, "ask_on": None, "person": None}
        own = standing is Standing.OWN
        whose = {"organisation": "o1" if own else "o2", "organisation_name": "", "other": None if own else "o1"}
        commitments.save(tx, Pledge(standing=standing, other_name="" if own else SOUTH, **known, **said, **whose))

    await scene.stage.app.database.transact(keep)
    await scene.lead("/commitments")


def about_commitments(verb: str, standing: Standing) -> Do:
    """A button under the list of commitments."""

    async def prepare(scene: Scene, role: str) -> Act:
        await _promised(scene, standing)
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def planned(verb: str, when: str) -> Do:
    """A button under what is said of a workshop that is planned."""

    async def prepare(scene: Scene, role: str) -> Act:
        await scene.running(2)
        await scene.lead(f"/session small {when}")
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


async def nobody_s_workshop(scene: Scene, role: str) -> Act:
    """In private, where those who facilitate are asked whether what nobody steers any more is to open."""
    await scene.running(2)
    await scene.say("facilitator", "/status", private=True)
    await scene.lead("/close oui")
    clock, quiet = scene.stage.clock, QuietHours(str(scene.stage.app.runtime.zone))
    clock.turn(quiet.over(clock.now()) - clock.now())  # nothing opens by itself at night

    def plan(tx: Tx) -> None:
        now = scene.stage.clock.now()
        first = Plan(now.replace(tzinfo=None))
        schedules.add(tx, the_group(tx), Workshop("small"), None, now - timedelta(minutes=1), first, now, asked=False)
        timers.set_group(tx, ScheduleDue(the_group(tx)), now)

    await scene.stage.app.database.transact(plan)
    await scene.stage.settle()
    whose = role if role == "facilitator" else "coordinator"
    message = scene.newest(scene.stage.private(CAST[whose]), "opennow")
    return lambda: scene.press(role, message, "opennow")
