"""`palabre doctor` as it is typed, while the bot is at work and while it isn't."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.store import dead_letters, inbox
from tests.stage import TOKEN, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"

_MISTAKE = (
    "CREATE TRIGGER mistake BEFORE INSERT ON outbox WHEN new.method = 'react' BEGIN SELECT RAISE(ABORT, 'no'); END"
)


class Palabre:
    """The command, beside a stage's bot: its status, and what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._set = monkeypatch.setenv
        self._capsys = capsys

    async def __call__(self, stage: Stage, *arguments: str) -> tuple[int, str, str]:
        self._set("PALABRE_TOKEN", TOKEN)
        self._set("PALABRE_API_URL", stage.running.address)
        self._set("PALABRE_DATABASE", str(stage.app.settings.database))
        status = await asyncio.to_thread(main, ["doctor", *arguments])
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def palabre(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Palabre:
    monkeypatch.chdir(tmp_path)
    return Palabre(monkeypatch, capsys)


async def test_for_people_and_for_machines(tmp_path: Path, palabre: Palabre) -> None:
    async with open_stage(tmp_path) as stage:
        stage.clock.time = datetime.now(UTC)
        status, text, errors = await palabre(stage)
        assert (status, errors) == (0, "")
        assert text.endswith("\nAll is well.\n")
        assert "well  token:     It is @palabre_bot's." in text
        stage.group.may_send = False
        status, text, _ = await palabre(stage)
        assert status == 1
        assert "mend  group “Atelier”: The bot may not write there." in text
        assert "→ Let members write" in text
        assert text.endswith("\n1 thing needs mending.\n")
        status, text, _ = await palabre(stage, "--json")
        assert status == 1
        told = json.loads(text)
        assert told["well"] is False
        by_name = {finding["name"]: finding for finding in told["findings"]}
        assert by_name["group “Atelier”"]["state"] == "mend"
        assert by_name["inbox"]["figures"] == {"waiting": 0}
        assert TOKEN not in text


async def test_a_setting_that_is_wrong_is_a_finding(
    tmp_path: Path, palabre: Palabre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALABRE_TIMEZONE", "Mars")
    async with open_stage(tmp_path) as stage:
        status, text, _ = await palabre(stage, "--json")
        assert status == 1
        assert [f["name"] for f in json.loads(text)["findings"]] == ["settings"]
        assert "PALABRE_TIMEZONE" in text


def test_before_anything_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PALABRE_API_URL", "http://127.0.0.1:9")
    assert main(["doctor", "--retry"]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert "There is no database" in said.out
    assert "PALABRE_TOKEN is not set" in said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
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
    tmp_path: Path, palabre: Palabre, caplog: pytest.LogCaptureFixture
) -> None:
    """The outbox refuses receipts, so that answers fail, as by a mistake in the program. Once that is mended
    the answer is put back, from beside the bot, and counts."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        await _two_set_aside(stage)
        assert "is set aside after its last try: see palabre doctor" in caplog.text
        assert "an update is set aside (unreadable message): see palabre doctor" in caplog.text
        assert "illisible" not in caplog.text
        await _sql(stage, "DROP TRIGGER mistake")
        stage.clock.time = datetime.now(UTC)
        status, text, _ = await palabre(stage)
        assert status == 1
        assert "IntegrityError: 1" in text
        assert "1 can then be tried again: palabre doctor --retry. The other 1 can't be." in text
        working = asyncio.create_task(stage.app.run())
        status, text, _ = await palabre(stage, "--retry")
        assert status == 0
        assert "1 row is tried again. 1 can't be: nobody could read them" in text
        async with asyncio.timeout(10):
            while not (await stage.session())[1].answers.to("today"):  # noqa: ASYNC110  it is in the database
                await asyncio.sleep(0.05)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        assert len(await stage.app.database.transact(dead_letters.listing)) == 1
        assert await stage.app.database.transact(inbox.count_open) == 0


async def _two_set_aside(stage: Stage) -> None:
    """An update that nobody can read, and an answer that fails at every try."""
    stage.room.updates.append({"update_id": 9_000, "message": {"message_id": "?", "text": "illisible"}})
    stage.room._next_update = 9_001
    await _sql(stage, _MISTAKE)
    stage.say("Chidi", "4", reply_to=stage.question())
    await stage.settle()
    for _ in range(6):
        stage.clock.turn(timedelta(minutes=5))
        await stage.settle()


async def _sql(stage: Stage, sql: str) -> None:
    await stage.app.database.transact(lambda tx: tx.run(sql))
