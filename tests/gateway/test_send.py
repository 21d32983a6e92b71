"""Sending: what Telegram refuses, delays or loses is each met in its own way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.store import outbox
from bot.store.db import Tx
from bot.store.outbox import Draft
from tests.stage import Stage, open_stage, the_group
from tests.waiting import count_queued


class Issue:
    """A watch that refuses the next calls of a method as it is told to."""

    def __init__(self) -> None:
        self.coming: list[tuple[str, RefusedError]] = []
        self.seen: list[str] = []

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if moment == "before" and method != "getupdates":
            self.seen.append(method)
            if self.coming and self.coming[0][0] == method:
                raise self.coming.pop(0)[1]


async def _put(stage: Stage, **values: object) -> None:
    def put(tx: Tx) -> None:
        outbox.put(
            tx,
            Draft(**{"place": GroupPlace(the_group(tx)), "method": "send", "html": "Bonsoir", **values}),
            stage.clock.now(),
        )

    await stage.app.database.transact(put)


async def test_429_waits_as_long_as_it_says_and_no_other_chat_does(tmp_path: Path) -> None:
    trouble = Issue()
    async with open_stage(tmp_path, watch=trouble) as stage:
        stage.clock.turn(timedelta(seconds=2))
        trouble.coming = [("sendmessage", RefusedError(429, "Too Many Requests: retry after 7", retry_after=7))]
        await _put(stage)
        began = stage.clock.now()
        await stage.app.sender.step()
        await _put(stage, place=PrivatePlace(await _awa(stage)), html="Bonjour Awa")
        await stage.app.sender.step()
        assert stage.texts(stage.private("Awa"))[-1] == "Bonjour Awa"
        assert stage.clock.now() == began
        await stage.settle()
        assert stage.texts()[-1] == "Bonsoir"
        assert stage.clock.now() - began >= timedelta(seconds=7)


async def _awa(stage: Stage) -> str:
    account = stage.people["Awa"].id
    row = await stage.app.database.transact(lambda tx: tx.one("SELECT person FROM people WHERE account = ?", account))
    return row["person"]


async def test_a_server_s_error_is_tried_again_and_nothing_overtakes(tmp_path: Path) -> None:
    trouble = Issue()
    async with open_stage(tmp_path, watch=trouble) as stage:
        trouble.coming = [("sendmessage", RefusedError(502, "Bad Gateway"))] * 3
        await _put(stage)
        await _put(stage, html="Ensuite")
        await stage.settle()
        assert stage.texts()[-2:] == ["Bonsoir", "Ensuite"]


async def test_markup_that_telegram_cannot_read_goes_as_plain_text(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await _put(stage, html="<b>ouvert")
        await stage.settle()
        assert stage.texts()[-1] == "ouvert"


async def test_a_refused_message_lets_the_next_one_by(tmp_path: Path) -> None:
    trouble = Issue()
    async with open_stage(tmp_path, watch=trouble) as stage:
        trouble.coming = [("sendmessage", RefusedError(400, "Bad Request: not enough rights"))]
        await _put(stage)
        await _put(stage, html="Ensuite")
        await stage.settle()
        assert stage.texts()[-1] == "Ensuite"


async def test_a_toast_is_not_worth_a_wait(tmp_path: Path) -> None:
    trouble = Issue()
    async with open_stage(tmp_path, watch=trouble) as stage:
        trouble.coming = [("answercallbackquery", RefusedError(400, "Bad Request: query is too old"))]
        await _put(stage, method="toast", callback="1", html="Noté")
        await stage.settle()
        assert await stage.app.database.transact(count_queued) == 0


async def test_one_message_is_under_way_at_a_time(tmp_path: Path) -> None:
    """So a kill makes at most one come twice."""
    most = now = 0

    async def watch(moment: str, method: str, call: Json) -> None:
        nonlocal most, now
        if method == "sendmessage":
            now += 1 if moment == "before" else -1
            most = max(most, now)
            await asyncio.sleep(0.002)

    async with open_stage(tmp_path, watch=watch) as stage:
        for name in stage.people:
            stage.room.start(stage.people[name])
        await stage.settle()
        await stage.begin("roles")
        assert most == 1
