"""A database of an earlier version: its sessions, groups and answers are read as what they are today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from json import dumps
from pathlib import Path

from pydantic import TypeAdapter

from bot.session.answers import Answer, answer_to_json
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.kinds.text import TextValue
from bot.session.state import Session, session_to_json
from bot.store import groups, messages, organisations, sessions
from bot.store.db import Database, Tx
from tests.canaries import files_with
from tests.store.versions import of_version

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
    file = of_version(tmp_path / "p.sqlite3", 5)
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
    old = of_version(tmp_path / "p.sqlite3", 5)
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
    old = of_version(path, 5)
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
    assert sorted(row[1:] for row in now["timers"]) == [("held", 93_600_000_000), ("idle", 7)]
    places = {body: place for place, _, _, body in now["answers"]}
    assert sorted(place < 0 for place in places.values()) == [False, True, True]
    ids = {id for place, _, id, _ in now["answers"] if place < 0}
    assert ids <= {id for body in places for id in ids if f'"id":"{id}"' in body}, "the row and what stands in it"
    (state,) = [next(cell for cell in row if str(cell).startswith("{")) for row in now["sessions"]]
    assert all(id in state for id in ids), "what is voted on is found"
    assert '"held":[{"id":"held1","value":{"text":"","seconds":9}}]' in state
    assert [id for id in ids if f'["{id}"]' in "".join(places)], "and so is the vote"
    assert '"late":true' not in "".join(places)
    assert [row[1] for row in now["outbox"]] == ["p:nobody", "p:nobody", "g:1", "p:aaaa"]


async def test_an_organisation_that_was_listed_keeps_its_id_and_the_next_one_has_another(tmp_path: Path) -> None:
    old = of_version(tmp_path / "p.sqlite3", 5)
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
