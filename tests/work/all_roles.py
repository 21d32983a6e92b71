"""Everybody whom the table of roles knows, on one stage: who they are, how they do something, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.rehearsal.model import Chat, Message
from bot.resources import folder
from bot.scenario.library import Library
from bot.session.effects import Short, Text
from bot.session.roles import Role
from bot.session.state import Phase, Progress, Session
from bot.session.steering import MINUTE
from bot.store import groups, people, roles
from bot.store.db import Tx
from bot.wording import refusals
from bot.wording.caring import whose_whisper
from bot.wording.catalog import words
from bot.wording.commitments import for_them_alone
from bot.wording.message import bare, pages
from bot.wording.phrases import phrase
from bot.wording.scene import Scene as Scenery
from bot.wording.welcome import link_used_up
from tests.stage import SOUTH, Stage, open_stage

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
#: Scenarios of one's own, of which one has a short form.
OWN = Path(__file__).parents[1] / "dialogues" / "scenarios"
COLUMNS = (
    *("stranger", "member", "participant", "facilitator", "coordinator", "former", "anonymous", "another", "elsewhere"),
)
#: Who plays which role. Awa owns the group, so she writes as the group too.
CAST = dict(zip(COLUMNS, ("Zed", "Camille", "Nour", "Chidi", "Awa", "Sam", "Awa", "Yara", "Bintou"), strict=True))
OUTSIDE = ("stranger", "another", "elsewhere")

W = words("fr")
_REFUSED = (
    *(Text.NOT_YOURS, Text.NOT_TAKING_PART, Text.TOOK_NO_PART, Text.NOTHING_TO_UNDO, Text.NOT_NOW, Text.NO_LONGER),
    Text.NOT_YOUR_WORDS,
)


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
            refusals.unasked(W),
            link_used_up(W),
            for_them_alone(W, SOUTH),
            whose_whisper(W),
        )
    ),
    *(
        refusals.press_again(W),
        refusals.not_your_button(W),
        refusals.done_already(W),
        refusals.button_over(W),
        *(_short(text) for text in _REFUSED),
    ),
]
REFUSALS = {_spaced(text) for text in _SAID}
#: What the database says of the runtime; the rest is traffic, and that an answer told in private leaves the chat later.
STATE = (
    *("organisations", "readings", "members", "grants", "invites", "sessions", "answers", "participants", "timers"),
    *("pending", "record", "confirmations", "commitments", "schedules", "group_timers"),
)


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

    async def lead_tap(self, *buttons: str) -> None:
        for button in buttons:
            await self.stage.settle()
            self.stage.tap("Awa", button)
        await self.stage.settle()

    async def lead_say(self, name: str, text: str) -> None:
        self.stage.say(name, text)
        await self.stage.settle()

    async def opened(self, scenario: str) -> None:
        """Another session, with all three taking part, before its first step."""
        await self.lead("/close oui", f"/session {scenario}")
        messages = reversed(self.stage.room.messages(self.stage.group))
        opening = next(m for m in messages if any(key.label == SOUTH for row in m.keyboard for key in row))
        for name in ("Awa", "Chidi", "Nour"):
            self.stage.tap(name, SOUTH, message=opening)
        await self.stage.settle()

    async def running(self, step: int = 1) -> None:
        """A session under way, at that step, with all three taking part."""
        stage = self.stage
        if await self._runs(step):
            return
        await self.opened("small")
        for _ in range(step):
            if not await self._runs(step):
                await self.lead("/next oui")  # a question that has nothing to ask about is left out
        stage.clock.turn(2 * MINUTE)  # the last step can't be taken back any more, and nothing waits for that
        await stage.settle()

    async def _runs(self, step: int) -> bool:
        scenario, session = await self.stage.session()
        if scenario.id != "small":
            return False
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
        """Sam is an admin, steers, and is none any more, of which nobody tells the bot."""
        admins, sam = self.stage.group.admins, self.stage.people["Sam"].id
        admins.append(sam)
        await self.say("former", "/status")
        if private:
            await self.say("former", "/status", private=True)
        admins.remove(sam)

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
            tables = [name if name != "timers" else f"{name} WHERE name <> 'tidy'" for name in STATE]
            rows = [[tuple(row) for row in tx.all(f"SELECT * FROM {table}")] for table in tables]  # noqa: S608
            return hashlib.sha256(repr(rows).encode()).hexdigest()

        return await self.stage.app.database.transact(read)


@asynccontextmanager
async def scene(place: Path) -> AsyncIterator[Scene]:
    """All roles on one stage: invited, asked, appointed and dismissed as in life."""
    async with open_stage(place, scenarios=OWN) as stage:
        room = stage.room
        for name in ("Zed", "Yara", "Bintou"):
            stage.people[name] = room.person(name)
        others = [stage.people[name] for name in ("Yara", "Awa", "Bintou")]
        other = room.group("Ailleurs", others, admins=[stage.people["Yara"]])
        stage.clock.turn(timedelta(seconds=1))
        room.add_bot(other, stage.people["Awa"])
        await stage.begin("small", join=False)

        def appoint(tx: Tx) -> None:
            for name, role, chat in (("Chidi", Role.FACILITATOR, stage.group), ("Bintou", Role.COORDINATOR, other)):
                group, person = groups.by_chat(tx, chat.id), people.by_account(tx, stage.people[name].id).person
                assert group is not None
                roles.give(tx, person, role, group.id, roles.Origin.INVITED)

        await stage.app.database.transact(appoint)
        for name in ("Zed", "Yara", "Bintou"):
            room.start(stage.people[name])
        stage.say("Yara", "/session small", chat=other)
        await stage.settle()
        made = Scene(stage, other)
        await made.appointed_for_a_while(private=False)
        yield made
