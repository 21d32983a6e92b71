"""A database of an earlier version: what is in it is there afterwards, and known as if it had come today."""

from __future__ import annotations

import sqlite3
from asyncio import to_thread
from datetime import UTC, date, datetime
from importlib import resources
from json import dumps
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.cli import main
from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import ChatMigration, IncomingMessage
from bot.session.answers import Answer, answer_to_json
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.kinds.text import TextValue
from bot.session.state import Session, session_to_json
from bot.store import groups, inbox, messages, sessions
from bot.store.db import Database, Tx
from tests.canaries import files_with
from tests.stage import Stage, open_stage
from tests.work.test_withdrawing import SCENARIOS, STORY, to_story

CHIDI = 70


def _of_version(path: Path, version: int) -> sqlite3.Connection:
    steps = sorted((resources.files("bot.store") / "migrations").iterdir(), key=lambda entry: entry.name)
    connection = sqlite3.connect(path)
    for step in steps[:version]:
        connection.executescript(step.read_text("utf-8"))
    connection.execute(f"PRAGMA user_version={version}")
    return connection


async def test_what_waited_is_known_by_who_sent_it(tmp_path: Path) -> None:
    old = _of_version(tmp_path / "p.sqlite3", 2)
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
    stage.say("Awa", "/summaries", chat=stage.private("Awa"))
    await stage.settle()
    stage.say("Awa", "/next")
    await stage.app.poll.once(0)
    await stage.app.work.once()
    for kind in ("HTML", "JSON"):
        stage.tap("Awa", f"1 · {kind}", chat=stage.private("Awa"))
    await stage.app.poll.once(0)
    await stage.app.work.once()


def _as_of_version_3(path: Path) -> list[tuple[int, str, str | None, int]]:
    """Make a database what it would be if the version before had queued all this; gives what waits as it was known."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT id, method, session, quotes FROM outbox WHERE state = 'queued' ORDER BY id")
    waiting = rows.fetchall()
    for column in ("session", "quotes"):
        connection.execute(f"ALTER TABLE outbox DROP COLUMN {column}")
    connection.execute("CREATE INDEX inbox_chat ON inbox (chat, seq) WHERE state = 'open'")
    connection.execute("CREATE INDEX inbox_account ON inbox (account, seq, chat) WHERE state = 'open'")
    connection.execute("ALTER TABLE groups DROP COLUMN tidies")
    connection.execute("ALTER TABLE messages DROP COLUMN hour")
    connection.execute("DROP TABLE private_messages")
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


AT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
#: A commitment as it was stored, and as it is.
BEFORE = {"what": "Écrire", "who": "Awa", "when": "15/02/2027", "due": "2027-02-15", "kind": "commitment"}
NOW = CommitmentValue((Commitment("Écrire", "Awa", "15/02/2027", date(2027, 2, 15)),))


def _as_of_version_5(written: str) -> str:
    """The JSON of an answer, or of a session, with commitments as they were."""
    now = TypeAdapter(CommitmentValue).dump_json(NOW).decode()
    assert now in written
    return written.replace(now, dumps(BEFORE, ensure_ascii=False, separators=(",", ":")))


async def test_a_commitment_of_before_is_the_only_one_of_its_answer(tmp_path: Path) -> None:
    """Also where it waits for its author's yes, beside what isn't one."""
    answers = [Answer(f"0{n}", "do", f"p{n}", None, value, AT) for n, value in enumerate((NOW, TextValue("mots"), NOW))]
    session = Session("ABCDE", "one", ("fr",), "p9", AT, (), held=(answers[0], answers[1]))
    file = _of_version(tmp_path / "p.sqlite3", 5)
    file.execute("INSERT INTO groups (id, chat, title, languages, active, opened) VALUES (1, -5, '', '[]', 1, 0)")
    file.execute("INSERT INTO scenarios VALUES ('d', x'00')")
    file.execute(
        "INSERT INTO sessions (code, group_id, scenario, digest, phase, opened, state)"
        " VALUES ('ABCDE', 1, 'one', 'd', 'running', 0, ?)",
        (_as_of_version_5(session_to_json(session).decode()),),
    )
    body = _as_of_version_5(answer_to_json(answers[2]))
    file.execute("INSERT INTO answers (session, id, body) VALUES ('ABCDE', '02', ?)", (body,))
    file.commit()
    file.close()

    database = await Database.open(tmp_path / "p.sqlite3")
    stored = await database.transact(lambda tx: sessions.load(tx, "ABCDE"))
    await database.close()
    assert stored is not None
    assert stored.session.held == session.held
    assert list(stored.session.answers) == [answers[2]]


async def test_a_group_of_before_has_its_private_chats_tidied_from_now_on(tmp_path: Path) -> None:
    old = _of_version(tmp_path / "p.sqlite3", 5)
    old.execute("INSERT INTO groups (chat, title, languages, active, opened) VALUES (-5, 'Cercle', '[\"fr\"]', 1, 0)")
    old.execute("INSERT INTO messages (place, session, ref, part, number) VALUES ('p:a', 'AAAA2', 'step:story', 0, 7)")
    old.commit()
    old.close()
    database = await Database.open(tmp_path / "p.sqlite3")
    group = await database.transact(lambda tx: groups.by_chat(tx, -5))
    (message,) = await database.transact(lambda tx: messages.in_private(tx, "AAAA2"))
    await database.close()
    assert group is not None
    assert group.tidies
    assert message.hour is None, "nobody knows how old it is: it is worded anew, not deleted"
