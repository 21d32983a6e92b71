"""Buttons by which people look after one another: a whisper's group, asking for more, saying no more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.session.addresses import WHISPERING_REF
from bot.session.state import MINIMUM
from bot.store.db import Tx
from bot.store.group_settings import set_least, set_review
from bot.store.people import by_account
from bot.wording.caring import which_whisper
from bot.work.context import Context
from tests.stage import the_group
from tests.work.all_roles import CAST, Scene
from tests.work.role_buttons import Do


def whisper(*, own: bool) -> Do:
    """Under the question for which of several groups a whisper is."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        whose = role if own else "participant" if role != "participant" else "facilitator"
        _, session = await scene.stage.session()
        person, app = scene.stage.people[CAST[whose]], scene.stage.app

        def ask(tx: Tx) -> None:
            context = Context(tx, app.runtime, scene.stage.clock.now(), by_account(tx, person.id), None)
            asked = which_whisper(context.words, [(session.code, "Ici"), ("ELSEWHERE", "Ailleurs")])
            context.say(asked, ref=WHISPERING_REF)

        await app.database.transact(ask)
        await scene.stage.settle()
        message = scene.newest(scene.home(whose, private=True), "whisper")
        return lambda: scene.press(role, message, "whisper")

    return prepare


async def _said(scene: Scene, author: str) -> None:
    """The question of words is open, and somebody has answered it."""
    await scene.running(8)
    question = scene.newest(scene.stage.group, "a")
    await scene.stage.settle()
    scene.stage.say(CAST[author], "Quelques mots", reply_to=question)
    await scene.stage.settle()


async def probe(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """On the facilitators' message, once there is an answer to ask about."""
    await _said(scene, "participant")
    if role == "former":
        await scene.appointed_for_a_while(private=True)
    whose = role if role in ("facilitator", "former") else "coordinator"
    if role != "former":
        await scene.say(whose, "/status", private=True)
    message = scene.newest(scene.stage.private(CAST[whose]), "probe")
    return lambda: scene.press(role, message, "probe")


def skip(*, own: bool) -> Do:
    """Under what asks the author of an answer for more."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        author = role if own else "participant" if role != "participant" else "facilitator"
        await _said(scene, author)
        await scene.follow(author, "")
        await scene.say("coordinator", "/probe", private=True)
        awa = scene.stage.private("Awa")
        listed = scene.stage.room.messages(awa)[-1]
        for number in range(1, 21):
            scene.stage.say("Awa", f"{number} Pourquoi ?", chat=awa, reply_to=listed)
            await scene.stage.settle()
            with suppress(StopIteration):
                message = scene.newest(scene.stage.private(CAST[author]), "skip")
                return lambda: scene.press(role, message, "skip")
        raise AssertionError("nobody was asked")

    return prepare


def looked_at(verb: str) -> Do:
    """Under the words that wait to be shown, in a group that wants them looked at first."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        stage = scene.stage
        await stage.app.database.transact(lambda tx: set_review(tx, the_group(tx), True))
        await stage.app.database.transact(lambda tx: set_least(tx, the_group(tx), MINIMUM))
        await scene.opened("small")
        await scene.lead("/next oui", "/next oui")
        for name in ("Awa", "Chidi", "Nour"):
            await scene.follow(next(one for one, who in CAST.items() if who == name), "")
            prompt = scene.newest(stage.private(name), "a")
            stage.say(name, "Quelques mots", chat=stage.private(name), reply_to=prompt)
            await stage.settle()
        await scene.lead("/next oui")
        await stage.app.database.transact(lambda tx: set_review(tx, the_group(tx), False))
        if role == "former":
            await scene.appointed_for_a_while(private=True)
        whose = role if role in ("facilitator", "former") else "coordinator"
        if role != "former":
            await scene.say(whose, "/status", private=True)
        message = scene.newest(stage.private(CAST[whose]), "review")
        if verb != "review" and role != "former":
            await scene.press(whose, message, "review")
        message = scene.newest(
            stage.private(CAST[whose if role != "former" or verb == "review" else "coordinator"]), verb
        )
        return lambda: scene.press(role, message, verb)

    return prepare
