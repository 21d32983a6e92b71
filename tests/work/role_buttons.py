"""Buttons under what somebody wrote or asked for, put there for everybody to press: one's own and another's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.rehearsal.model import Message
from bot.session.roles import Role
from bot.store import groups, invites
from bot.store.db import Tx
from bot.store.roles import Origin
from tests.work.all_roles import CAST, Scene

#: Puts it there for a role; gives what that role does then.
Do = Callable[[Scene, str], Awaitable[Callable[[], Awaitable[None]]]]


async def forget_mine(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under what they were asked when they wanted to be forgotten."""
    await scene.running(1)
    await scene.say(role, "/forget")
    message = scene.newest(scene.home(role, private=False), "forget")

    async def act() -> None:
        data = next(k.data for row in message.keyboard for k in row)
        scene.stage.room.press(scene.stage.people[CAST[role]], message, data)
        await scene.stage.settle()

    return act


async def forget_another_s(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under what somebody else was asked."""
    await scene.running(1)
    await scene.say("participant" if role != "participant" else "member", "/forget")
    message = scene.newest(scene.stage.group, "forget")
    return lambda: scene.press(role, message, "forget")


def asked_back(*, own: bool) -> Do:
    """A question about an answer to the last step, the one about commitments."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(9)
        author = role if own else "participant" if role != "participant" else "coordinator"
        question = scene.newest(scene.stage.group, "a")
        scene.stage.say(CAST[author], "Écrire ; bientôt", reply_to=question)
        await scene.stage.settle()
        message = scene.newest(scene.stage.group, "settle")
        return lambda: scene.press(role, message, "settle")

    return prepare


async def _list(scene: Scene) -> None:
    """The list of organisations, in the group."""
    await scene.running(2)
    await scene.lead("/organisations")


async def _add(scene: Scene, name: str) -> None:
    """Lines in reply to it: they are read back."""
    await _list(scene)
    scene.stage.say("Awa", f"{name}, autre", reply_to=scene.newest(scene.stage.group, "org"))
    await scene.stage.settle()


def of_the_list(verb: str, *names: str) -> Do:
    """A button under the list, or under what is said of one of it, or of what is read back or proposed for it."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        if verb in ("right", "wrong"):
            await _add(scene, f"{verb} {role}")
        elif verb == "offyes":
            await _add(scene, "Essai")
            await scene.lead_tap("C’est juste")
        elif verb in ("wait", "new"):
            await scene.running(2)
            await scene.lead_say("Nour", "/join Port, nord")
        if verb not in ("right", "wrong"):
            await _list(scene)
            await scene.lead_tap(*names)
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


async def _with_a_caption(scene: Scene, role: str) -> Message:
    """Somebody sends a picture with a number under it, and is asked whether that is their answer."""
    await scene.running(1)
    stage, question = scene.stage, scene.newest(scene.stage.group, "a")
    stage.room.media(stage.people[CAST[role]], stage.group, "photo", reply_to=question, words="4")
    await stage.settle()
    return scene.newest(stage.group, "meant")


async def meant_mine(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under the question about their own picture."""
    message = await _with_a_caption(scene, role)
    return lambda: scene.press(role, message, "meant")


async def meant_another_s(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under the question about another's."""
    message = await _with_a_caption(scene, "participant" if role != "participant" else "facilitator")
    return lambda: scene.press(role, message, "meant")


async def _after_an_anonymous_one(scene: Scene, role: str) -> Message:
    """Somebody has answered a number, then an anonymous question, which has closed, and asks to take back."""
    await scene.running(1)
    await scene.follow(role, "")  # who was forgotten hasn't opened the private chat since
    await scene.press(role, scene.newest(scene.stage.group, "a"), "a")
    await scene.lead("/next oui", "/next oui")
    scene.stage.answer(CAST[role], "Une décision de loin.")
    await scene.stage.settle()
    await scene.lead("/next oui")
    await scene.say(role, "/undo", private=True)
    return scene.newest(scene.home(role, private=True), "undo")


async def undo_mine(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under the question which of their answers is to go."""
    message = await _after_an_anonymous_one(scene, role)
    return lambda: scene.press(role, message, "undo")


async def undo_another_s(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under that which another was asked."""
    message = await _after_an_anonymous_one(scene, "participant" if role != "participant" else "coordinator")
    return lambda: scene.press(role, message, "undo")


async def another_line(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    """Under a private question of many lines: their own, or a participant's."""
    whose = role if role in ("facilitator", "coordinator") else "participant"
    await scene.opened("lines")
    await scene.follow(whose, "")
    await scene.lead("/next oui")
    home = scene.stage.private(CAST[whose])
    await scene.press(whose, scene.newest(home, "a"), "a")
    message = scene.newest(home, "line")
    return lambda: scene.press(role, message, "line")


def asked_to_go_on(verb: str) -> Do:
    """Under the question whether to go on, in the private chat: one's own for a facilitator, else the coordinator's."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.lead("/close oui")
        await scene.running(2)
        whose = role if role == "facilitator" else "coordinator"
        home = scene.stage.private(CAST[whose])
        if role == "facilitator":
            await scene.say(whose, "/status", private=True)
        await scene.press(whose, scene.newest(home, "next"), "next")
        message = scene.newest(home, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def end_mine(verb: str) -> Do:
    """Under the question whether they are sure that it is to end."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say(role, "/close")
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def end_another_s(verb: str) -> Do:
    """Under what somebody else was asked."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say("facilitator" if role == "coordinator" else "coordinator", "/close")
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def variant(verb: str) -> Do:
    """Whether a workshop of the list is to be whole or short."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.lead("/close oui", "/session")
        await scene.lead_tap("Le point")
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def role_link(*, used: bool) -> Do:
    """A link by which somebody becomes a facilitator of the other group."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        def make(tx: Tx) -> str:
            other = groups.by_chat(tx, scene.other.id)
            assert other is not None
            invite = invites.Invite(Role.FACILITATOR, other.id, Origin.INVITED, None)
            token = invites.create(tx, invite, scene.stage.clock.now())
            if used:
                invites.use(tx, token)
            return token

        token = await scene.stage.app.database.transact(make)
        return lambda: scene.follow(role, token)

    return prepare
