"""Whispers: to all who facilitate and to nobody else, few enough, from one of several groups, and without a trace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Chat
from bot.store import message_traces
from bot.store.db import Tx
from bot.store.people import by_account
from tests.canaries import files_with
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
CANARY = "canari moins vite"


async def _whisper(stage: Stage, name: str, text: str) -> str:
    stage.say(name, f"/whisper {text}".strip(), chat=stage.private(name))
    await stage.settle()
    return _last(stage, stage.private(name))


def _last(stage: Stage, chat: Chat) -> str:
    return stage.texts(chat)[-1]


def _read(stage: Stage, name: str, text: str) -> int:
    return sum(text in said for said in stage.texts(stage.private(name)))


async def test_three_an_hour_and_ten_in_a_workshop(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        passed = 0
        for hour in range(5):
            for n in range(4):
                stage.clock.turn(timedelta(minutes=1))
                sent = "Transmis" in await _whisper(stage, "Chidi", f"{CANARY} {hour}.{n}")
                assert _read(stage, "Awa", f"{CANARY} {hour}.{n}") == sent
                passed += sent
            assert passed == min(3 * (hour + 1), 10)
            assert ("57 minutes" in _last(stage, stage.private("Chidi"))) is (hour < 3)
            stage.clock.turn(timedelta(hours=1))
        assert "Transmis" in await _whisper(stage, "Nour", CANARY), "others don't feel it"


def _tables(tx: Tx) -> dict[str, list[str]]:
    names = [row["name"] for row in tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(repr(tuple(row)) for row in tx.all(f"SELECT * FROM {name}")) for name in names}  # noqa: S608


async def _id(stage: Stage, name: str) -> str:
    return await stage.app.database.transact(lambda tx: by_account(tx, stage.people[name].id).person)


async def test_nothing_of_it_is_in_the_file_once_it_is_sent(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _whisper(stage, "Camille", "")
        stage.say("Camille", "/privacy", chat=stage.private("Camille"))
        await stage.settle()
        asked = next(m for m in stage.room.messages(stage.private("Camille")) if "facilitent" in m.text)
        before = await stage.app.database.transact(_tables)
        stage.say("Camille", CANARY, chat=stage.private("Camille"), reply_to=asked)
        await stage.settle()
        assert asked.deleted
        after = await stage.app.database.transact(_tables)
        new = [row for name in after for row in after[name] if row not in before[name]]
        awa, camille = await _id(stage, "Awa"), await _id(stage, "Camille")
        assert any(awa in row for row in new), "it stands in Awa's chat, and will leave it"
        assert not [row for row in new if camille in row or CANARY in row]
        await stage.app.work.prune()
        await stage.app.database.scrub()
        assert not files_with(tmp_path, CANARY)


async def test_it_leaves_all_chats_with_the_question(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await _whisper(stage, "Camille", CANARY)
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.clock.turn(timedelta(hours=3))
        await stage.settle()
        shown = [m for name in ("Awa", "Camille") for m in stage.room.messages(stage.private(name)) if not m.deleted]
        assert not [m.text for m in shown if CANARY in m.text or "Transmis" in m.text]


async def test_a_copy_has_none_that_waits_to_be_sent(tmp_path: Path) -> None:
    def left(tx: Tx) -> list[str]:
        message_traces.leave_out(tx)
        return [str(row["payload"]) for row in tx.all("SELECT payload FROM outbox WHERE state = 'queued'")]

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Chidi", f"/whisper {CANARY}", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        said = await stage.app.database.transact(left)
        assert not [one for one in said if CANARY in one or "Transmis" in one]


async def test_whoever_is_in_several_groups_is_asked_which_and_a_reply_is_words(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        other = stage.room.group("Ailleurs", stage.people.values(), admins=[stage.people["Jo"]])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        for name, text in (("Jo", "/session small"), ("Jo", "Rivage, sud"), ("Jo", "oui"), ("Chidi", "/join 1")):
            asked = stage.room.messages(other)[-1] if text[0] != "/" else None
            stage.say(name, text, chat=other, reply_to=asked)
            await stage.settle()
        assert "quel groupe" in await _whisper(stage, "Chidi", CANARY)
        which = stage.room.messages(stage.private("Chidi"))[-1]
        stage.say("Chidi", CANARY, chat=stage.private("Chidi"), reply_to=which)
        await stage.settle()
        assert "quel groupe" in _last(stage, stage.private("Chidi"))
        assert not _read(stage, "Awa", CANARY) + _read(stage, "Jo", CANARY)
        stage.tap("Chidi", "Ailleurs", chat=stage.private("Chidi"))
        await stage.settle()
        assert _read(stage, "Jo", CANARY) == 1


async def test_where_nobody_who_facilitates_can_be_written_to_that_is_said(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.room.block(stage.people["Awa"])
        await stage.settle()
        await stage.app.database.transact(
            lambda tx: tx.run("UPDATE people SET reachable = 0") and tx.invalidate("person")
        )
        assert "aucune des personnes qui facilitent" in await _whisper(stage, "Chidi", CANARY)


async def test_whoever_has_left_the_group_whispers_there_no_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.group.members.remove(stage.people["Chidi"].id)
        assert "Aucun atelier" in await _whisper(stage, "Chidi", CANARY)
        assert not _read(stage, "Awa", CANARY)
