"""The ledger of withdrawals: what was erased doesn't come back with an older copy of the database."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.store import groups, held_back, inbox, messages, outbox, people, sessions, withdrawals
from bot.store.db import Database, Tx
from bot.store.inbox import Stored
from bot.store.outbox import Draft
from bot.store.withdrawals import Replayed
from bot.work.privacy.replay import replay
from tests.stage import NORTH, SOUTH, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
CANARY, OTHERS = "Le chemin derrière la rivière.", "La radio du quartier."


async def stories(stage: Stage) -> None:
    """The small session at its second, private, question; three have answered, so that it may be shown."""
    await stage.begin("small")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()
    _tell(stage, "Chidi", CANARY)
    for name in ("Camille", "Sam"):
        _tell(stage, name, OTHERS)
    await stage.settle()


def _tell(stage: Stage, name: str, text: str) -> None:
    stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))


async def _copy(stage: Stage, folder: Path) -> Path:
    """The database as it is now, in a file of its own."""
    await stage.app.database.truncate_log()
    return Path(shutil.copy(stage.app.settings.database, folder / "older.sqlite3"))


async def _replayed(copy: Path, stage: Stage) -> tuple[Replayed, bytes]:
    """The bot's present ledger, replayed in an older copy: what came of it, and every byte of the copy."""
    ledger = await stage.app.database.transact(withdrawals.ledger)
    database = await Database.open(copy)
    try:
        done = await database.transact(lambda tx: replay(tx, ledger, stage.clock.now()))
        again = await database.transact(lambda tx: replay(tx, ledger, stage.clock.now()))
        assert again == Replayed()
        assert await database.transact(withdrawals.ledger) == ledger
        assert await database.scrub()
    finally:
        await database.close()
    return done, b"".join(path.read_bytes() for path in copy.parent.glob("older.sqlite3*"))


async def test_whoever_was_forgotten_is_so_in_an_older_copy_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        copy = await _copy(stage, tmp_path)
        assert CANARY.encode() in copy.read_bytes()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        done, left = await _replayed(copy, stage)
        assert done == Replayed(people=1)
        assert CANARY.encode() not in left
        assert OTHERS.encode() in left


async def test_neither_what_waited_to_be_read_nor_what_waited_to_be_sent(tmp_path: Path) -> None:
    """The copy was taken at the worst moment: a text of Chidi's not worked on, another in a summary not sent."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Awa", "/close oui")
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.database.transact(lambda tx: _comes_in(tx, stage, "Et le pont aussi."))
        copy = await _copy(stage, tmp_path)
        assert b"Et le pont" in copy.read_bytes()
        assert await stage.app.database.transact(lambda tx: _queued(tx, CANARY))
        await stage.settle()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        _, left = await _replayed(copy, stage)
        assert CANARY.encode() not in left
        assert b"Et le pont" not in left


def _comes_in(tx: Tx, stage: Stage, text: str, chat: int | None = None) -> None:
    """A text of Chidi's is written down, as the poll does, and isn't worked on yet."""
    chidi = stage.people["Chidi"].id
    where = chidi if chat is None else chat
    heard = IncomingMessage(
        chat=where, kind="private" if chat is None else "group", account=chidi, message=900, text=text
    )
    inbox.add(tx, [Stored(900_000, where, chidi, encode(heard))], stage.clock.now())


def _queued(tx: Tx, text: str) -> int:
    return len(tx.all("SELECT 1 FROM outbox WHERE state = 'queued' AND payload LIKE ?", f"%{text}%"))


async def test_whoever_came_back_before_the_copy_stays(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        stage.say("Chidi", "/join 1")
        stage.tap("Chidi", "Répondre en privé")
        await stage.settle()
        _tell(stage, "Chidi", "Je reviens.")
        await stage.settle()
        copy = await _copy(stage, tmp_path)
        done, left = await _replayed(copy, stage)
        assert done == Replayed()
        assert b"Je reviens." in left


async def test_an_answer_that_was_undone_and_a_session_and_a_group_that_were_erased(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        copy = await _copy(stage, tmp_path)
        stage.say("Chidi", "/undo", chat=stage.private("Chidi"))
        await stage.settle()
        done, left = await _replayed(copy, stage)
        assert done == Replayed(answers=1)
        assert CANARY.encode() not in left
        assert OTHERS.encode() in left

        copy = await _copy(stage, tmp_path)
        await stage.app.database.transact(lambda tx: _erase_session(tx, stage))
        done, left = await _replayed(copy, stage)
        assert done == Replayed(sessions=1)
        assert OTHERS.encode() not in left


def _erase_session(tx: Tx, stage: Stage) -> None:
    (code,) = [listed.code for listed in sessions.listing(tx)]
    sessions.erase(tx, code)
    withdrawals.note(tx, withdrawals.session(code), stage.clock.now())


async def test_a_wiped_group_is_so_in_an_older_copy_too_with_what_waited_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        await stage.app.database.transact(lambda tx: _comes_in(tx, stage, "Et le pont aussi.", stage.group.id))
        copy = await _copy(stage, tmp_path)
        assert b"Et le pont" in copy.read_bytes()
        await stage.settle()
        stage.say("Awa", "/wipe", chat=stage.private("Awa"))
        await stage.settle()
        for button in (f"{stage.group.title} · 1 atelier", "Oui, effacer"):
            stage.tap("Awa", button, chat=stage.private("Awa"))
            await stage.settle()
        done, left = await _replayed(copy, stage)
        assert done == Replayed(groups=1)
        for said in (CANARY, OTHERS, SOUTH, NORTH, "Et le pont"):
            assert said.encode() not in left, said


async def test_what_waits_for_a_group_that_takes_nothing_goes_too_and_so_does_a_document(tmp_path: Path) -> None:
    """Held back, a message quotes as it does when it is about to be sent."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        await stage.app.database.transact(lambda tx: _hold_back(tx, stage))
        copy = await _copy(stage, tmp_path)
        for said in (b"held canary", b"document canary"):
            assert said in copy.read_bytes()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        _, left = await _replayed(copy, stage)
        for said in (b"held canary", b"document canary"):
            assert said not in left


def _hold_back(tx: Tx, stage: Stage) -> None:
    """The group takes nothing at present, and a summary is on its way to Awa."""
    (code,) = [listed.code for listed in sessions.listing(tx)]
    group = groups.by_chat(tx, stage.group.id)
    assert group is not None
    place, now = GroupPlace(group.id), stage.clock.now()
    said = messages.queue(tx, place, code, "summary", 0)
    outbox.put(tx, Draft(place=place, method="send", html="held canary", message=said), now)
    held_back.hold(tx, place)
    awa = people.by_account(tx, stage.people["Awa"].id).person
    document = Draft(place=PrivatePlace(awa), method="document", document=b"document canary", session=code)
    outbox.put(tx, document, now)


async def test_the_ledger_names_nobody_and_ends(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        rows = await stage.app.database.transact(lambda tx: [tuple(row) for row in tx.all("SELECT * FROM withdrawals")])
        assert len(rows) == 1
        known = await stage.app.database.transact(lambda tx: [row["person"] for row in tx.all("SELECT * FROM people")])
        assert not any(person in str(rows) for person in [*known, str(stage.people["Chidi"].id)])
        assert "2027-01-11" in rows[0]
        stage.clock.turn(withdrawals.KEPT + timedelta(days=2))
        await stage.app.work.prune()
        left = await stage.app.database.transact(withdrawals.ledger)
        assert all(withdrawal.entry != rows[0][0] for withdrawal in left)
