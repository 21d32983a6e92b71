"""Every dialogue, through the engine alone and through the whole app."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.resources import folder
from bot.scenario.library import Library
from tests.dialogues.on_app import AppPlayer
from tests.dialogues.on_engine import EnginePlayer
from tests.dialogues.script import compared, read_script, write_script
from tests.stage import Chance, open_stage

HERE = Path(__file__).parent
SCRIPTS = sorted((HERE / "scripts").glob("*.txt"))
LIBRARY = Library([folder("scenarios"), HERE / "scenarios"])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_engine_alone(path: Path, request: pytest.FixtureRequest) -> None:
    script = read_script(path)
    told = EnginePlayer(LIBRARY.get(script.scenario), script).play()
    if request.config.getoption("--rewrite"):
        write_script(path, script, told)
    else:
        said, written = compared(script, told)
        assert said == written


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_whole_app(path: Path, tmp_path: Path) -> None:
    script = read_script(path)
    chance = Chance()
    async with open_stage(tmp_path, language=script.language, scenarios=HERE / "scenarios", chance=chance) as stage:
        told = await AppPlayer(stage, script, chance).play()
    said, written = compared(script, told)
    assert said == written
