"""`palabre doctor` as it is typed, while the bot is at work and while it isn't."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import dead_letters, inbox
from tests.stage import TOKEN, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"

_MISTAKE = (
    "CREATE TRIGGER mistake BEFORE INSERT ON outbox WHEN new.method = 'react' BEGIN SELECT RAISE(ABORT, 'no'); END"
)


async def _palabre(stage: Stage, *arguments: str, **changes: str) -> tuple[int | None, str, str]:
    """The real command, beside the stage's bot: its status, and what it printed."""
    environment = {
        "PALABRE_TOKEN": TOKEN,
        "PALABRE_API_URL": stage.running.address,
        "PALABRE_DATABASE": str(stage.app.settings.database),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PATH": os.environ["PATH"],
        **changes,
    }
    done = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", *arguments),
        cwd=stage.app.settings.database.parent,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await done.communicate()
    return done.returncode, out.decode(), err.decode()


async def test_for_people_and_for_machines(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.clock.time = datetime.now(UTC)
        status, text, errors = await _palabre(stage)
        assert (status, errors) == (0, "")
        assert text.endswith("\nAll is well.\n")
        assert "well  token:     It is @palabre_bot's." in text
        stage.group.may_send = False
        status, text, _ = await _palabre(stage)
        assert status == 1
        assert "mend  group “Atelier”: The bot may not write there." in text
        assert "→ Let members write" in text
        assert text.endswith("\n1 thing needs mending.\n")
        status, text, _ = await _palabre(stage, "--json")
        assert status == 1
        told = json.loads(text)
        assert told["well"] is False
        by_name = {finding["name"]: finding for finding in told["findings"]}
        assert by_name["group “Atelier”"]["state"] == "mend"
        assert by_name["inbox"]["figures"] == {"waiting": 0}
        assert TOKEN not in text


async def test_a_setting_that_is_wrong_is_a_finding(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        status, text, _ = await _palabre(stage, "--json", PALABRE_TIMEZONE="Mars")
        assert status == 1
        assert [f["name"] for f in json.loads(text)["findings"]] == ["settings"]
        assert "PALABRE_TIMEZONE" in text


def test_before_anything_is_set_up(tmp_path: Path) -> None:
    environment = {"PALABRE_API_URL": "http://127.0.0.1:9", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "bot", "doctor", "--retry"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "There is no database" in done.stdout
    assert "PALABRE_TOKEN is not set" in done.stdout
    assert not list(tmp_path.iterdir())


async def test_on_a_terminal_it_says_what_takes_a_while(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        ours, theirs = pty.openpty()
        environment = {"PALABRE_DATABASE": str(tmp_path / "palabre.sqlite3"), "PALABRE_API_URL": stage.running.address,
                       "PALABRE_TOKEN": TOKEN, "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        command = (sys.executable, "-m", "bot", "doctor")
        done = await asyncio.create_subprocess_exec(
            *command, env=environment, stderr=theirs, stdout=asyncio.subprocess.PIPE, cwd=tmp_path
        )
        text, _ = await done.communicate()
        shown = os.read(ours, 4000).decode()
        os.close(ours)
        os.close(theirs)
        assert "asking about the groups: 1 of 1 …" in shown
        assert shown.endswith("\x1b[K")
        assert "…" not in text.decode()


async def test_what_was_set_aside_is_tried_again_by_the_bot_at_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The outbox refuses receipts, so that answers fail, as by a mistake in the program. Once that is mended
    the answer is put back, from beside the bot, and counts."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next")
        await stage.settle()
        stage.room.updates.append({"update_id": 9_000, "message": {"message_id": "?", "text": "illisible"}})
        stage.room._next_update = 9_001
        await _sql(stage, _MISTAKE)
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        for _ in range(6):
            stage.clock.turn(timedelta(minutes=5))
            await stage.settle()
        assert "is set aside after its last try: see palabre doctor" in caplog.text
        assert "an update is set aside (unreadable message): see palabre doctor" in caplog.text
        assert "illisible" not in caplog.text
        await _sql(stage, "DROP TRIGGER mistake")
        stage.clock.time = datetime.now(UTC)
        status, text, _ = await _palabre(stage)
        assert status == 1
        assert "IntegrityError: 1" in text
        assert "1 can then be tried again: palabre doctor --retry. The other 1 can't be." in text
        working = asyncio.create_task(stage.app.run())
        status, text, _ = await _palabre(stage, "--retry")
        assert status == 0
        assert "1 row is tried again. 1 can't be: nobody could read them" in text
        async with asyncio.timeout(10):
            while not (await stage.session())[1].answers.to("today"):  # noqa: ASYNC110  it is in the database
                await asyncio.sleep(0.05)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        assert len(await stage.app.database.transact(dead_letters.listing)) == 1
        assert await stage.app.database.transact(inbox.waiting) == 0


async def _sql(stage: Stage, sql: str) -> None:
    await stage.app.database.transact(lambda tx: tx.run(sql))
