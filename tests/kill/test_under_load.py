"""Killed with SIGKILL at random moments while answers flow in ten groups, the bot loses none and doubles none.

As it is, this kills a few times. The whole of it:
`pytest -m slow tests/kill/test_under_load.py --kills 30 --answers 1000`.
"""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.rehearsal.shapes import Json
from bot.session.kinds.commitment import CommitmentValue
from bot.session.kinds.scale import ScaleValue
from bot.session.kinds.text import TextValue
from bot.session.state import Session
from bot.session.values import Value
from bot.store import groups, sessions
from bot.store.db import Database, Tx
from tests.kill.flood import PER_GROUP, Gate, Group, Player, crowd
from tests.kill.lives import TOKEN, Lives

pytestmark = [pytest.mark.slow, pytest.mark.alone]

GROUPS = 10
#: Where the moments of the kills come from; the same ones each time, as far as two processes allow.
SEED = 20270111
RECEIPT = "✍"
SUMMARY = "Synthèse"


@dataclass(frozen=True)
class Flood:
    """A room full of people and a bot in it; `asked` is set once its present life has asked for updates."""

    bot: Lives
    room: Room
    groups: list[Group]
    players: list[Player]
    gate: Gate
    asked: asyncio.Event


async def test_killed_while_answers_flow(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    kills, each = pytestconfig.getoption("--kills"), pytestconfig.getoption("--answers") // (GROUPS * PER_GROUP)
    path = tmp_path / "killed.sqlite3"
    expected = await _unkilled_group(tmp_path, each)
    async with _flood(path, GROUPS, each) as flood:
        killing = asyncio.create_task(_kill(flood, kills, GROUPS * PER_GROUP * each))
        await asyncio.gather(killing, *(player.play() for player in flood.players))
        await _rest(flood)
        assert flood.bot.deaths == kills
    _sound(path)
    assert flood.gate.passed == GROUPS * PER_GROUP * each
    await _every_answer_once_and_in_order(path, flood.groups)
    _receipts_where_they_belong(flood)
    _messages_at_least_once(flood, expected, kills)


async def _kill(flood: Flood, kills: int, answers: int) -> None:
    """Let a share of the answers through, wait for a random moment, kill; and again."""
    chance = random.Random(SEED)
    for nth in range(kills):
        flood.gate.let(answers * (nth + 1) // kills - answers * nth // kills)
        async with asyncio.timeout(30):
            await flood.asked.wait()
            await asyncio.sleep(chance.uniform(0, 0.8))
            deaths = flood.bot.deaths
            flood.bot.kill()
            while flood.bot.deaths == deaths:  # noqa: ASYNC110  the other process's end is no event of this one
                await asyncio.sleep(0.01)
            flood.asked.clear()


async def _rest(flood: Flood) -> None:
    async with asyncio.timeout(60):
        while flood.room.pending(None) or _waits(flood.bot.path):  # noqa: ASYNC110  it is in a file of another process
            await asyncio.sleep(0.1)


def _waits(path: Path) -> bool:
    """Whether anything is still to be worked on or sent."""
    sql = "SELECT (SELECT count(*) FROM outbox WHERE state = 'queued') + count(*) FROM inbox WHERE state = 'open'"
    return _rows(path, sql) != [(0,)]


async def _unkilled_group(tmp_path: Path, each: int) -> Counter[str]:
    """What the bot says in one group, and in private to its people, when nobody is killed."""
    async with _flood(tmp_path / "unkilled.sqlite3", 1, each, pace=200) as flood:
        flood.gate.let(each * PER_GROUP)
        await flood.players[0].play()
        await _rest(flood)
        assert flood.bot.deaths == 0
        return _said(flood.room, flood.groups[0])


@asynccontextmanager
async def _flood(path: Path, many: int, each: int, *, pace: int = 8) -> AsyncIterator[Flood]:
    asked = asyncio.Event()

    async def watch(moment: str, method: str, call: Json) -> None:
        if method == "getupdates":
            asked.set()

    began = datetime.now(UTC)
    # By the room's clock people write as people do: nobody more than 20 messages a minute.
    room = Room(lambda: began + pace * (datetime.now(UTC) - began), token=TOKEN)
    awa, crowds = crowd(room, many)
    gate = Gate()
    players = [Player(room, awa, group, gate, each) for group in crowds]
    async with serve(room, watch=watch) as running:
        bot = Lives(room, running.address, path, awa, between=_sound)
        watching = asyncio.create_task(bot.watch_over())
        bot.begin()
        for person in room.people.values():
            room.start(person)
        try:
            yield Flood(bot, room, crowds, players, gate, asked)
        finally:
            bot.rest()
            await watching
            bot.end()


# -- what must be so ----------------------------------------------------------------------------------------


def _rows(path: Path, sql: str) -> list[tuple]:
    """What a query gives of a file that is only read."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def _sound(path: Path) -> None:
    """The file is whole, and nothing was set aside."""
    if not _rows(path, "SELECT 1 FROM sqlite_master"):
        return
    assert _rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(path, "PRAGMA foreign_key_check") == []
    assert _rows(path, "SELECT error FROM inbox WHERE state = 'aside'") == []


async def _every_answer_once_and_in_order(path: Path, crowds: list[Group]) -> None:
    for group in crowds:
        held = await _texts(path, group)
        assert held["open"] == group.texts["open"], "in the order of the group's chat"
        assert held["promise"] == group.texts["promise"]
        for n in range(PER_GROUP):
            mine = [text for text in held["story"] if text.startswith(f"s{n}.")]
            assert mine == [text for text in group.texts["story"] if text.startswith(f"s{n}.")]
        assert len(held["story"]) == len(group.texts["story"])
        assert sorted(held["secret"]) == sorted(group.texts["secret"]), "in no order, but each once"
        assert sorted(held["today"]) == sorted(str(score) for score in group.scores)


async def _texts(path: Path, group: Group) -> dict[str, list[str]]:
    """A group's answers by step, as the bot reads them from the database."""

    def load(tx: Tx) -> Session:
        known = groups.by_chat(tx, group.chat.id)
        assert known is not None
        stored = sessions.load(tx, sessions.latest_in(tx, known.id) or "")
        assert stored is not None
        return stored.session

    database = await Database.look(path)
    try:
        session = await database.transact(load)
    finally:
        await database.close()
    held: dict[str, list[str]] = {}
    for answer in (answer for answer in session.answers if not answer.passed):
        held.setdefault(answer.step, []).append(_words(answer.value))
    return held


def _words(value: Value) -> str:
    match value:
        case TextValue():
            return value.text
        case CommitmentValue():
            return value.commitments[0].what
        case ScaleValue():
            return str(value.score)
    raise AssertionError(f"nobody said {value}")


def _receipts_where_they_belong(flood: Flood) -> None:
    receipted = {(message.chat, message.id) for group in flood.groups for message in group.receipted}
    for chat in flood.room.chats.values():
        for message in flood.room.messages(chat):
            if message.sender:
                expected = RECEIPT if (chat.id, message.id) in receipted else ""
                assert message.reaction == expected, message.text


def _messages_at_least_once(flood: Flood, expected: Counter[str], kills: int) -> None:
    twice = 0
    for group in flood.groups:
        came = _said(flood.room, group)
        assert expected - came == Counter(), "every message came at least once"
        twice += (came - expected).total()
    assert twice <= kills, "at most one message came twice for each kill"


def _said(room: Room, group: Group) -> Counter[str]:
    """The bot's messages in a group and to its people, by how each begins; numbers in it change as answers
    come in. Where a summary is cut into parts depends on pseudonyms, so only the first part is counted."""
    said: Counter[str] = Counter()
    for chat in (group.chat, *(room.private(person) for person in group.people)):
        ended = False
        for message in room.messages(chat):
            ended = ended or message.text.startswith(SUMMARY)
            if message.sender == 0 and not message.service and (not ended or message.text.startswith(SUMMARY)):
                said[re.sub(r"\d+", "", message.text.split("\n")[0])[:24]] += 1
    return said
