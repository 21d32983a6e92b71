"""Days that were read of what people wrote are told back soon, though the status rests; and go at once with whoever
asks to be forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.stage import Stage, open_stage
from tests.work.test_calm import SCENARIOS, turn

FIRST, SECOND = "15 avril", "1er mai"


def _status(stage: Stage) -> str:
    return next(text for text in reversed(stage.texts()) if text.startswith("Question"))


async def test_a_day_is_told_within_a_minute_and_one_that_is_told_already_costs_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        calls = stage.running.emulator.calls
        stage.say("Awa", "Relire ; Awa ; 3 avril 2027", reply_to=stage.question())
        await turn(stage, 10 * 60)
        assert "Noté" not in _status(stage)
        stage.say("Chidi", f"Appeler ; Chidi ; {FIRST}", reply_to=stage.question())
        await turn(stage, 61)
        assert "15 avril 2027" in _status(stage)
        before = len(calls)
        stage.say("Nour", f"Relire ; Nour ; {FIRST}", reply_to=stage.question())
        await turn(stage, 61)
        edits = [1 for _, method, chat in calls[before:] if method == "editmessagetext" and chat == stage.group.id]
        assert not edits
        stage.say("Nour", f"Écrire ; Nour ; {SECOND}", reply_to=stage.question())
        await turn(stage, 61)
        assert "15 avril 2027 · 1er mai 2027" in _status(stage)


async def test_whose_day_it_was_can_be_forgotten_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        stage.say("Chidi", f"Appeler ; Chidi ; {FIRST}", reply_to=stage.question())
        await turn(stage, 61)
        assert "15 avril 2027" in _status(stage)
        stage.say("Chidi", "/forget oui")
        await turn(stage, 5)
        assert "15 avril" not in _status(stage)


async def _asked(stage: Stage) -> None:
    """The question of what will be done is open, and the status rests."""
    await stage.begin("choose")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await turn(stage, 60)
    await turn(stage, 20 * 60)


async def test_it_goes_when_the_group_is_wiped(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        stage.say("Chidi", f"Appeler ; Chidi ; {FIRST}", reply_to=stage.question())
        await turn(stage, 61)
        awa = stage.private("Awa")
        stage.say("Awa", "/wipe", chat=awa)
        await turn(stage, 5)
        for label in (f"{stage.group.title} · 1 atelier", "Oui, effacer"):
            stage.tap("Awa", label, chat=awa)
            await turn(stage, 5)
        assert not [text for text in stage.texts() if "15 avril 2027" in text]
