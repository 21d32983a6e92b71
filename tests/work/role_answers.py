"""Buttons under the answers to what the coordinator asks for: pressed by everybody, wherever they come upon them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from bot.store import groups, tallies
from bot.store.db import Tx
from bot.store.tallies import StepTally, Tally
from tests.dialogues.lines import FILES
from tests.work.all_roles import Scene
from tests.work.role_buttons import Do


def asked(verb: str, command: str, *, private: bool) -> Do:
    """A button under the answer to a command of the coordinator's."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say("coordinator", command, private=private)
        message = scene.newest(scene.home("coordinator", private=private), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def measured(verb: str, command: str, *, private: bool) -> Do:
    """A button under the answer to a command about a group, of which each has a measure that is known."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.stage.app.database.transact(_measure)
        await scene.say("coordinator", command, private=private)
        message = scene.newest(scene.home("coordinator", private=private), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def _measure(tx: Tx) -> None:
    day, step = date(2026, 6, 1), StepTally("today", "scale", "small", 4, 3.0, 1.0)
    for n, group in enumerate(groups.everyone(tx)):
        tallies.keep(tx, Tally(f"{n}MEAS", group.id, "small", day, day, (step,)))


async def wipe(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    await scene.say("coordinator", "/wipe", private=True)
    home = scene.home("coordinator", private=True)
    await scene.press("coordinator", scene.newest(home, "wipe"), "wipe")
    message = scene.newest(home, "wipeyes")
    return lambda: scene.press(role, message, "wipeyes")


def team(*verbs: str) -> Do:
    """A button under the answer to /team of the coordinator's, who has pressed those before it."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say("coordinator", "/team", private=True)
        home = scene.home("coordinator", private=True)
        for verb in verbs[:-1]:
            await scene.press("coordinator", scene.newest(home, verb), verb)
        message = scene.newest(home, verbs[-1])
        return lambda: scene.press(role, message, verbs[-1])

    return prepare


def of_summaries(*verbs: str) -> Do:
    """A button under the answer to /summaries of the coordinator's, who has pressed those before it."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say("coordinator", "/summaries", private=True)
        home = scene.home("coordinator", private=True)
        for verb in verbs[:-1]:
            await scene.press("coordinator", scene.newest(home, verb), verb)
        message = scene.newest(home, verbs[-1])
        return lambda: scene.press(role, message, verbs[-1])

    return prepare


def of_ones_own(verb: str) -> Do:
    """A button about a workshop that was uploaded: of the list, of whether they are sure, of one sent again."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        home = scene.home("coordinator", private=True)
        scene.stage.clock.turn(timedelta(minutes=1))  # so many messages in one go wouldn't be read
        for _ in range(2 if verb == "replace" else 1):
            scene.stage.room.file(scene.stage.people["Awa"], home, "visit.yaml", (FILES / "visit.yaml").read_bytes())
            await scene.stage.settle()
        await scene.say("coordinator", "/scenarios", private=True)
        if verb == "retireyes":
            await scene.press("coordinator", scene.newest(home, "retire"), "retire")
        message = scene.newest(home, verb)
        return lambda: scene.press(role, message, verb)

    return prepare
