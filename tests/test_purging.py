"""`palabre purge`: what an operator can erase while the bot is stopped, and that it refuses while it runs."""

from __future__ import annotations

import json
from asyncio import to_thread
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import main
from tests.canaries import files_with, shown
from tests.stage import Chance, Stage, open_stage

SCENARIOS = Path(__file__).parent / "dialogues" / "scenarios"
STORY = "Le canari du récit est passé par la rivière."


@pytest.fixture(autouse=True)
def _there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PALABRE_DATABASE", str(tmp_path / "palabre.sqlite3"))


async def _told(stage: Stage) -> None:
    await stage.begin("small")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()
    for name, text in (("Chidi", STORY), ("Camille", "Un hamac."), ("Sam", "Une lampe."), ("Nour", "Un seau.")):
        stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))
    await stage.settle()
    stage.say("Awa", "/next oui")
    await stage.settle()


def _main(*arguments: str) -> int:
    """To be called in a thread of its own: the tests' loop is running in this one."""
    return main(arguments)


async def test_a_person_who_asks_by_mail_is_erased_and_the_posts_change_at_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _told(stage)
        chidi = stage.people["Chidi"].id
        assert await to_thread(_main, "purge", "--person", str(chidi)) == 1
        assert "Another Palabre is using" in capsys.readouterr().err
        assert shown(stage, STORY)
        await stage.app.database.close()
        assert await to_thread(_main, "purge", "--person", str(chidi)) == 0
        said = capsys.readouterr().out
        assert f"all of the account {chidi}, in 1 sessions" in said
        assert not files_with(tmp_path, STORY)
        async with App(stage.app.settings, now=stage.clock.now, chance=Chance()) as stage.app:
            await stage.settle()
            assert not shown(stage, STORY)
            assert shown(stage, "Une personne a retiré sa réponse"), "of a private question all goes with it"
            await stage.app.database.transact(lambda tx: tx.run("DELETE FROM outbox WHERE state <> 'queued'"))
            await stage.app.work.prune()
            assert not files_with(tmp_path, chidi), "their chat has been tidied, so nothing leads there any more"
        assert await to_thread(_main, "purge", "--person", str(chidi), "--json") == 0
        assert json.loads(capsys.readouterr().out) == {
            "known": False, "sessions": 0, "roles": [], "appointed": False
        }  # fmt: skip


async def test_a_coordinator_s_roles_go_too_and_the_setting_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        awa = stage.people["Awa"].id
    monkeypatch.setenv("PALABRE_COORDINATORS", str(awa))
    assert await to_thread(_main, "purge", "--person", str(awa)) == 0
    said = capsys.readouterr().out
    assert "roles are gone too: coordinator" in said
    assert "PALABRE_COORDINATORS still names them" in said
    assert not files_with(tmp_path, awa)


async def test_what_is_past_its_time_goes_and_it_says_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command goes by the real clock; the workshop was in 2024."""
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        stage.clock.time -= timedelta(days=1000)
        stage.room.start(stage.people["Awa"])
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        await _told(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
    assert await to_thread(_main, "purge", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"sessions": 1, "members": 6, "groups": 0, "people": 5, "ending": 0}
    assert not files_with(tmp_path, STORY)
    assert await to_thread(_main, "purge") == 0
    assert "Erased: 0 sessions" in capsys.readouterr().out


def test_without_a_database_it_says_where_it_looked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["purge"]) == 1
    assert "There is no database" in capsys.readouterr().err
