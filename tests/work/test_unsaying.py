"""Once a session's time is over the bot's own messages in the chat quote nobody any more, slowly and once; the same
where a group is wiped, and where nobody can read its scenario."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.store.db import Tx
from tests.canaries import files_with, shown
from tests.stage import Stage, open_stage
from tests.work.private_chats import WORDS, asked, go_on, left
from tests.work.test_withdrawing import SCENARIOS

ALIAS, ERASED = "Serinus", "(effacé)"
LONG_AFTER = timedelta(days=91)


async def _told(stage: Stage, times: int = 1) -> None:
    """Sessions of which the group's chat quotes answers to private and open questions, a vote on them, corrections
    and a pseudonym."""
    await stage.begin("small")
    for n in range(times):
        if n:
            stage.say("Awa", "/session small")
            await stage.settle()
            for name in stage.people:
                stage.tap(name, "Toit vert")
            await stage.settle()
        await _one(stage)


async def _one(stage: Stage) -> None:
    for _ in range(2):
        await go_on(stage)
    for name in ("Chidi", "Camille", "Sam", "Nour"):
        stage.say(name, f"{WORDS} {name}", chat=stage.private(name))
    stage.say("Jo", f"/alias {ALIAS}")
    await stage.settle()
    for _ in range(6):
        await go_on(stage)
    stage.say("Awa", "/close oui")
    await stage.settle()
    stage.say("Jo", f"{WORDS} corrigé", reply_to=stage.question())
    await stage.settle()
    stage.clock.turn(timedelta(days=1))
    await stage.there_all_the_while()


def _quotes(stage: Stage) -> list[str]:
    """What the bot still says of anybody in the group."""
    return [m.text for m in stage.room.messages(stage.group) if m.sender == 0 and (WORDS in m.text or ALIAS in m.text)]


async def _purge(stage: Stage) -> None:
    stage.clock.turn(LONG_AFTER)
    await stage.there_all_the_while()
    await stage.app.work.prune()


def _edits(stage: Stage) -> list[datetime]:
    return [
        at for at, method, chat in stage.running.emulator.calls if (method, chat) == ("editmessagetext", stage.group.id)
    ]


async def test_ninety_days_later_the_group_s_chat_quotes_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        assert len(_quotes(stage)) > 3
        others = [text for text in stage.texts() if "Bonjour" in text or "1/" in text]
        await _purge(stage)
        assert not files_with(tmp_path, WORDS), "what waits to be sent says no words"
        await stage.settle()
        assert _quotes(stage) == []
        assert ERASED in stage.texts()
        assert all(text in stage.texts() for text in others), "what quotes nobody stays"
        done = len(_edits(stage))
        stage.clock.turn(timedelta(days=2))
        await stage.there_all_the_while()
        await stage.app.work.prune()
        await stage.settle()
        assert len(_edits(stage)) == done, "once"


async def test_many_sessions_at_once_neither_flood_a_group_nor_keep_it_waiting(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage, times=2)
        before = len(_edits(stage))
        await _purge(stage)
        stage.say("Awa", "/session small")
        stage.app.sender.ring()
        asked_at = stage.clock.now()
        while not any("Racontez" in text or "Petit atelier" in text for text in stage.texts()[-1:]):
            await stage.app.poll.once(0)
            await stage.app.work.once()
            await stage.app.sender.step()
            stage.clock.turn(timedelta(seconds=1))
        assert stage.clock.now() - asked_at < timedelta(seconds=10), "the opening doesn't wait for them"
        await stage.settle()
        assert _quotes(stage) == []
        edits = _edits(stage)[before:]
        assert len(edits) > 8
        assert all(b - a >= timedelta(seconds=15) for a, b in pairwise(edits[: len(edits) - 2]))


async def test_a_restart_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        await _purge(stage)
        stage.clock.turn(timedelta(seconds=45))
        while await stage.app.sender.step():
            pass
        left = len(_quotes(stage))
        assert left
        await stage.stop()
        await stage.start()
        await stage.settle()
        assert _quotes(stage) == []


@pytest.mark.parametrize("way", ["removed", "gone without a word"])
async def test_a_group_that_is_gone_costs_nothing(tmp_path: Path, way: str) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        if way == "removed":
            stage.room.remove_bot(stage.group, stage.people["Awa"])
            await stage.settle()
        else:
            stage.group.bot_in = False
        calls = len(stage.running.emulator.calls)
        await _purge(stage)
        await stage.settle()
        stage.clock.turn(timedelta(days=1))
        await stage.there_all_the_while()
        await stage.app.work.prune()
        await stage.settle()
        to_group = [c for c in stage.running.emulator.calls[calls:] if c[2] == stage.group.id]
        assert len(to_group) <= 3
        assert not files_with(tmp_path, WORDS)


async def _unreadable(stage: Stage) -> None:
    def damage(tx: Tx) -> None:
        tx.stale = True
        tx.run("UPDATE scenarios SET source = ?", b"palabre: 0")

    await stage.app.database.transact(damage)


@pytest.mark.parametrize("way", ["retention", "wipe"])
async def test_no_scenario_is_needed_for_it(tmp_path: Path, way: str) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        await _unreadable(stage)
        if way == "retention":
            await _purge(stage)
        else:
            await _wipe(stage)
        await stage.settle()
        assert _quotes(stage) == []
        assert not files_with(tmp_path, WORDS)


async def _wipe(stage: Stage) -> None:
    awa = stage.private("Awa")
    stage.say("Awa", "/wipe", chat=awa)
    await _at_this_moment(stage)
    stage.tap("Awa", f"{stage.group.title} · 1 atelier", chat=awa)
    await _at_this_moment(stage)
    stage.tap("Awa", "Oui, effacer", chat=awa)
    await _at_this_moment(stage)


async def _at_this_moment(stage: Stage) -> None:
    """What is to be done now is done and sent, within a second or two."""
    for _ in range(4):
        await stage.app.poll.once(0)
        await stage.app.work.once()
        await stage.app.sender.step()
        stage.clock.turn(timedelta(seconds=0.6))


async def test_a_wiped_group_s_new_names_go_too_and_what_waits_of_older_sessions(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        await _purge(stage)
        await _wipe(stage)
        assert _quotes(stage), "these waited for their turn"
        await stage.settle()
        assert _quotes(stage) == []


async def test_what_stayed_in_private_because_the_group_wished_so_goes_with_its_time(tmp_path: Path) -> None:
    async with asked(tmp_path, tidies=False) as stage:
        jo = stage.private("Jo")
        stage.say("Jo", f"/alias {ALIAS}", chat=jo)
        await stage.settle()
        stage.say("Awa", "/close oui")
        await stage.settle()
        assert shown(stage, ALIAS)
        await _purge(stage)
        await stage.settle()
        assert not shown(stage, ALIAS)
        assert {text for text in left(stage, "Jo") if text != f"/alias {ALIAS}"} == {ERASED}
