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
  - { id: heard, kind: text, collect: private, reveal: together, prompt: { fr: "Qu’entendez-vous ?" } }
  - { id: seen, kind: text, collect: private, reveal: together, prompt: { fr: "Que voyez-vous ?" } }
"""
CANARY = "Le canari du récit"


async def _to_the_summary(stage: Stage) -> int:
    """Chidi has said so much that the summary takes more than one message; gives how many it takes."""
    await stage.begin("much")
    for _ in range(3):
        await go_on(stage)
        for n in range(25):
            said = f"{CANARY} {n} est passé par la rivière. " + "Il a plu. " * 20
            stage.say("Chidi", said, chat=stage.private("Chidi"))
            stage.clock.turn(timedelta(seconds=10))
        for name in ("Camille", "Sam", "Nour"):
            stage.say(name, f"{name} raconte.", chat=stage.private(name))
        await stage.settle()
    before = len(stage.texts())
    stage.say("Awa", "/close oui")
    await stage.settle()
    assert shown(stage, CANARY)
    return len(stage.texts()) - before


def _scenario(folder: Path) -> Path:
    (folder / "much.yaml").write_text(SCENARIO, "utf-8")
    return folder


async def test_fewer_parts_are_enough_then_and_the_others_are_deleted(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=_scenario(tmp_path)) as stage:
        parts = await _to_the_summary(stage)
        assert parts > 1
        before = len(stage.texts())
        await forget(stage, "Chidi")
        assert not shown(stage, CANARY)
        assert 0 < before - len(stage.texts()) < parts
        whole = "\n".join(stage.texts())
        assert TAKEN_BACK in whole
        assert "Synthèse" in whole


async def test_after_two_days_parts_that_can_t_be_deleted_are_emptied(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=_scenario(tmp_path)) as stage:
        parts = await _to_the_summary(stage)
        stage.clock.turn(timedelta(days=4))
        await forget(stage, "Chidi")
        assert not shown(stage, CANARY)
        assert 0 < stage.texts().count("…") < parts
        assert not files_with(tmp_path, CANARY)
