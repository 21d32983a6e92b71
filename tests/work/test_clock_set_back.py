"""A clock that is set back, while the bot runs or while it doesn't, doesn't silence it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from bot.store import invites
from bot.store.db import Tx
from tests.stage import Stage, open_stage

#: By how much: a change of clocks, a wrong zone, a battery that is empty, a wrong year.
BACK = [timedelta(seconds=10), timedelta(hours=1), timedelta(hours=5), timedelta(days=366)]
#: With all that is edited calmly, and the pace of messages.
SOON = timedelta(minutes=2)


class Watch:
    """Refuses sending as it is told to."""

    def __init__(self) -> None:
        self.refusing: RefusedError | None = None

    async def __call__(self, moment: str, method: str, call: Json) -> None:
        if self.refusing and moment == "before" and method == "sendmessage":
            raise self.refusing


async def _at_first_question(stage: Stage) -> None:
    await stage.begin("weather")
    stage.say("Awa", "/next oui")
    await stage.settle()


async def _set_back(stage: Stage, by: timedelta) -> None:
    await stage.app.work.look_at_clock()  # as its loop does all the time
    stage.clock.turn(-by)
    await stage.app.work.look_at_clock()


@pytest.mark.parametrize("by", BACK)
async def test_the_next_question_comes_at_once(tmp_path: Path, by: timedelta) -> None:
    async with open_stage(tmp_path, scenarios=Path("tests/dialogues/scenarios")) as stage:
        await _at_first_question(stage)
        before = len(stage.texts())
        await _set_back(stage, by)
        began = stage.clock.now()
        stage.say("Awa", "4", reply_to=stage.question())
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert len(stage.texts()) > before
        assert stage.clock.now() - began < SOON


@pytest.mark.parametrize("by", BACK)
async def test_what_was_queued_before_goes_at_once(tmp_path: Path, by: timedelta) -> None:
    """What waited for its pace, or as long as Telegram had said, waits no longer than it would have."""
    watch = Watch()
    async with open_stage(tmp_path, watch=watch, scenarios=Path("tests/dialogues/scenarios")) as stage:
        await stage.begin("weather")
        watch.refusing = RefusedError(429, "Too Many Requests: retry after 5", retry_after=5)
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.sender.step()
        watch.refusing = None
        await _set_back(stage, by)
        began, before = stage.clock.now(), len(stage.texts())
        await stage.settle()
        assert len(stage.texts()) > before
        assert stage.clock.now() - began < SOON


@pytest.mark.parametrize("by", [*BACK[1:]])
async def test_also_where_it_was_set_back_while_the_bot_was_stopped(tmp_path: Path, by: timedelta) -> None:
    async with open_stage(tmp_path, scenarios=Path("tests/dialogues/scenarios")) as stage:
        await _at_first_question(stage)
        stage.say("Awa", "4", reply_to=stage.question())
        await stage.app.poll.once(0)
        await stage.work()  # its receipt and the edit of the status wait
        await stage.stop()
        stage.clock.turn(-by)
        await stage.start()
        began, before = stage.clock.now(), len(stage.texts())
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert len(stage.texts()) > before
        assert stage.clock.now() - began < SOON


def _ahead(tx: Tx) -> dict[str, int]:
    latest = {}
    for row in tx.all(
        "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
    ):
        if row["c"] in ("queued", "begun", "sent_at", "not_before", "received", "edited", "until", "due"):
            found = tx.one(f"SELECT max({row['c']}) n FROM {row['t']}")  # noqa: S608  names of the schema
            latest[f"{row['t']}.{row['c']}"] = (found["n"] if found else None) or 0
    return latest


async def test_nothing_by_which_something_waits_is_left_ahead(tmp_path: Path) -> None:
    """Every such column of the real schema, so that a new one isn't forgotten."""
    async with open_stage(tmp_path, scenarios=Path("tests/dialogues/scenarios")) as stage:
        await _at_first_question(stage)
        stage.say("Awa", "4", reply_to=stage.question())
        await stage.app.poll.once(0)
        await stage.work()
        await _set_back(stage, timedelta(days=366))
        limit = int((stage.clock.now() + timedelta(days=31)).timestamp() * 1e6)
        latest = await stage.app.database.transact(_ahead)
        assert latest["outbox.queued"]
        assert {name for name, at in latest.items() if at > limit} == set()


async def test_a_link_is_good_for_no_longer(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        made = stage.clock.now()
        token = await stage.app.database.transact(lambda tx: invites.claim(tx, made))
        await _set_back(stage, timedelta(hours=5))
        stage.clock.turn(timedelta(minutes=16))
        now = stage.clock.now()
        assert await stage.app.database.transact(lambda tx: invites.look(tx, token, now)) is None
