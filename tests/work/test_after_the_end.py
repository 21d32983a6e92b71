"""What the end of a workshop loads on the phones of a group: a summary once, then a line at a time."""

from __future__ import annotations

from pathlib import Path

from tests.stage import Stage, open_stage

LONG = "Nous avons attendu la réponse du siège pendant trois semaines, puis nous avons commencé avec nos moyens."


async def _ended(stage: Stage) -> None:
    """A workshop with one long answer, ended after its second question."""
    await stage.begin("flexibility")
    for _ in range(2):
        stage.say("Awa", "/next")
        await stage.settle()
    stage.say("Chidi", LONG, reply_to=stage.question())
    await stage.settle()
    stage.say("Awa", "/close yes")
    await stage.settle()


async def test_the_summary_shortens_what_the_group_has_seen(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await _ended(stage)
        summary = next(text for text in stage.texts() if text.startswith("Synthèse"))
        assert LONG not in summary
        assert "Nous avons attendu la réponse du siège pendant…" in summary


async def test_what_can_still_change_stands_apart_from_the_summary(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await _ended(stage)
        before = stage.texts()
        stage.say("Nour", "Nous avons aussi parlé du calendrier.", reply_to=stage.room.last(stage.group))
        await stage.settle()
        changed = [new for old, new in zip(before, stage.texts(), strict=True) if old != new]
        assert len(changed) == 1
        assert "Nous avons aussi parlé du calendrier." in changed[0]
        assert "Synthèse" not in changed[0]


async def test_how_many_say_this_is_us_stands_in_the_status(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await _ended(stage)
        before = stage.texts()
        for name in ("Chidi", "Nour", "Sam"):
            stage.tap(name, "C’est bien nous")
        await stage.settle()
        (said,) = [new for old, new in zip(before, stage.texts(), strict=True) if old != new]
        assert said.startswith("L’atelier est terminé.")
        assert said.endswith("3 personnes disent\u00a0: c’est bien nous.")
