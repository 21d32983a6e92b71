"""A database of an earlier version: what is in it is there afterwards, and known as if it had come today."""

from __future__ import annotations

import sqlite3
from asyncio import to_thread
from pathlib import Path

import pytest

from bot.cli import main
from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import ChatMigration, IncomingMessage
from bot.session.roles import Role
from bot.store import groups, inbox, people, roles
from bot.store.db import Database, Tx
from bot.store.group_settings import Rhythm
from bot.store.roles import Origin
from tests.canaries import files_with
from tests.stage import Stage, open_stage
from tests.store.versions import of_version
from tests.work.downloading import wants, workshop_page
from tests.work.test_withdrawing import SCENARIOS, STORY, to_story

CHIDI = 70


async def test_what_waited_is_known_by_who_sent_it(tmp_path: Path) -> None:
    old = of_version(tmp_path / "p.sqlite3", 2)
    heard = IncomingMessage(chat=-5, kind="group", account=CHIDI, message=1, text="mes mots")
    for number, payload in enumerate((encode(heard), encode(ChatMigration(-5, -6)), "nothing that can be read", None)):
        sql = "INSERT INTO inbox (update_id, chat, payload, received) VALUES (?, -5, ?, 0)"
        old.execute(sql, (number, payload))
    old.commit()
    old.close()

    def accounts(tx: Tx) -> list[int | None]:
        return [row["account"] for row in tx.all("SELECT account FROM inbox ORDER BY seq")]

    database = await Database.open(tmp_path / "p.sqlite3")
    found = await database.transact(accounts)
    said = await database.transact(lambda tx: inbox.said_by(tx, CHIDI))
    await database.close()
    assert found == [CHIDI, None, None, None]
    assert said == [(1, encode(heard))]


async def _with_much_to_send(stage: Stage) -> None:
    """Telegram is slow to take a result that quotes Chidi, the next question, and two documents."""
    await to_story(stage)
    await workshop_page(stage)
    stage.say("Awa", "/next oui")
    await stage.app.poll.once(0)
    await stage.work()
    for kind in ("html", "json"):
        wants(stage, kind)
    await stage.app.poll.once(0)
    await stage.work()
    while await stage.app.making.once():
        pass


#: The columns that came with workshops over days.
LATER = {
    "groups": ("organisations_made", "zone", "quiet_from", "quiet_to", "window", "review", "retention"),
    "sessions": ("retention",),
    "people": ("zone", "muted"),
}


