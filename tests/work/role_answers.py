"""Buttons under the answers to what the coordinator asks for: pressed by everybody, wherever they come upon them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

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
