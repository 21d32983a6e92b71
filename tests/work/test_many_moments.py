"""However many sessions there are and however much is due at once, what people write is worked on with the next batch,
and no session is read that has nothing to do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.session.addresses import STATUS_REF
from bot.session.wakes import EditDue, Idle, RemindersDue, TidyDue, WindowOver, write_wake
from bot.store import inbox, sessions, timers
from bot.store.db import Tx
from bot.store.outbox import Priority
from bot.work.batch import MOMENTS
from bot.work.chats.outage import contact
from bot.work.privacy.retention import purge
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
DUE = 10_000


async def _at_the_question(stage: Stage, workshop: str = "small") -> str:
    await stage.begin(workshop)
    stage.say("Awa", "/next oui")
    await stage.settle()
    return (await stage.session())[1].code


async def _how_many(stage: Stage, table: str) -> int:
    def count(tx: Tx) -> int:
        row = tx.one(f"SELECT count(*) n FROM {table}")  # noqa: S608  as named here
        return int(row["n"]) if row is not None else 0

    return await stage.app.database.transact(count)


async def test_an_answer_doesn_t_wait_for_what_is_due_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        code, now = await _at_the_question(stage), stage.clock.now()

        def due(tx: Tx) -> None:
            for number in range(DUE):
                timers.set(tx, code, EditDue(STATUS_REF, f"{number:016x}"), now)

        await stage.app.database.transact(due)
        stage.say("Chidi", "2", reply_to=stage.question())
        for batch in (1, 2):
            await stage.app.poll.once(0)
            assert (await stage.app.work.once()).done <= MOMENTS + 1
            assert len((await stage.session())[1].answers) == 1
            assert await _how_many(stage, "timers WHERE name LIKE 'revise status 0%'") == DUE - batch * MOMENTS
            assert await stage.app.database.transact(inbox.count_open) == 0


async def test_what_can_wait_is_left_where_it_is_while_much_waits_to_be_sent(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        code, now = await _at_the_question(stage, "small async"), stage.clock.now()
        patient = (WindowOver(), RemindersDue(), TidyDue())
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM timers"))
        for wake in (*patient, EditDue(STATUS_REF, "nobody")):
            await stage.app.database.transact(lambda tx, wake=wake: timers.set(tx, code, wake, now))
        stage.app.work.room = lambda: False
        assert (await stage.app.work.once()).done == 1
        assert await _how_many(stage, "timers") == len(patient)
        later = frozenset(patient)
        assert await stage.app.database.transact(lambda tx: timers.next_due(tx, later)) is None
        stage.app.work.room = lambda: True
        report = await stage.app.work.once()
        assert report.done + len(report.to_ask) == len(patient)


async def test_a_reminder_lets_everything_else_go_first(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        code = await _at_the_question(stage, "small async")
        stage.clock.turn(timedelta(hours=11, minutes=45))
        await stage.there_all_the_while()
        await stage.app.database.transact(lambda tx: timers.set(tx, code, RemindersDue(), stage.clock.now()))
        await stage.work()

        def urgencies(tx: Tx) -> set[int]:
            sql = "SELECT priority FROM outbox JOIN messages m ON m.id = message WHERE state = 'queued' AND ref LIKE ?"
            return {row["priority"] for row in tx.all(sql, "reminder%")}

        assert await stage.app.database.transact(urgencies) == {Priority.LAST} == {max(Priority)}


async def _read(stage: Stage, monkeypatch: pytest.MonkeyPatch, work: Callable[[Tx], object]) -> list[str]:
    """Which sessions are read for some work when none is in memory."""
    read: list[str] = []
    whole = sessions._read

    def noted(tx: Tx, code: str) -> sessions.Stored | None:
        read.append(code)
        return whole(tx, code)

    def alone(tx: Tx) -> None:
        tx.stale = True
        work(tx)

    with monkeypatch.context() as patched:
        patched.setattr(sessions, "_read", noted)
        await stage.app.database.transact(alone)
    return read


async def test_after_an_outage_no_session_is_read_in_which_nothing_is_only_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage, "small async")
        stage.clock.turn(timedelta(hours=1))
        runtime, now = stage.app.runtime, stage.clock.now()
        assert await _read(stage, monkeypatch, lambda tx: contact(tx, runtime, now)) == []


async def test_for_the_purge_no_session_is_read_that_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_question(stage, "small async")
        runtime = stage.app.runtime
        for days, ending in ((29, 0), (31, 1)):
            now = stage.clock.now() + timedelta(days=days)
            assert await _read(stage, monkeypatch, lambda tx, now=now: purge(tx, runtime, now)) == []
            assert await _how_many(stage, f"timers WHERE name = '{write_wake(Idle())}'") == ending
