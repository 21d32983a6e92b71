"""Private chats tidied: what is left on a phone once a question has closed, and that nothing tells who said what."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.db import Tx, moment
from tests.stage import Stage
from tests.work.private_chats import WORDS, asked, decide, deletions, go_on, left

#: Answers, what couldn't be read, what was asked back, taken back, said beside.
_SAID = ("4", "trois ou quatre", "/undo", "/alias Serinus", "5")


@pytest.mark.parametrize("how", ["next", "the end", "the end by itself", "back", "wipe"])
async def test_whatever_was_said_in_private_leaves_every_phone(tmp_path: Path, how: str) -> None:
    async with asked(tmp_path) as stage:
        if how == "back":
            await go_on(stage)
        await _talk(stage)
        assert len(left(stage, "Jo")) > len(_SAID)
        assert left(stage, "Sam")
        await _close(stage, how)
        for name in stage.people:
            there = [text for text in left(stage, name) if "effac" not in text.casefold() and "/wipe" not in text]
            assert len(there) == (1 if how in ("next", "back") else 0), there
            assert not any(WORDS in text or "Serinus" in text for text in there)


async def _talk(stage: Stage) -> None:
    jo, sam = stage.private("Jo"), stage.private("Sam")
    for text in _SAID:
        stage.say("Jo", text, chat=jo, reply_to=stage.question(jo))
    stage.room.voice(stage.people["Sam"], sam, 12, reply_to=stage.question(sam))
    stage.room.media(stage.people["Sam"], sam, "photo")
    stage.say("Sam", WORDS, chat=sam)
    stage.tap("Nour", "Passer", chat=stage.private("Nour"))
    await stage.settle()


async def _close(stage: Stage, how: str) -> None:
    if how == "the end by itself":
        stage.clock.turn(timedelta(hours=40))  # within the time in which Telegram lets the bot delete
        await stage.there_all_the_while()
        await stage.app.database.transact(_long_ago)
        await stage.app.work.prune()
    elif how == "wipe":
        await _wipe(stage)
    else:
        stage.say("Awa", {"next": "/next oui", "back": "/back", "the end": "/close oui"}[how])
    await stage.settle()


def _long_ago(tx: Tx) -> None:
    """The session was opened half a year ago."""
    tx.stale = True
    tx.run("UPDATE sessions SET opened = 0, state = json_set(state, '$.opened', '2026-01-01T00:00:00Z')")


async def _wipe(stage: Stage) -> None:
    awa = stage.private("Awa")
    stage.say("Awa", "/wipe", chat=awa)
    await stage.settle()
    stage.tap("Awa", f"{stage.group.title} · 1 atelier", chat=awa)
    await stage.settle()
    stage.tap("Awa", "Oui, effacer", chat=awa)


async def test_another_group_s_question_and_what_the_group_reads_stay(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        jo, other = stage.private("Jo"), stage.room.group("Ailleurs", stage.people.values(), admins=[])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        stage.say("Jo", "4", chat=jo, reply_to=stage.question(jo))
        for text in ("/session hush", "Toit vert, sud", "oui"):
            stage.say("Awa", text, chat=other, reply_to=None if "/" in text else stage.room.last(other))
            await stage.settle()
        stage.tap("Jo", "Toit vert", chat=other)
        stage.say("Awa", "/next oui", chat=other)
        await stage.settle()
        theirs, read = stage.question(jo), {m.id for m in stage.room.messages(stage.group)}
        answer = stage.say("Jo", "2", chat=jo, reply_to=theirs)
        await stage.settle()
        await go_on(stage)
        there = {m.id for m in stage.room.messages(jo)}
        assert {theirs.id, answer.id} <= there
        assert "4" not in left(stage, "Jo")
        assert read <= {m.id for m in stage.room.messages(stage.group)}
        stage.say("Awa", "/next oui", chat=other)
        await stage.settle()
        assert not {theirs.id, answer.id} & {m.id for m in stage.room.messages(jo)}


async def test_what_is_said_in_private_can_t_be_passed_on_or_saved(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        for text in ("trois ou quatre", "/alias Serinus", "/mydata", "/help"):
            stage.say("Jo", text, chat=stage.private("Jo"))
        stage.say("Awa", "/summaries", chat=stage.private("Awa"))
        await stage.settle()
        said = [m for m in stage.room.messages(stage.private("Jo")) if m.sender == 0]
        assert [m.protected for m in said] == [False, True, True, True, True, False], [m.text for m in said]
        steers = [m for m in stage.room.messages(stage.private("Awa")) if m.text.startswith(("Chut", "Quelle", "1."))]
        assert steers
        assert not any(m.protected for m in (*steers, *stage.room.messages(stage.group)))


async def test_what_waits_to_be_sent_and_what_is_noted_tell_of_nobody_whether_they_wrote(tmp_path: Path) -> None:
    """Of an anonymous question: two write, one writes thrice, one skips it by a tap, two are silent."""
    async with asked(tmp_path) as stage:
        await go_on(stage)
        for name, times in (("Jo", 1), ("Sam", 1), ("Nour", 3)):
            for n in range(times):
                stage.say(name, f"{WORDS} {n}", chat=stage.private(name))
        stage.tap("Chidi", "Passer", chat=stage.private("Chidi"))
        await stage.settle()
        noted = await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM private_messages"))
        assert len(noted) == 5
        assert set(noted[0].keys()) == {"session", "number", "hour"}
        stage.say("Awa", "/next oui")
        await decide(stage)
        assert await stage.app.database.transact(_known_of_private) == (0, set())
        waiting = await stage.app.database.transact(deletions)
        assert len(waiting) == 6
        assert len({json.dumps(calls) for calls in waiting.values()}) == 1, "everybody's is the same"
        assert [*waiting] == sorted(waiting), "in an order that says nothing"
        await stage.settle()
        assert not any(left(stage, name) for name in stage.people)
        rows = await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM outbox WHERE method = 'delete'"))
        assert {row["payload"] for row in rows} == {None}, "and goes once it is sent"


def _known_of_private(tx: Tx) -> tuple[int, set[str]]:
    """How many messages are noted, and of what the bot's own in private chats are about."""
    noted = tx.all("SELECT 1 FROM private_messages")
    own = tx.all("SELECT ref FROM messages WHERE place LIKE 'p:%' AND session IS NOT NULL")
    return len(noted), {row["ref"] for row in own} - {"control", "control:old"}


async def test_a_late_word_is_asked_of_everybody_s_chat_at_a_full_hour(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await go_on(stage)
        question = stage.question()
        await go_on(stage)
        stage.clock.turn(timedelta(minutes=17, seconds=3))
        await stage.there_all_the_while()
        stage.tap("Jo", "Répondre en privé", message=question)
        await stage.settle()
        stage.say("Jo", WORDS, chat=stage.private("Jo"), reply_to=stage.question(stage.private("Jo")))
        await stage.settle()
        (row,) = await stage.app.database.transact(lambda tx: tx.all("SELECT due FROM timers WHERE name = 'tidy'"))
        assert moment(row["due"]).time().isoformat() == "11:00:00"
        assert WORDS in left(stage, "Jo"), "so that a slip can be mended"
        stage.clock.turn(timedelta(hours=2))
        await stage.there_all_the_while()
        await stage.app.work.once()
        waiting = await stage.app.database.transact(deletions)
        assert len(waiting) == 6
        assert len({json.dumps(calls) for calls in waiting.values()}) == 1
        await stage.settle()
        assert left(stage, "Jo") == []
