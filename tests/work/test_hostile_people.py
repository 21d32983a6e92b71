"""Three who mean harm walk through a whole workshop: a member of the group, one of its facilitators, and a coordinator
of another group. Each tries every command, every button that ever stood in any chat, every link, and replies to
whatever they can reply to; and finds nothing that isn't theirs, and changes nothing that isn't either."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.model import Chat, Message
from bot.session.roles import Role
from bot.store import groups, people, roles, sessions
from bot.store.db import Tx
from bot.work.commands.table import COMMANDS
from tests.stage import SOUTH, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
SEALED, ELSEWHERE = "Le canari scellé ne chante pas.", "Ailleurs"
#: What is said after a command.
ARGUMENTS = ("", "oui", "1", "en", "{code}", "Toit vert, sud")
TEXTS = ("oui", "1", "4", "{code}", "Un mot de trop", "1b 2a")


@dataclass
class Walk:
    """The stage, the group attacked, and the session's code; where the attacker can write."""

    stage: Stage
    name: str
    code: str
    chats: list[Chat]
    tried: int = 0

    async def everything(self) -> None:
        """Try all that can be tried."""
        data, links = self._found()
        await self.commands()
        for chat in self.chats:
            where = next((m for m in reversed(self.stage.room.messages(chat)) if m.sender == 0), None)
            for one in data if where else ():
                await self._press(where, one)
            for text in TEXTS:
                for target in self._bots(chat)[-6:]:
                    await self.say(text, chat, target)
        for link in links:
            self.stage.room.open_link(self.stage.people[self.name], link)
            await self._passes()

    async def commands(self) -> None:
        """Every command, everywhere."""
        for chat in self.chats:
            for command in sorted(COMMANDS.keys() - {"forget", "leave"}):
                for argument in ARGUMENTS:
                    await self.say(f"/{command} {argument}".strip(), chat)

    def _found(self) -> tuple[list[str], list[str]]:
        """All buttons' data and all links that were ever shown to anybody."""
        messages = [m for chat in self.stage.room.chats.values() for m in chat.messages.values()]
        keys = [key for message in messages for row in message.keyboard for key in row]
        return sorted({k.data for k in keys if k.data}), sorted({k.url for k in keys if "t.me" in k.url})

    def _bots(self, chat: Chat) -> list[Message]:
        return [message for message in self.stage.room.messages(chat) if message.sender == 0]

    async def _press(self, message: Message | None, data: str) -> None:
        assert message is not None
        self.stage.room.press(self.stage.people[self.name], message, data)
        await self._passes()

    async def say(self, text: str, chat: Chat, reply_to: Message | None = None) -> None:
        """Send a text, and let four seconds pass."""
        self.stage.say(self.name, text.format(code=self.code), chat=chat, reply_to=reply_to)
        await self._passes()

    async def _passes(self) -> None:
        self.tried += 1
        await self.stage.settle()
        self.stage.clock.turn(timedelta(seconds=4))  # or they would only be found to be too many
        await self.stage.there_all_the_while()

    def heard(self) -> str:
        """All that came to the attacker alone: in private, on the screen, as a document."""
        room, person = self.stage.room, self.stage.people[self.name]
        messages = self._bots(room.private(person))
        files = [m.document.content.decode("utf-8", "replace") for m in messages if m.document]
        return "\n".join([*(m.text for m in messages), *files, *room.toasts_of(person)])


@asynccontextmanager
async def _walk(place: Path, name: str) -> AsyncIterator[Walk]:
    """A workshop at its sealed question, with a lot of buttons about; Sam facilitates there, Bintou coordinates
    elsewhere and was once, unhappily, sent whatever anybody saw."""
    async with open_stage(place, scenarios=SCENARIOS) as stage:
        stage.people["Bintou"] = stage.room.person("Bintou")
        other = stage.room.group(ELSEWHERE, [stage.people["Bintou"]], admins=[stage.people["Bintou"]])
        await stage.begin("small", join=False)
        await stage.app.database.transact(lambda tx: _appoint(tx, stage, "Sam", Role.FACILITATOR, stage.group))
        await stage.app.database.transact(lambda tx: _appoint(tx, stage, "Bintou", Role.COORDINATOR, None))
        stage.room.add_bot(other, stage.people["Bintou"])
        for one in ("Awa", "Chidi", "Nour"):
            stage.tap(one, SOUTH)
        await stage.settle()
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        for one in ("Chidi", "Nour"):
            stage.say(one, SEALED, chat=stage.private(one))
        for command in ("/summaries", "/groups", "/invite", "/wipe", "/team", "/status", "/close"):
            stage.say("Awa", command, chat=stage.private("Awa"))
            await stage.settle()
        for button in ("Atelier · 1 atelier", "Atelier"):
            stage.tap("Awa", button, chat=stage.private("Awa"))
            await stage.settle()
        stage.clock.turn(timedelta(minutes=2))
        _, session = await stage.session()
        here = [] if name == "Bintou" else [stage.group]
        theirs = [other] if name == "Bintou" else []
        yield Walk(stage, name, session.code, [*here, *theirs, stage.private(name)])