def _as_of_version_3(path: Path) -> list[tuple[int, str, str | None, int]]:
    """Make a database what it would be if the version before had queued all this; gives what waits as it was known."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT id, method, session, quotes FROM outbox WHERE state = 'queued' ORDER BY id")
    waiting = rows.fetchall()
    for column in ("session", "quotes"):
        connection.execute(f"ALTER TABLE outbox DROP COLUMN {column}")
    connection.execute("ALTER TABLE groups ADD COLUMN admins_at INTEGER")
    for table in ("record", "confirmations", "grants", "invites"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE TABLE grants (person TEXT, role TEXT, group_id INTEGER)")
    connection.execute("CREATE TABLE invites (hash TEXT, role TEXT, group_id INTEGER, expires INTEGER)")
    connection.execute("CREATE INDEX inbox_chat ON inbox (chat, seq) WHERE state = 'open'")
    connection.execute("CREATE INDEX inbox_account ON inbox (account, seq, chat) WHERE state = 'open'")
    connection.execute("ALTER TABLE groups DROP COLUMN tidies")
    connection.execute("ALTER TABLE messages DROP COLUMN hour")
    connection.execute("DROP TABLE private_messages")
    connection.execute("ALTER TABLE organisations DROP COLUMN author")
    for table, columns in LATER.items():
        for column in columns:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    later = ("commitment_messages", "commitments", "schedules", "group_timers", "readings", "pending", "voices")
    for table in (*later, "library", "uploads", "orders", "downloads"):
        connection.execute(f"DROP TABLE {table}")
    for index in ("timers_due", "members_by_person", "admins_by_person"):
        connection.execute(f"DROP INDEX {index}")
    connection.execute("PRAGMA user_version=3")
    connection.close()
    return waiting


async def _queued(path: Path) -> list[tuple[int, str, str | None, int]]:
    def waiting(tx: Tx) -> list[tuple[int, str, str | None, int]]:
        sql = "SELECT id, method, session, quotes FROM outbox WHERE state = 'queued' ORDER BY id"
        return [tuple(row) for row in tx.all(sql)]

    database = await Database.open(path)
    try:
        return await database.transact(waiting)
    finally:
        await database.close()


async def test_what_was_queued_is_known_by_its_session_and_a_forgotten_person_isn_t_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "palabre.sqlite3"
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _with_much_to_send(stage)
        chidi = stage.people["Chidi"].id
    before = _as_of_version_3(path)
    assert [method for _, method, _, quotes in before if quotes].count("document") == 2
    assert files_with(tmp_path, STORY)

    migrated = await _queued(path)
    assert [row[:2] for row in migrated] == [row[:2] for row in before]
    for (_, method, session, quotes), (*_, now_session, now_quotes) in zip(before, migrated, strict=True):
        assert now_session == (None if method == "toast" else session)
        assert now_quotes >= quotes, "nothing that quotes is taken for something that doesn't"

    monkeypatch.setenv("PALABRE_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    assert await to_thread(main, ("purge", "--person", str(chidi))) == 0
    assert not files_with(tmp_path, STORY)
    left = {row[1] for row in await _queued(path)}
    assert "send" in left
    assert "document" not in left


@pytest.mark.parametrize("coordinators", [1, 2])
async def test_of_several_who_coordinated_everything_each_keeps_the_groups_there_are(
    coordinators: int, tmp_path: Path
) -> None:
    """Nothing told who was the operator's choice; a single one was. Facilitators keep their group, and nobody is
    called by the same number as another."""
    old = of_version(tmp_path / "p.sqlite3", 5)
    for id in (1, 2):
        old.execute("INSERT INTO groups VALUES (?, ?, 'g', NULL, '[\"fr\"]', 1, 0, 0, 3)", (id, -id))
    for n in range(coordinators):
        old.execute("INSERT INTO grants VALUES (?, 'coordinator', 0)", (f"c{n}",))
    old.executemany("INSERT INTO grants VALUES (?, 'facilitator', ?)", [("f0", 1), ("f1", 1), ("c0", 2)])
    old.execute("INSERT INTO invites VALUES ('h', 'coordinator', 0, 99)")
    old.commit()
    old.close()
    database = await Database.open(tmp_path / "p.sqlite3")
    held = await database.transact(lambda tx: {name: roles.held_by(tx, name) for name in ("c0", "f0", "f1")})
    everyone = await database.transact(lambda tx: [roles.held_in(tx, where) for where in (0, -1, 1, 2)])
    assert await database.transact(lambda tx: tx.all("SELECT * FROM invites")) == []
    await database.close()
    assert [grant.where for grant in held["c0"]] == ([0] if coordinators == 1 else [-1, 1, 2])
    assert {grant.origin for grant in held["c0"]} == ({Origin.CLAIM} if coordinators == 1 else {Origin.INVITED})
    assert [grant.role for grant in held["f0"] + held["f1"]] == [Role.FACILITATOR] * 2
    for there in everyone:
        assert len({grant.number for grant in there}) == len(there)


async def test_a_group_of_before_days_rests_at_night_and_keeps_the_operators_zone_and_number(tmp_path: Path) -> None:
    old = of_version(tmp_path / "p.sqlite3", 11)
    old.execute("INSERT INTO groups (id, chat, title, languages, active, opened) VALUES (7, -7, 'G', '[\"fr\"]', 1, 0)")
    old.execute("INSERT INTO people (person, account) VALUES ('p', 70)")
    old.commit()
    old.close()
    database = await Database.open(tmp_path / "p.sqlite3")
    group = await database.transact(lambda tx: groups.get(tx, 7))
    person = await database.transact(lambda tx: people.get(tx, "p"))
    await database.close()
    assert group is not None
    assert (group.rhythm, group.review, group.retention) == (Rhythm(None, 21 * 60, 8 * 60, None), False, None)
    assert person is not None
    assert (person.zone, person.muted) == (None, False)
