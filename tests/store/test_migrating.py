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
from bot.store import groups, inbox, messages, organisations, sessions
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
    connection.execute("ALTER TABLE organisations DROP COLUMN author")
    connection.execute("ALTER TABLE groups DROP COLUMN organisations_made")
    connection.execute("DROP TABLE readings")
    connection.execute("DROP TABLE pending")
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


#: What a version before kept of two anonymous answers, a voice note that waits for a yes, and a vote for one of them.
_OLD = """
INSERT INTO people VALUES ('aaaa', 70, 'fr', 1, 0);
INSERT INTO groups (chat, title, languages, active, opened) VALUES (-5, 'G', '["fr"]', 1, 0);
INSERT INTO scenarios VALUES ('d', 'x');
INSERT INTO sessions VALUES ('CODE2', 1, 'small', 'd', 'running', 0, NULL, json_object(
  'held', json_array(json_object('id', 'held1', 'value', json_object('text', '', 'voice', 'FILE-3', 'seconds', 9))),
  'steps', json_object('pick', json_object('candidates', json_array('0123456789abcdef', 'fedcba9876543210')))));
INSERT INTO answers VALUES (4, 'CODE2', '0123456789abcdef',
  '{"id":"0123456789abcdef","step":"secret","person":null,"value":{"text":"a","voice":"FILE-1","seconds":5},"late":true}');
INSERT INTO answers VALUES (5, 'CODE2', 'fedcba9876543210',
  '{"id":"fedcba9876543210","step":"secret","person":null,"value":{"text":"b","voice":null,"seconds":0},"late":false}');
INSERT INTO answers VALUES (6, 'CODE2', '1111111111111111',
  '{"id":"1111111111111111","step":"pick","person":"aaaa","value":{"answers":["0123456789abcdef"],"kind":"vote"}}');
INSERT INTO timers VALUES ('CODE2', 'held:5555555555555555', 90000000001), ('CODE2', 'held:6666666666666666', 3);
INSERT INTO timers VALUES ('CODE2', 'idle', 7);
INSERT INTO inbox (session, name, received) VALUES ('CODE2', 'held:7777777777777777', 0);
INSERT INTO inbox (update_id, chat, account, payload, received, state)
  VALUES (8, 70, 70, 'message {"chat":70,"voice":"FILE-2","seconds":5}', 0, 'aside');
INSERT INTO messages (place, ref, part) VALUES ('p:aaaa', '', 0);
INSERT INTO outbox (place, line, method, message, fold, priority, not_before, queued, sent_at, state) VALUES
  ('p:aaaa', '', 'react', NULL, 'receipt:p:aaaa:41', 2, 0, 0, 1, 'sent'),
  ('p:aaaa', '', 'send', 1, '', 1, 0, 0, 1, 'sent'),
  ('g:1', '', 'react', NULL, 'receipt:g:1:42', 2, 0, 0, 1, 'dropped'),
  ('p:aaaa', 'p:aaaa', 'send', 1, '', 1, 0, 0, NULL, 'queued');
"""


def _everything(tx: Tx) -> dict[str, list[tuple[object, ...]]]:
    names = ("sessions", "answers", "timers", "inbox", "outbox", "meta")
    return {name: [tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in names}  # noqa: S608


async def test_what_led_from_an_anonymous_answer_to_its_author_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    old = _of_version(path, 5)
    old.executescript(_OLD)
    old.commit()
    old.close()
    database = await Database.open(path)
    now = await database.transact(_everything)
    assert database.traces
    await database.scrub()
    await database.close()
    for gone in ("0123456789abcdef", "fedcba9876543210", "5555555555555555", "7777777777777777", "FILE-", "receipt:"):
        assert not files_with(tmp_path, gone), gone
    assert [row[1:] for row in now["timers"]] == [("held", 93_600_000_000), ("idle", 7)]
    places = {body: place for place, _, _, body in now["answers"]}
    assert sorted(place < 0 for place in places.values()) == [False, True, True]
    ids = {id for place, _, id, _ in now["answers"] if place < 0}
    assert ids <= {id for body in places for id in ids if f'"id":"{id}"' in body}, "the row and what stands in it"
    (state,) = [row[-1] for row in now["sessions"]]
    assert all(id in state for id in ids), "what is voted on is found"
    assert '"held":[{"id":"held1","value":{"text":"","seconds":9}}]' in state
    assert [id for id in ids if f'["{id}"]' in "".join(places)], "and so is the vote"
    assert '"late":true' not in "".join(places)
    assert [row[1] for row in now["outbox"]] == ["p:nobody", "p:nobody", "g:1", "p:aaaa"]


async def test_an_organisation_that_was_listed_keeps_its_id_and_the_next_one_has_another(tmp_path: Path) -> None:
    old = _of_version(tmp_path / "p.sqlite3", 5)
    old.execute("INSERT INTO groups (id, chat, title, languages, active, opened) VALUES (1, -5, 'G', '[]', 1, 0)")
    for n in (1, 2, 11):
        old.execute("INSERT INTO organisations VALUES (1, ?, ?, 'south')", (f"o{n}", f"Maison {n}"))
    old.commit()
    old.close()
    database = await Database.open(tmp_path / "p.sqlite3")
    listed = await database.transact(lambda tx: organisations.of_group(tx, 1))
    assert [one.id for one in listed] == ["o1", "o2", "o11"]
    assert await database.transact(lambda tx: organisations.made(tx, 1)) == 11
    assert await database.transact(lambda tx: organisations.brought_in(tx, "anybody")) == {}
    await database.close()
