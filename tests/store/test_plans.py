"""What is asked all the time, or for one person or group among thousands, is found by an index: the plans say so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.session.addresses import STATUS_REF, GroupPlace, PrivatePlace
from bot.session.wakes import WindowOver
from bot.store import groups, inbox, messages, outbox, people, roles, sessions, timers
from bot.store.db import Database, Tx
from bot.store.lines import messages_of

NOW = datetime(2027, 1, 15, 11, 0, tzinfo=UTC)
PLACE = GroupPlace(7)

ASKED: dict[str, Callable[[Tx], object]] = {
    "what is due": lambda tx: timers.take_due(tx, NOW, 16),
    "what is due but windows": lambda tx: timers.take_due(tx, NOW, 16, frozenset({WindowOver()})),
    "when the next is due": timers.next_due,
    "what is open": lambda tx: inbox.open_rows(tx, 600, NOW),
    "what is tried again": lambda tx: inbox.next_try(tx, NOW),
    "what is new in the outbox": lambda tx: outbox.lines(tx, 5),
    "the head of a line": lambda tx: outbox.head(tx, messages_of(PLACE), NOW),
    "what was sent in the last minute": lambda tx: outbox.history(tx, NOW, NOW),
    "a session": lambda tx: sessions.load(tx, "ABCDE"),
    "a group's session": lambda tx: sessions.running_in(tx, 7),
    "somebody's sessions": lambda tx: sessions.open_to(tx, "somebody", NOW),
    "a message by its number": lambda tx: messages.find(tx, PLACE, 41),
    "a message by what it is about": lambda tx: messages.parts(tx, PrivatePlace("somebody"), "ABCDE", STATUS_REF),
    "an account": lambda tx: people.known(tx, 7_000_000_000),
    "where somebody may steer": lambda tx: roles.perhaps_steered(tx, "somebody"),
    "where somebody said yes": lambda tx: groups.memberships(tx, "somebody"),
}


def _plan(tx: Tx, sql: str, values: tuple[object, ...]) -> list[str]:
    return [row["detail"] for row in tx._connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("name", ASKED)
async def test_no_table_is_looked_through(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await Database.open(tmp_path / "palabre.sqlite3")
    plans: list[str] = []
    plainly = Tx.all

    def noted(tx: Tx, sql: str, *values: object) -> list[object]:
        plans.extend(_plan(tx, sql, values))
        return list(plainly(tx, sql, *values))

    monkeypatch.setattr(Tx, "all", noted)
    await database.transact(ASKED[name])
    await database.close()
    assert plans
    # In the order of an index, as far as is needed; what a function lists; and what another part of the plan made.
    looked = [
        step for step in plans if step.startswith("SCAN") and not re.search(r"USING .*INDEX|json_each|\(subquery", step)
    ]
    assert looked == []
