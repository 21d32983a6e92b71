"""A session that can't be read any more: nothing of it is lost, and no other group pays for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.store import inbox, sessions
from bot.store.db import Tx
from tests.work.test_telegram_trouble import SECOND, another_group, in_question, times


async def test_a_session_that_is_damaged_stops_only_its_own_group(tmp_path: Path) -> None:
    """What it said stays in the inbox, set aside, and counts once the damage is mended."""
    async with in_question(tmp_path) as (stage, _):
        other = await another_group(stage)
        state = await stage.app.database.transact(_damage)
        stage.say("Chidi", "4", reply_to=stage.question())
        stage.say("Jo", "3", chat=other, reply_to=stage.question(other))
        stage.say("Awa", "/next oui", chat=other)
        await stage.settle()
        assert times(stage, SECOND, other) == 1
        for _ in range(6):
            stage.clock.turn(timedelta(minutes=5))
            await stage.app.poll.once(0)
            await stage.settle()
        aside = await stage.app.database.transact(inbox.dead)
        assert [error for _, error in aside] == ["ValidationError"] * 2, "the answer, and that its step stands"
        await stage.app.database.transact(lambda tx: _mend(tx, state, aside[0][0]))
        await stage.settle()
        assert await stage.app.database.transact(_first_session_s_scores) == [4]


def _damage(tx: Tx) -> str:
    row = tx.one("SELECT code, state FROM sessions ORDER BY opened, code LIMIT 1")
    assert row is not None
    tx.run("UPDATE sessions SET state = '{' WHERE code = ?", row["code"])
    tx.stale = True
    return str(row["state"])


def _mend(tx: Tx, state: str, seq: int) -> None:
    tx.run("UPDATE sessions SET state = ? WHERE state = '{'", state)
    tx.run("UPDATE inbox SET state = 'open', attempts = 0, not_before = 0 WHERE seq = ?", seq)
    tx.stale = True


def _first_session_s_scores(tx: Tx) -> list[int]:
    stored = sessions.load(tx, sessions.listing(tx)[-1].code)
    assert stored is not None
    return [a.value.score for a in stored.session.answers]
