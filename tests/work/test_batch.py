"""One transaction for many updates: each counts, also beside one that fails; what comes in is safe first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.gateway.inbound.decode import Reader
from bot.rehearsal.model import Message
from bot.session.kinds.text import TextValue
from bot.session.values import Value
from bot.store import inbox, sessions
from bot.store.db import Tx
from bot.store.inbox import Stored
from bot.work import batch
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _at_the_question(stage: Stage) -> None:
    await stage.begin("small")
    stage.say("Awa", "/next oui")
    await stage.settle()


async def _scores_in_the_file(stage: Stage) -> list[int]:
    """Read anew: nothing that is kept in memory helps."""

    def read(tx: Tx) -> list[int]:
        tx.stale = True
        stored = sessions.load(tx, sessions.listing(tx)[0].code)
        assert stored is not None
        return sorted(answer.value.score for answer in stored.session.answers.to("today"))

    return await stage.app.database.transact(read)


async def test_a_row_that_fails_takes_no_answer_of_its_batch_with_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage)
        for name, score in (("Chidi", "2"), ("Nour", "3")):
            stage.say(name, score, reply_to=stage.question())
        reader = Reader(stage.room.bot_id, stage.room.bot_username)
        first, last = (read for raw in stage.room.updates if (read := reader.one(raw)))
        rows, now = [first, Stored(77_777, 5, None, "no update at all"), last], stage.clock.now()
        await stage.app.database.transact(lambda tx: inbox.add(tx, rows, now))
        report = await stage.app.work.once()
        assert (report.done, report.failed) == (2, 1)
        assert await _scores_in_the_file(stage) == [2, 3]


async def test_what_came_is_written_down_before_anybody_works_on_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage)
        stage.say("Chidi", "2", reply_to=stage.question())
        await stage.app.poll.once(0)
        assert await stage.app.database.transact(inbox.count_open) == 1
        assert await _scores_in_the_file(stage) == []
        await stage.settle()
        assert await _scores_in_the_file(stage) == [2]


async def test_a_moment_that_nobody_knows_is_set_aside_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is one of another version's, say. It isn't tried again, holds nothing up, and the log names nobody."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage)
        _, session = await stage.session()
        now = stage.clock.now()
        unknown = [(session.code, "reminder:a1b2c3d4e5f60718"), ("", "festival:7")]
        await stage.app.database.transact(lambda tx: inbox.moments(tx, unknown, now))
        stage.say("Chidi", "2", reply_to=stage.question())
        await stage.app.poll.once(0)
        report = await stage.app.work.once()
        assert (report.done, report.failed) == (1, 2)
        assert await _scores_in_the_file(stage) == [2]
        aside = await stage.app.database.transact(inbox.dead)
        assert [error for _, error in aside] == ["UnknownWakeError"] * 2
        assert await stage.app.database.transact(inbox.count_open) == 0
        told = [record.message for record in caplog.records if record.levelname == "ERROR"]
        assert len(told) == 2
        assert all("doesn't know and is set aside" in line for line in told)
        assert not any(word in caplog.text for word in ("a1b2c3", "festival", session.code))


async def test_the_status_is_edited_once_for_many_answers(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage)
        edits = len(_edits(stage))
        for name in stage.people:
            stage.say(name, "4", reply_to=stage.question())
            await stage.app.poll.once(0)
            await stage.work()
            stage.clock.turn(timedelta(seconds=1))
        await stage.settle()
        assert len(_edits(stage)) == edits + 1
        assert any("6 réponses sur 6" in text for text in stage.texts())


def _edits(stage: Stage) -> list[int]:
    """The edits in the group; those of the facilitator's own message go to a private chat."""
    return [chat for _, method, chat in stage.running.emulator.calls if method == "editmessagetext" and chat < 0]


async def test_however_many_rows_a_batch_has_the_same_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Things are said in the group and in private, taken back, edited and withdrawn, and all of it comes at once."""
    found = []
    for size in (1_000, 4):
        folder = tmp_path / str(size)
        folder.mkdir()
        async with open_stage(folder, scenarios=SCENARIOS) as stage:
            await stage.begin("small")
            stage.say("Awa", "/next oui")
            await stage.settle()
            scale = stage.question()
            stage.say("Awa", "/next oui")
            await stage.settle()
            monkeypatch.setattr(batch, "SIZE", size)
            _talk(stage, scale)
            await stage.settle()
            monkeypatch.undo()
            found.append(await _left(stage))
    assert found[0] == found[1]
    assert [len(found[0][name]) for name in ("today", "Awa", "Chidi", "Sam")] == [5, 3, 1, 3]


def _talk(stage: Stage, scale: Message) -> None:
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
