"""What waits to be sent: it knows its session while it waits, held back or not, and is taken back by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.session.addresses import STATUS_REF, GroupPlace, PrivatePlace
from bot.store import held_back, messages, outbox, unsent
from bot.store.db import Database, Tx
from bot.store.outbox import Draft

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
HERE, AWA = GroupPlace(1), PrivatePlace("awa")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "p.sqlite3")
    yield database
    await database.close()


def _rows(tx: Tx) -> list[dict[str, object]]:
    return [dict(row) for row in tx.all("SELECT * FROM outbox ORDER BY id")]


async def test_a_row_is_about_the_session_of_its_message(database: Database) -> None:
    def queue(tx: Tx) -> list[dict[str, object]]:
        for message in (
            messages.queue(tx, HERE, "K7M2Q", STATUS_REF, 0),
            messages.queue(tx, HERE, None, STATUS_REF, 0),
        ):
            outbox.put(tx, Draft(place=HERE, method="send", html="words", message=message), NOW)
        outbox.put(tx, Draft(place=AWA, method="document", document=b"words", session="K7M2Q", quotes=True), NOW)
        return _rows(tx)

    rows = await database.transact(queue)
    assert [(row["session"], row["quotes"]) for row in rows] == [("K7M2Q", 0), (None, 0), ("K7M2Q", 1)]


async def test_what_is_held_back_and_let_go_is_what_it_was(database: Database) -> None:
    def hold(tx: Tx) -> list[list[dict[str, object]]]:
        draft = Draft(place=HERE, method="send", html="words", document=b"d", session="K7M2Q", quotes=True, fold="f")
        outbox.put(tx, draft, NOW)
        before = _rows(tx)
        held_back.hold(tx, HERE)
        held_back.let_go(tx, HERE, NOW)
        return [before, _rows(tx)]

    before, after = await database.transact(hold)
    new = {"id", "not_before"}
    assert [{k: row[k] for k in row if k not in new} for row in before] == [
        {k: row[k] for k in row if k not in new} for row in after
    ]


async def test_only_what_is_about_the_session_is_taken_back_and_what_can_t_be_told(database: Database) -> None:
    def take_back(tx: Tx) -> list[list[str]]:
        for session, quotes in (("K7M2Q", True), ("K7M2Q", False), ("Z9Z9Z", True), (None, True), (None, False)):
            html = f"{session} {quotes}"
            outbox.put(tx, Draft(place=HERE, method="send", html=html, session=session, quotes=quotes), NOW)
            outbox.put(tx, Draft(place=AWA, method="toast", html=html, session=session, quotes=quotes), NOW)
        left = []
        for act in (unsent.empty_toasts, unsent.take_back_quotes, unsent.take_back):
            act(tx, "K7M2Q")
            left.append([row["payload"] for row in tx.all("SELECT payload FROM outbox WHERE state = 'queued'")])
        return left

    emptied, unquoted, taken = await database.transact(take_back)
    others = ["Z9Z9Z True", "Z9Z9Z True", "None False", "None False"]
    assert len(emptied) == 10
    assert sum("Z9Z9Z True" in payload for payload in emptied) == 2
    assert sum('"html":""' in payload for payload in emptied) == 2
    assert sum("K7M2Q" in payload for payload in unquoted) == 2, "of those that quote nobody"
    assert sorted(payload for payload in taken if '""' not in payload) == sorted(f'{{"html":"{w}"}}' for w in others)
