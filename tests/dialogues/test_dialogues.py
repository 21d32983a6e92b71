"""Every dialogue, through the engine alone and through the whole app."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from bot.resources import folder
from bot.scenario.library import Library
from tests.dialogues.on_app import AT_ONCE, AppPlayer
from tests.dialogues.on_engine import EnginePlayer
from tests.dialogues.script import Script, compared, read_script, write_script
from tests.often import often
from tests.stage import Chance, open_stage

HERE = Path(__file__).parent
SCRIPTS = {f"{path.parent.name}/{path.stem}": path for path in sorted((HERE / "scripts").glob("*/*.txt"))}
FOR_APP_ALONE = {name for name, path in SCRIPTS.items() if read_script(path).for_app_alone}
LIBRARY = Library([folder("scenarios"), HERE / "scenarios"])


def _check(path: Path, script: Script, told: list[list[str]], *, rewrite: bool) -> None:
    if rewrite:
        write_script(path, script, told)
    else:
        said, written = compared(script, told)
        differs = "\n".join(unified_diff(written, said, "written", "said", lineterm="", n=5))
        if differs:
            pytest.fail(differs, pytrace=False)


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name not in FOR_APP_ALONE])
def test_engine_alone(name: str, request: pytest.FixtureRequest) -> None:
    path = SCRIPTS[name]
    script = read_script(path)
    told = EnginePlayer(LIBRARY, script).play()
    _check(path, script, told, rewrite=request.config.getoption("--rewrite"))


def _on_app() -> list[str]:
    """With every run those that the engine alone doesn't play, and the others in one of their languages, turn about;
    in `.ci/run` all of them in both."""
    turn = {
        f"{('en', 'fr')[number % 2]}/{stem}" for number, stem in enumerate(sorted({p.stem for p in SCRIPTS.values()}))
    }
    return [name for name in SCRIPTS if often(0, 1) or name in FOR_APP_ALONE or name in turn]


@pytest.mark.parametrize("name", _on_app())
async def test_whole_app(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = SCRIPTS[name]
    script, chance = read_script(path), Chance()
    own = {"add": False, "coordinators": not script.named("coordinators")}
    scenarios, language = HERE / "scenarios", script.languages[0]
    async with open_stage(
        tmp_path, language=language, scenarios=scenarios, chance=chance, limits=AT_ONCE, **own
    ) as stage:
        told = await AppPlayer(stage, script, chance).play()
    rewrite = name in FOR_APP_ALONE and request.config.getoption("--rewrite")
    _check(path, script, told, rewrite=rewrite)


def test_every_dialogue_has_a_title_and_plays_through_the_engine_or_says_why_not() -> None:
    for name, path in SCRIPTS.items():
        script = read_script(path)
        assert script.heading, name
        assert len(script.heading[0]) < 80, name
        assert not script.for_app_alone or script.settings["plays"].startswith("app, since "), name
    assert len(FOR_APP_ALONE) < len(SCRIPTS) * 2 / 5
