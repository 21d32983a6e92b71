"""Every command, button and link in every role, on the whole app, against the table in docs/roles.md.

Done means that the bot says or does something other than refusing; refused, that it says so, or nothing, and
that nothing in the database is another than before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.gateway.api.buttons import sign
from bot.rehearsal.model import Chat, Message
from bot.resources import folder
from bot.scenario.library import Library
from bot.session.effects import Short, Text
from bot.session.roles import Role
from bot.session.state import Phase, Progress, Session
from bot.store import invites, people, roles
from bot.store.db import Tx
from bot.wording import refusals
from bot.wording.catalog import words
from bot.wording.message import bare, pages
from bot.wording.phrases import phrase
from bot.wording.scene import Scene as Scenery
from bot.wording.welcome import link_used_up
from bot.work.commands.row import Where
from bot.work.commands.table import COMMANDS, PRESSES
from tests.stage import SOUTH, Stage, open_stage

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
COLUMNS = ("stranger", "member", "participant", "facilitator", "coordinator", "former", "anonymous", "another")
#: Who plays which role. Awa owns the group, so she writes as the group too.
CAST = dict(zip(COLUMNS, ("Zed", "Camille", "Nour", "Chidi", "Awa", "Sam", "Awa", "Yara"), strict=True))
OUTSIDE = ("stranger", "another")

W = words("fr")
_REFUSED = (Text.NOT_YOURS, Text.NOT_TAKING_PART, Text.NOTHING_TO_UNDO, Text.NOT_NOW, Text.NO_LONGER)


def _short(text: Text) -> str:
    """One of the short things, as it is read."""
    scenario = Library([folder("scenarios")]).get("roles")
    opened = Session("", "roles", ("fr",), "", datetime.now(UTC), ())
    return phrase(Scenery(scenario, opened, W), Short(text)).unescape()


def _spaced(text: str) -> str:
    """A text with every space alike; a toast has no others."""
    return " ".join(text.split())


_SAID = [
    *(
        bare(pages(message)[0])
        for message in (
            *(refusals.refused(W, needs=role) for role in (Role.FACILITATOR, Role.COORDINATOR)),
            refusals.nothing_running(W),
            refusals.nothing_asked(W),
            refusals.in_group_only(W),
            refusals.in_private_only(W),
            refusals.anonymous(W),
            link_used_up(W),
        )
    ),
    *(refusals.press_again(W), refusals.not_your_button(W), *(_short(text) for text in _REFUSED)),
]
REFUSALS = {_spaced(text) for text in _SAID}
#: What the database says of the runtime; the rest is traffic.
STATE = ("organisations", "members", "grants", "invites", "sessions", "answers", "participants", "timers")


def table() -> dict[str, dict[str, str]]:
    """The table in the docs: row -> role -> yes, no or a dash."""
    rows: dict[str, dict[str, str]] = {}
    for line in TABLE.read_text("utf-8").split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(COLUMNS) + 1 and cells[0] and set(cells[1:]) <= {"yes", "no", "–"}:
            rows[cells[0]] = dict(zip(COLUMNS, cells[1:], strict=True))
    return rows


@dataclass
class Scene:
    """A stage on which somebody of every role stands, and a session under way."""

    stage: Stage
    other: Chat
    heard: tuple[str, ...] = ()

    def home(self, role: str, *, private: bool) -> Chat:
        """Where somebody of this role does it."""
        return self.stage.private(CAST[role]) if private or role in OUTSIDE else self.stage.group

    async def say(self, role: str, text: str, *, private: bool = False) -> None:
        chat = self.home(role, private=private)
        self.stage.room.say(self.stage.people[CAST[role]], chat, text, anonymous=role == "anonymous")
        await self.stage.settle()

    async def lead(self, *commands: str) -> None:
        for command in commands:
            self.stage.say("Awa", command)
            await self.stage.settle()

    async def running(self, step: int = 1) -> None:
        """A session under way, at that step, with all three taking part."""
        stage, room = self.stage, self.stage.room
        if await self._runs(step):
            return
        await self.lead("/close oui", "/session roles")
        opening = next(m for m in reversed(room.messages(stage.group)) if any(k.label == SOUTH for r in m.keyboard
                                                                              for k in r))  # fmt: skip
        for name in ("Awa", "Chidi", "Nour"):
            stage.tap(name, SOUTH, message=opening)
        await stage.settle()
        await self.lead(*["/next"] * step)

    async def _runs(self, step: int) -> bool:
        scenario, session = await self.stage.session()
        current = next((id for id, state in session.steps.items() if state.progress is Progress.OPEN), None)
        running = session.phase is Phase.RUNNING and current == scenario.steps[step - 1].id
        return running and len(session.active()) == 3

    async def press(self, role: str, message: Message, verb: str) -> None:
        """Press that button; whoever is outside has it from a changed app, under a message of theirs."""
        data = next(k.data for row in message.keyboard for k in row if k.data[12:].split("-")[0] == verb)
        where = message
        if message.chat not in (self.stage.group.id, self.stage.people[CAST[role]].id) or role in OUTSIDE:
            where = next(iter(self.stage.room.messages(self.home(role, private=True))))
        self.stage.room.press(self.stage.people[CAST[role]], where, data)
        await self.stage.settle()

    def newest(self, chat: Chat, verb: str) -> Message:
        """The newest message with such a button."""
        return next(m for m in reversed(self.stage.room.messages(chat))
                    if any(k.data[12:].split("-")[0] == verb for row in m.keyboard for k in row))  # fmt: skip

    async def follow(self, role: str, token: str) -> None:
        """Open the private chat by a link."""
        self.stage.room.start(self.stage.people[CAST[role]], token)
        await self.stage.settle()

    async def appointed_for_a_while(self, *, private: bool) -> None:
        """Sam is an admin, steers, and is none any more; Telegram is asked again after a minute."""
        admins, sam = self.stage.group.admins, self.stage.people["Sam"].id
        admins.append(sam)
        self.stage.clock.turn(timedelta(seconds=61))
        await self.say("former", "/status")
        if private:
            await self.say("former", "/status", private=True)
        admins.remove(sam)
        self.stage.clock.turn(timedelta(seconds=61))

    async def outcome(self, act: Callable[[], Awaitable[None]]) -> tuple[bool, bool]:
        """Whether something was done that isn't a refusal, and whether the database is another."""
        room = self.stage.room
        said, toasts, before = room.stamp, len(room.toasts), await self._digest()
        await act()
        mine = [m for chat in room.chats.values() for m in room.messages(chat) if m.stamp > said and
                (m.sender == 0 or m.reaction)]  # fmt: skip
        self.heard = (*(m.text for m in mine), *(t.text for t in room.toasts[toasts:]))
        refused = not self.heard or any(_spaced(text) in REFUSALS for text in self.heard)
        return not refused, await self._digest() != before

    async def _digest(self) -> str:
        def read(tx: Tx) -> str:
            rows = [[tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in STATE]  # noqa: S608
            return hashlib.sha256(repr(rows).encode()).hexdigest()

        return await self.stage.app.database.transact(read)


@asynccontextmanager
async def scene(place: Path) -> AsyncIterator[Scene]:
    """All roles on one stage: invited, asked, appointed and dismissed as in life."""
    async with open_stage(place) as stage:
        room = stage.room
        for name in ("Zed", "Yara"):
            stage.people[name] = room.person(name)
        other = room.group("Ailleurs", [stage.people["Yara"], stage.people["Awa"]], admins=[stage.people["Yara"]])
        room.add_bot(other, stage.people["Awa"])
        await stage.begin("roles", join=False)

        def appoint(tx: Tx) -> None:
            person = people.by_account(tx, stage.people["Chidi"].id).person
            roles.grant(tx, person, Role.FACILITATOR, 1)

        await stage.app.database.transact(appoint)
        for name in ("Zed", "Yara"):
            room.start(stage.people[name])
        stage.say("Yara", "/session roles", chat=other)
        await stage.settle()
        made = Scene(stage, other)
        await made.appointed_for_a_while(private=False)
        yield made


Do = Callable[[Scene, str], Awaitable[Callable[[], Awaitable[None]]]]


def _command(name: str, *, step: int = 1, argument: str = "", first: tuple[str, ...] = (), private: bool = False) -> Do:
    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        await scene.lead(*first)
        return lambda: scene.say(role, f"/{name} {argument}".strip(), private=private)

    return prepare


async def _undo(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    if role in ("participant", "facilitator", "coordinator"):
        await scene.press(role, scene.newest(scene.stage.group, "a"), "a")
    return lambda: scene.say(role, "/undo")


def _button(verb: str, *, step: int = 1, first: tuple[str, ...] = ()) -> Do:
    """A button that stands in the group."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        await scene.lead(*first)
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def _control(verb: str, *, step: int = 2, first: tuple[str, ...] = ()) -> Do:
    """A button of the facilitator's message, in their private chat: one's own for whoever has or had it."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        await scene.lead(*first)
        if role == "former":
            await scene.appointed_for_a_while(private=True)
        elif role == "facilitator":
            await scene.say(role, "/status", private=True)
        whose = role if role in ("facilitator", "former") else "coordinator"
        message = scene.newest(scene.stage.private(CAST[whose]), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def _asked(verb: str, command: str, *, private: bool) -> Do:
    """A button under the answer to a command of the coordinator's."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.say("coordinator", command, private=private)
        message = scene.newest(scene.home("coordinator", private=private), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


async def _forget_mine(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    await scene.say(role, "/forget")
    message = scene.newest(scene.home(role, private=False), "forget")

    async def act() -> None:
        data = next(k.data for row in message.keyboard for k in row)
        scene.stage.room.press(scene.stage.people[CAST[role]], message, data)
        await scene.stage.settle()

    return act


async def _forget_another_s(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    await scene.say("participant" if role != "participant" else "member", "/forget")
    message = scene.newest(scene.stage.group, "forget")
    return lambda: scene.press(role, message, "forget")


def _link(payload: str, *, step: int) -> Do:
    """A link of this group's, passed on to whoever it is."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        _, session = await scene.stage.session()
        token = sign(scene.stage.app.runtime.secret, "start", payload.format(code=session.code))
        return lambda: scene.follow(role, token)

    return prepare


async def _wipe(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    await scene.say("coordinator", "/wipe", private=True)
    home = scene.home("coordinator", private=True)
    await scene.press("coordinator", scene.newest(home, "wipe"), "wipe")
    message = scene.newest(home, "wipeyes")
    return lambda: scene.press(role, message, "wipeyes")


def _role_link(*, used: bool) -> Do:
    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        def make(tx: Tx) -> str:
            token = invites.create(tx, Role.FACILITATOR, 2, scene.stage.clock.now())
            if used:
                invites.redeem(tx, token, scene.stage.clock.now())
            return token

        token = await scene.stage.app.database.transact(make)
        return lambda: scene.follow(role, token)

    return prepare


#: Row of the table -> how it comes to be done.
ACTS: dict[str, Do] = {
    # a command is sent at the second question, where it works; those below want more
    **{f"`/{name}`": _command(name, step=2, private=row.works is Where.PRIVATE) for name, row in COMMANDS.items()},
    "`/session`": _command("session", first=("/close oui",)),
    "`/resume`": _command("resume", first=("/pause",)),
    "`/settings`": _command("settings", argument="4"),
    "`/join`": _command("join", argument="1"),
    "`/undo`": _undo,
    "button `a` (an answer)": _button("a"),
    "button `next`": _control("next"),
    "button `back`": _control("back"),
    "button `pause`": _control("pause"),
    "button `resume`": _control("resume", first=("/pause",)),
    "button `end`": _control("end"),
    "button `endyes` (yes, end it)": _button("endyes", first=("/close",)),
    "button `join`": _button("join"),
    "button `no` (no, thank you)": _button("no"),
    "button `agree` (this is us)": _button("agree", first=("/close oui",)),
    "button `pick` (a scenario)": _button("pick", first=("/close oui", "/session")),
    "button `lang`": _asked("lang", "/language", private=False),
    "button `least` (a number of people)": _asked("least", "/settings", private=False),
    "button `invite`": _asked("invite", "/invite", private=True),
    "button `get` (a document)": _asked("get", "/summaries", private=True),
    "button `wipe` (a group to erase)": _asked("wipe", "/wipe", private=True),
    "button `forget`, another's": _forget_another_s,
    "button `forget`, one's own": _forget_mine,
    "link `priv` (a private question)": _link("priv-{code}-1", step=2),
    "link `steer`": _link("steer-{code}", step=1),
    "link `mydata`": _link("mydata", step=1),
    "link of a role, unused": _role_link(used=False),
    "link of a role, used": _role_link(used=True),
    "button `wipeyes` (yes, erase it)": _wipe,  # the last one: nothing is left of the group after it
}


def test_the_table_has_every_command_and_every_button() -> None:
    rows = " ".join(table())
    assert {*COMMANDS} == set(re.findall(r"`/(\w+)`", rows))
    assert {*PRESSES} == set(re.findall(r"button `(\w+)`", rows))
    assert table().keys() == ACTS.keys()


#: Played with every run; the others, which take a while longer, with `-m slow`.
_ALWAYS = ("member", "former")


@pytest.mark.parametrize("role", [r if r in _ALWAYS else pytest.param(r, marks=pytest.mark.slow) for r in COLUMNS])
async def test_every_command_button_and_link_does_what_the_table_says(role: str, tmp_path: Path) -> None:
    wrong: list[str] = []
    async with scene(tmp_path) as played:
        for row, prepare in ACTS.items():
            expected = table()[row][role]
            if expected == "–":
                continue
            done, changed = await played.outcome(await prepare(played, role))
            if done != (expected == "yes") or (changed and not done):
                wrong.append(f"{row}: {expected}, but done: {done}, changed: {changed}; {played.heard}")
    assert not wrong
