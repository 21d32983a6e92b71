"""The answer to /mydata leaves the chat: after an hour, and with /forget at once, with all else that names somebody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from tests.stage import Stage
from tests.work.private_chats import CLEARED, WORDS, asked, decide, deletions, go_on, left

KEPT, HOUR = "Ce que je garde de vous", timedelta(hours=1)


async def _ask(stage: Stage, name: str = "Jo") -> None:
    stage.say(name, "/mydata", chat=stage.private(name))
    await stage.settle()


def _told(stage: Stage, name: str = "Jo") -> list[str]:
    return [text for text in left(stage, name) if KEPT in text or text == "/mydata"]


async def _pass(stage: Stage, time: timedelta) -> None:
    stage.clock.turn(time)
    await stage.there_all_the_while()
    await stage.settle()


@pytest.mark.parametrize("stopped", [False, True])
async def test_it_goes_after_an_hour_also_after_a_restart(tmp_path: Path, stopped: bool) -> None:
    async with asked(tmp_path) as stage:
        await _ask(stage)
        await _pass(stage, timedelta(minutes=58))
        assert len(_told(stage)) == 2
        if stopped:
            await stage.stop()
            await stage.start()
        await _pass(stage, timedelta(minutes=3))
        assert _told(stage) == []


async def test_a_long_one_goes_whole_and_each_at_its_own_time(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await go_on(stage)
        for n in range(12):
            stage.say("Jo", f"{WORDS} {n} " + "longue " * 100, chat=stage.private("Jo"))
        await stage.settle()
        before = len(left(stage, "Jo"))
        await _ask(stage)
        assert len(left(stage, "Jo")) - before > 2
        await _pass(stage, timedelta(minutes=30))
        await _ask(stage, "Sam")
        await _pass(stage, timedelta(minutes=31))
        assert len(left(stage, "Jo")) == before
        assert len(_told(stage, "Sam")) == 2


async def test_what_the_bot_says_meanwhile_doesn_t_wait_for_it(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        await _ask(stage)
        await go_on(stage)
        assert any("Et sans nom" in text for text in left(stage, "Jo"))
        assert len(_told(stage)) == 2


@pytest.mark.parametrize("where", ["group", "private"])
async def test_with_forget_it_goes_at_once_with_all_else_that_names_somebody(tmp_path: Path, where: str) -> None:
    async with asked(tmp_path) as stage:
        jo = stage.private("Jo")
        for text in ("4", "trois ou quatre", "/alias Serinus", "/undo", "5"):
            stage.say("Jo", text, chat=jo, reply_to=stage.question(jo))
        await _ask(stage)
        await go_on(stage)
        stage.say("Jo", WORDS, chat=jo)
        await _ask(stage)
        stage.say("Jo", "/forget oui", chat=jo if where == "private" else stage.group)
        await stage.settle()
        assert all("/forget" in text or text.startswith("C’est fait") for text in left(stage, "Jo")), left(stage, "Jo")
        assert await stage.app.database.transact(deletions) == {}


async def test_with_forget_it_isn_t_sent_at_all_where_it_still_waits(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:
        stage.say("Jo", "/mydata", chat=stage.private("Jo"))
        await decide(stage)
        stage.say("Jo", "/forget oui")
        await stage.settle()
        assert not any(KEPT in m.text for m in stage.private("Jo").messages.values())
        assert _told(stage) == []


async def test_with_forget_it_doesn_t_stay_where_it_was_under_way(tmp_path: Path) -> None:
    async with asked(tmp_path) as stage:

        async def forget(when: str, method: str, call: Json) -> None:
            if when == "after" and method == "sendmessage" and KEPT in call["text"]:
                stage.running.emulator.watch = None
                stage.say("Jo", "/forget oui")
                await decide(stage)

        stage.running.emulator.watch = forget
        await _ask(stage)
        await stage.settle()
        assert any(KEPT in m.text for m in stage.private("Jo").messages.values()), "it was sent"
        assert not any(KEPT in text for text in left(stage, "Jo"))


async def test_what_telegram_doesn_t_delete_is_worded_anew(tmp_path: Path) -> None:
    """Of the bot's own; what somebody wrote long ago they can delete themselves, as the answer to /forget says."""
    async with asked(tmp_path) as stage:
        await _ask(stage)

        async def refuse(when: str, method: str, call: Json) -> None:
            if when == "before" and method.startswith("delete"):
                raise RefusedError(400, "Bad Request: message can't be deleted for everyone")

        stage.running.emulator.watch = refuse
        await _pass(stage, HOUR)
        assert CLEARED in left(stage, "Jo")
        assert _told(stage) == ["/mydata"]
