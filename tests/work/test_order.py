"""In what order the inbox is worked on: as it came, but in a flood chat by chat, where that can be seen by nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import ButtonPress, Incoming, IncomingMessage
from bot.rehearsal.model import Message
from bot.session.kinds.text import TextValue
from bot.session.values import Value
from bot.store import inbox
from bot.store.db import Database, Tx
from bot.store.inbox import Stored
from bot.work import batch
from bot.work.order import parts
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ROOM, OTHER = -1, -2


def _said(chat: int, account: int | None, *, command: str | None = None, edited: bool = False) -> IncomingMessage:
    kind = "group" if chat < 0 else "private"
    return IncomingMessage(chat=chat, kind=kind, account=account, message=1, text="mot", command=command, edited=edited)


def _pressed(chat: int, account: int) -> ButtonPress:
    return ButtonPress(callback="1", chat=chat, kind="group", account=account, message=1, data="x")


@asynccontextmanager
async def _inbox(folder: Path, came: Sequence[Incoming | str]) -> AsyncIterator[Database]:
    """A database in whose inbox these are, numbered from 1 on; a word is a moment of that name."""
    database = await Database.open(folder / "palabre.sqlite3")

    def fill(tx: Tx) -> None:
        for number, one in enumerate(came, 1):
            if isinstance(one, str):
                inbox.moments(tx, [("CODE", one)], NOW)
            else:
                account = getattr(one, "account", None)
                payload = encode(one).replace('"mot"', f'"mot {number}"')
                inbox.add(tx, [Stored(number, getattr(one, "chat", None), account, payload)], NOW)

    try:
        await database.transact(fill)
        yield database
    finally:
        await database.close()


async def _next(database: Database, limit: int) -> list[int]:
    """What a transaction of so many rows works on, which is then undone."""
    found: list[int] = []

    def work(tx: Tx) -> None:
        found.extend(_work(tx, limit))
        raise LookupError

    with suppress(LookupError):
        await database.transact(work)
    return found


async def test_what_fits_into_one_transaction_is_worked_on_as_it_came(tmp_path: Path) -> None:
    async with _inbox(tmp_path, [_said(ROOM, 1), _said(OTHER, 2), _said(ROOM, 3), _said(OTHER, 4)]) as database:
        assert await _next(database, 5) == [1, 2, 3, 4]


async def test_in_a_flood_what_came_in_one_chat_goes_together(tmp_path: Path) -> None:
    came = [_said((ROOM, OTHER)[number % 2], number) for number in range(8)]
    async with _inbox(tmp_path, came) as database:
        assert await _next(database, 6) == [1, 3, 5, 7, 2, 4]
        assert await _next(database, 3) == [1, 3, 5]


async def test_what_one_person_says_in_one_chat_goes_together(tmp_path: Path) -> None:
    async with _inbox(tmp_path, [_said(ROOM, 1), _said(OTHER, 2), _said(ROOM, 1), _said(ROOM, 1)]) as database:
        assert await _next(database, 3) == [1, 3, 4]


async def test_a_long_run_of_one_chat_goes_together_too(tmp_path: Path) -> None:
    """It is longer than what is looked at together."""
    came = [_said((ROOM, OTHER)[number % 2], number) for number in range(260)]
    async with _inbox(tmp_path, came) as database:
        assert await _next(database, 120) == list(range(1, 241, 2))


@pytest.mark.parametrize(
    "own",
    [_said(ROOM, 9, command="next"), _pressed(ROOM, 9), _said(ROOM, 9, edited=True)],
    ids=("command", "press", "edit"),
)
async def test_a_command_a_press_and_an_edit_keep_their_place(tmp_path: Path, own: Incoming) -> None:
    async with _inbox(tmp_path, [_said(ROOM, 1), _said(OTHER, 2), _said(ROOM, 3), own, _said(ROOM, 4)]) as database:
        assert await _next(database, 4) == [1, 3, 2, 4]


async def test_what_one_person_sent_keeps_its_order_wherever_they_sent_it(tmp_path: Path) -> None:
    alone = 7
    came = [_said(ROOM, 1), _said(alone, alone), _said(ROOM, 3), _said(ROOM, alone), _said(ROOM, 4)]
    async with _inbox(tmp_path, came) as database:
        assert await _next(database, 4) == [1, 3, 2, 4]


async def test_what_nobody_can_read_is_not_taken_along(tmp_path: Path) -> None:
    async with _inbox(tmp_path, [_said(ROOM, 1), _said(OTHER, 2), _said(ROOM, 3), _said(ROOM, 4)]) as database:
        await database.transact(lambda tx: tx.run("UPDATE inbox SET payload = 'nothing' WHERE seq = 3"))
        assert await _next(database, 3) == [1, 2, 3]


@pytest.mark.parametrize("seed", range(20))
async def test_whatever_comes_nothing_changes_places_that_may_not(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    came = [_anything(chance) for _ in range(120)]
    async with _inbox(tmp_path, came) as database:
        order: list[int] = []
        while rows := await database.transact(lambda tx: _work(tx, chance.choice((5, 20)))):
            order += rows
    assert sorted(order) == list(range(1, 121)), "each once"
    place = {number: at for at, number in enumerate(order)}
    for later in range(2, 121):
        for earlier in range(1, later):
            if place[later] < place[earlier]:
                ahead, behind = came[later - 1], came[earlier - 1]
                assert isinstance(ahead, IncomingMessage)
                assert ahead.command is None
                assert not ahead.edited
                assert ahead.chat != getattr(behind, "chat", None)
                assert ahead.account != getattr(behind, "account", None)
    assert order != sorted(order), "or nothing was tried"


def _work(tx: Tx, limit: int) -> list[int]:
    done = []
    for rows in parts(tx, limit, NOW, {}):
        inbox.done(tx, rows)
        done += [row.seq for row in rows]
    assert len(done) <= limit
    return done


def _anything(chance: Random) -> Incoming | str:
    account = chance.randint(1, 12)
    chat = chance.choice((-1, -2, -3, account))
    if chance.random() < 0.8:
        return _said(chat, account)
    return chance.choice(
        (_said(chat, account, command="forget"), _said(chat, account, edited=True), _pressed(chat, account), "deadline")
    )


async def test_a_flood_leaves_what_it_would_leave_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is said in the group and in private, taken back, edited and withdrawn, with and without a flood."""
    found = []
    for size in (1_000, 4):
        folder = tmp_path / str(size)
        folder.mkdir()
        async with open_stage(folder, scenarios=SCENARIOS) as stage:
            await stage.begin("small")
            stage.say("Awa", "/next")
            await stage.settle()
            scale = stage.question()
            stage.say("Awa", "/next")
            await stage.settle()
            monkeypatch.setattr(batch, "SIZE", size)
            _all_at_once(stage, scale)
            await stage.settle()
            monkeypatch.undo()
            found.append(await _left(stage))
    assert found[0] == found[1]
    assert [len(found[0][name]) for name in ("today", "Awa", "Chidi", "Sam")] == [5, 3, 3, 3]


def _all_at_once(stage: Stage, scale: Message) -> None:
    """Late scores in the group and stories in private, turn by turn."""
    first = {}
    for turn in range(3):
        for n, name in enumerate(stage.people):
            stage.say(name, str((turn + n) % 5 + 1), reply_to=scale)
            told = stage.say(name, f"{name} {turn}", chat=stage.private(name))
            first.setdefault(name, told)
        if turn == 0:
            stage.say("Chidi", "/undo")
            stage.say("Nour", "/forget oui", chat=stage.private("Nour"))
        if turn == 1:
            stage.room.edit(stage.people["Awa"], first["Awa"], "Awa 0, mieux dit")
            stage.say("Chidi", "/undo", chat=stage.private("Chidi"))


async def _left(stage: Stage) -> dict[str, list[Value]]:
    """The answers to each question, each person's own in their order."""
    _, session = await stage.session()
    told: dict[str, list[Value]] = {"today": [answer.value for answer in session.answers.to("today")]}
    for answer in session.answers.to("story"):
        assert isinstance(answer.value, TextValue)
        told.setdefault(answer.value.text.split()[0], []).append(answer.value)
    return told
