"""What took several messages is told again whole after a withdrawal: in as many as it takes then, and the others go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.canaries import files_with, shown
from tests.stage import Stage, open_stage
from tests.work.test_withdrawing import TAKEN_BACK, forget, go_on

SCENARIO = """\
palabre: 1
id: much
title: { fr: "Beaucoup" }
purpose: { fr: "Dire beaucoup." }
steps:
  - { id: said, kind: text, collect: private, reveal: together, prompt: { fr: "Que dites-vous ?" } }
  - { id: first, kind: vote, on: said, votes: 3, prompt: { fr: "Par quoi commencer ?" } }
"""
CANARY = "Le canari du récit"


async def _to_the_vote(stage: Stage) -> None:
    """Chidi has said so much that the result and the vote on it take two messages."""
    await stage.begin("much")
    await go_on(stage)
    for n in range(25):
        said = f"{CANARY} {n} est passé par la rivière. " + "Il a plu. " * 20
        stage.say("Chidi", said, chat=stage.private("Chidi"))
        stage.clock.turn(timedelta(seconds=10))
    for name in ("Camille", "Sam", "Nour"):
        stage.say(name, f"{name} raconte.", chat=stage.private(name))
    await stage.settle()
    before = len(stage.texts())
    await go_on(stage)
    assert len(stage.texts()) - before == 2
    assert shown(stage, CANARY)


def _scenario(folder: Path) -> Path:
    (folder / "much.yaml").write_text(SCENARIO, "utf-8")
    return folder


async def test_one_part_is_enough_then_and_the_other_is_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=_scenario(tmp_path)) as stage:
        await _to_the_vote(stage)
        before = len(stage.texts())
        await forget(stage, "Chidi")
        assert not shown(stage, CANARY)
        assert len(stage.texts()) == before - 1
        whole = "\n".join(stage.texts())
        assert TAKEN_BACK in whole
        assert "Par quoi commencer ?" in whole


async def test_after_two_days_a_part_that_can_t_be_deleted_is_emptied(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=_scenario(tmp_path)) as stage:
        await _to_the_vote(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(days=4))
        await forget(stage, "Chidi")
        assert not shown(stage, CANARY)
        assert stage.texts().count("…") == 1
        assert not files_with(tmp_path, CANARY)