def _appoint(tx: Tx, stage: Stage, name: str, role: Role, chat: Chat | None) -> None:
    group = groups.by_chat(tx, chat.id) if chat else None
    person = people.by_account(tx, stage.people[name].id).person
    roles.give(tx, person, role, group.id if group else roles.OWN, roles.Origin.INVITED)


async def _others(walk: Walk) -> list[str]:
    """What of the group isn't the attacker's: roles, invitations, the record, organisations, who takes part, what they
    said."""

    def read(tx: Tx) -> list[str]:
        group, me = groups.by_chat(tx, walk.stage.group.id), people.known(tx, walk.stage.people[walk.name].id)
        stored = sessions.load(tx, walk.code)
        assert group is not None
        assert me is not None
        assert stored is not None
        tables = ("grants", "invites", "record", "organisations")
        rows = [repr([tuple(row) for row in tx.all(f"SELECT * FROM {name} WHERE group_id = ?", group.id)])  # noqa: S608
                for name in tables]  # fmt: skip
        members = tx.all("SELECT * FROM members WHERE group_id = ? AND person <> ?", group.id, me.person)
        taking_part = {person: who for person, who in stored.session.participants.items() if person != me.person}
        answers = sorted(repr(answer) for answer in stored.session.answers if answer.person != me.person)
        return [*rows, repr([tuple(row) for row in members]), repr(taking_part), *answers, repr(group)]

    return await walk.stage.app.database.transact(read)


async def _nothing_set_aside(walk: Walk) -> bool:
    assert walk.tried > 250
    rows = await walk.stage.app.database.transact(lambda tx: tx.all("SELECT 1 FROM inbox WHERE state = 'aside'"))
    return not rows


@pytest.mark.slow
async def test_a_hostile_member_finds_nothing_and_steers_nothing(tmp_path: Path) -> None:
    """Jo may say yes and answer, and sees then what every participant sees."""
    async with _walk(tmp_path, "Jo") as walk:
        before, (_, session) = await _others(walk), await walk.stage.session()
        await walk.everything()
        _, after = await walk.stage.session()
        assert await _others(walk) == before
        assert (after.phase, after.steps, after.facilitator) == (session.phase, session.steps, session.facilitator)
        heard = walk.heard()
        assert SEALED not in heard
        assert "start=" not in heard, "no invitation"
        assert not [m for m in walk.stage.room.messages(walk.stage.private("Jo")) if m.document]
        assert await _nothing_set_aside(walk)


@pytest.mark.slow
async def test_a_hostile_facilitator_may_steer_and_gets_no_role_no_document_and_nothing_sealed(tmp_path: Path) -> None:
    """Sam may go on and end it. What is sealed is shown to the group alone, when its question closes, if three said
    something."""
    async with _walk(tmp_path, "Sam") as walk:
        before = await _others(walk)
        for command in sorted(COMMANDS.keys() - {"forget", "leave", "next", "close", "back"}):
            await walk.say(f"/{command}", walk.stage.private("Sam"))
        assert SEALED not in walk.heard()
        await walk.everything()
        assert (await _others(walk))[:-1] == before[:-1], "but for the group's own settings, which are theirs to choose"
        heard = walk.heard()
        assert "start=" not in heard, "no invitation"
        assert not [m for m in walk.stage.room.messages(walk.stage.private("Sam")) if m.document]
        assert await _nothing_set_aside(walk)


@pytest.mark.slow
async def test_a_hostile_coordinator_of_another_group_finds_nothing(tmp_path: Path) -> None:
    """Bintou reaches their own group alone, with every button and link of the other's in hand."""
    async with _walk(tmp_path, "Bintou") as walk:
        before, (_, session) = await _others(walk), await walk.stage.session()
        await walk.everything()
        assert await _others(walk) == before
        assert (await walk.stage.session())[1] == session
        heard = walk.heard()
        for word in (SEALED, "Atelier ·", "pour Atelier", "Nour", "Chidi", f"· {walk.code}"):
            assert word not in heard, word
        assert not [m for m in walk.stage.room.messages(walk.stage.private("Bintou")) if m.document]
        assert walk.stage.group.bot_in
        assert await _nothing_set_aside(walk)
