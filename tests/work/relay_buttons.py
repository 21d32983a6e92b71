"""Buttons of who catches up, answers ahead, or passes on what somebody else says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.store.db import Tx
from bot.store.people import by_account
from bot.wording.which_group import ask_which_group
from bot.work.context import Context
from tests.work.all_roles import CAST, Scene
from tests.work.role_buttons import Do

Act = Callable[[], Awaitable[None]]


def which_group(verb: str) -> Do:
    """Under the question in which of several groups."""

    async def prepare(scene: Scene, role: str) -> Act:
        await scene.running(2)
        _, session = await scene.stage.session()
        person, app = scene.stage.people[CAST[role]], scene.stage.app

        def ask(tx: Tx) -> None:
            context = Context(tx, app.runtime, scene.stage.clock.now(), by_account(tx, person.id), None)
            context.say(ask_which_group(context.words, verb, [(session.code, "Ici"), ("ELSEWHERE", "Ailleurs")]))

        await app.database.transact(ask)
        await scene.stage.settle()
        message = scene.newest(scene.home(role, private=True), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


async def unrelay(scene: Scene, role: str) -> Act:
    """Under the question whether to erase a voice, which whoever steers has passed on."""
    await scene.running(2)
    whose = role if role in ("facilitator", "coordinator") else "coordinator"
    chat, person = scene.stage.private(CAST[whose]), scene.stage.people[CAST[whose]]
    await scene.say(whose, "/relay", private=True)
    asked = max(scene.stage.room.messages(chat), key=lambda message: message.id)
    scene.stage.room.say(person, chat, "1\n1. 3\n2. 3\n3. 3", reply_to=asked)
    await scene.stage.settle()
    _, session = await scene.stage.session()
    alias = next(who.alias for who in session.participants.values() if who.relayed)
    await scene.say(whose, f"/relay forget {alias}", private=True)
    message = scene.newest(chat, "unrelay")
    return lambda: scene.press(role, message, "unrelay")
