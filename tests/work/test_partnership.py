"""/progress and /agreement beyond the lives of workshops: what is told of one stays the same when its answers go, what
can't be read is told apart, and the command line tells the same; each group by itself."""

from __future__ import annotations

import json
from asyncio import to_thread
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.db import Tx
from tests.documents.made import opened
from tests.stage import TOKEN, Stage, open_stage
from tests.work.with_roles import SCENARIOS, tap, tell


@pytest.fixture(autouse=True)
def _database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PALABRE_TOKEN", TOKEN)
    monkeypatch.setenv("PALABRE_SCENARIOS", str(SCENARIOS))
    monkeypatch.setenv("PALABRE_DATABASE", str(tmp_path / "palabre.sqlite3"))


async def _held(stage: Stage, *scores: int) -> None:
    """A workshop in which these answer, and which has ended."""
    await stage.begin("small")
    stage.say("Awa", "/next oui")
    await stage.settle()
    for name, score in zip(stage.people, scores, strict=False):
        stage.tap(name, str(score))
    await stage.settle()
    stage.say("Awa", "/close oui")
    await stage.settle()


async def _run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert await to_thread(main, arguments) == status
    said = capsys.readouterr()
    return said.err if status else said.out


async def test_it_is_told_alike_before_and_after_the_answers_are_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _held(stage, 2, 2, 3, 3, 2)
        before = (await tell(stage, "Awa", "/progress"), await _run(capsys, "progress", "--json"))
        stage.clock.turn(timedelta(days=91))
        await stage.app.work.prune()
        await stage.settle()
        assert await stage.app.database.transact(lambda tx: tx.one("SELECT 1 FROM answers")) is None
        assert (await tell(stage, "Awa", "/progress"), await _run(capsys, "progress", "--json")) == before
        (group,) = json.loads(before[1])["groups"]
        (measure,) = group["measures"]
        assert (measure["measure"], [point["level"] for point in measure["workshops"]]) == ("small", [2.5])
        assert "2.4" not in before[1], "the mean itself is told nowhere, nor of how many"
        assert "effacées" in await tell(stage, "Awa", "/agreement")


async def test_of_too_few_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _held(stage, 5, 5)
        assert "pas encore montré" in await tell(stage, "Awa", "/progress")
        (group,) = json.loads(await _run(capsys, "progress", "--json"))["groups"]
        assert [point["level"] for point in group["measures"][0]["workshops"]] == [None]


def _damage(tx: Tx) -> None:
    tx.run("UPDATE sessions SET state = '{'")
    tx.stale = True


async def test_a_workshop_that_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _held(stage, 2, 2, 3)
        await stage.app.database.transact(_damage)
        said = await tell(stage, "Awa", "/progress")
        assert "11 janvier 2027" in said
        assert "Comment allons-nous" not in said
        assert "ne peut plus être lu" in await tell(stage, "Awa", "/agreement")


async def test_of_several_groups_each_is_told_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _held(stage, 4, 4, 4)
        other = stage.room.group("Autre", [stage.people["Awa"]], admins=[stage.people["Awa"]])
        stage.room.add_bot(other, stage.people["Awa"])
        await stage.settle()
        found = json.loads(await _run(capsys, "progress", "--json"))
        assert set(found) == {"groups"}, "no total, by which one could be reckoned from the other"
        assert [group["group"] for group in found["groups"]] == ["Atelier", "Autre"]
        assert "one group" in await _run(capsys, "progress", "--output", "a.html", status=1)
        await _run(capsys, "progress", "--group", "atelier", "--output", "a.html")
        assert b"<svg" in (tmp_path / "a.html").read_bytes()
        assert "There is no such group" in await _run(capsys, "progress", "--group", "none", status=1)
        assert ".html or .json" in await _run(capsys, "progress", "--output", "a.png", status=1)


async def test_a_draft_is_a_document_and_noted_in_the_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("harvest")
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Chidi", "Envoyer le budget ; notre équipe ; 13/02/2027", reply_to=stage.question())
        await stage.settle()
        stage.say("Awa", "/close oui")
        await stage.settle()
        assert "approved no workshop yet" in await _run(capsys, "agreement", "--output", "a.html", status=1)
        for name in ("Awa", "Chidi", "Nour"):
            stage.tap(name, "Oui, c’est bien nous")
        await stage.settle()
        await tell(stage, "Awa", "/agreement")
        sent = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if m.document)
        assert sent.document is not None
        assert "Envoyer le budget" in opened(sent.document.content).decode("utf-8", "replace")
        assert sent.document.name == "palabre-agreement.docx"
        await _run(capsys, "agreement", "--language", "fr", "--output", "a.html")
        assert "Envoyer le budget" in (tmp_path / "a.html").read_text("utf-8")
        await tell(stage, "Awa", "/team")
        await tap(stage, "Awa", "Atelier")
        assert "projet d’accord" in await tap(stage, "Awa", "Ce qui a été fait")
