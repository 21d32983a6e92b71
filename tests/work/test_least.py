"""From how many people on results are shown: a group can raise it for its next workshops."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.session.state import MINIMUM, MOST_NEEDED
from bot.store import groups
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
#: The private question of words, the second of the small scenario.
PRIVATE = 2


async def _least(stage: Stage) -> int:
    group = await stage.app.database.transact(lambda tx: groups.by_chat(tx, stage.group.id))
    assert group is not None
    return group.least


async def _three_private_answers(stage: Stage) -> str:
    """The small session, its private question answered by three people and closed; gives what is said of it."""
    await stage.begin("small")
    for _ in range(PRIVATE):
        stage.say("Awa", "/next")
        await stage.settle()
    for name in ("Awa", "Chidi", "Nour"):
        stage.say(name, f"Nous avons su trop tard, dit {name}.", chat=stage.private(name))
    await stage.settle()
    stage.say("Awa", "/next")
    await stage.settle()
    return stage.texts()[-1]


async def test_three_are_enough_unless_a_group_says_otherwise(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        assert "dit Nour" in await _three_private_answers(stage)


async def test_a_group_that_has_raised_it_hides_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.say("Awa", "/settings 4")
        await stage.settle()
        assert "il faut 4 personnes" in stage.texts()[-1]
        said = await _three_private_answers(stage)
        assert "dit Nour" not in said
        assert "moins de 4 personnes" in said
        stage.say("Awa", "/privacy")
        await stage.settle()
        assert "4 personnes" in stage.texts()[-1]


async def test_it_is_chosen_by_a_tap_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.say("Awa", "/settings")
        await stage.settle()
        assert f"à partir de {MINIMUM} personnes" in stage.texts()[-1].replace("\u2068", "").replace("\u2069", "")
        stage.tap("Awa", "5")
        await stage.settle()
        assert await _least(stage) == 5


async def test_a_workshop_under_way_keeps_the_number_it_began_with(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/settings 5")
        await stage.settle()
        assert "Celui qui est en cours garde" in stage.texts()[-1]
        _, session = await stage.session()
        assert session.minimum == MINIMUM
        assert await _least(stage) == 5


@pytest.mark.parametrize("said", ["2", "0", "-5", "21", "cinq", "٢", "3 4", "9" * 40])
async def test_whatever_is_no_number_from_three_to_twenty_changes_nothing(said: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.say("Awa", f"/settings {said}")
        await stage.settle()
        assert str(MOST_NEEDED) in stage.texts()[-1]
        assert await _least(stage) == MINIMUM


async def test_participants_cannot_change_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        for name, text in (("Awa", "/settings"), ("Nour", "/settings 5")):
            stage.say(name, text)
            await stage.settle()
        offered = next(
            m for m in stage.room.messages(stage.group) if any(k.label == "5" for r in m.keyboard for k in r)
        )
        stage.tap("Nour", "5", message=offered)
        await stage.settle()
        assert await _least(stage) == MINIMUM
