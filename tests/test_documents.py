"""What the documents say is so: commands, settings, the map, the locks, tests that are named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.scenario.kinds import MODELS
from bot.settings import Settings
from bot.work.commands.table import COMMANDS

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_every_command_and_setting_is_documented(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for command in COMMANDS:
        assert f"`/{command}`" in text, command
    for setting in Settings.model_fields:
        assert f"`PALABRE_{setting.upper()}`" in text, setting


def test_nothing_is_documented_that_isnt_there() -> None:
    for name in ("README.md", "README.fr.md", ".env.example"):
        text = (ROOT / name).read_text("utf-8")
        named = {found.removeprefix("PALABRE_").lower() for found in re.findall(r"PALABRE_[A-Z_]+", text)}
        assert named <= Settings.model_fields.keys()
        assert set(re.findall(r"`/([a-z]+)", text)) <= COMMANDS.keys()


def test_every_setting_is_in_the_example_and_explained() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").split("\n")
    for setting in Settings.model_fields:
        at = lines.index(f"PALABRE_{setting.upper()}=")
        assert lines[at - 1].startswith("# ")


def test_the_readme_s_map_names_what_there_is() -> None:
    block = (ROOT / "README.md").read_text("utf-8").split("## Where things are")[1].split("```")[1]
    rooms = {path.name for path in (ROOT / "bot").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert all(f"{room}/" in block for room in rooms)
    for named in re.findall(r"\b(\w+\.py)\b", block):
        assert list((ROOT / "bot").rglob(named)), named


def test_the_value_of_every_kind_is_documented() -> None:
    paragraph = (ROOT / "README.md").read_text("utf-8").split("`value` by kind:")[1].split("\n\n")[0]
    assert all(re.search(rf"\b{kind}\b", paragraph) for kind, model in MODELS.items() if model.asks)


def test_both_readmes_have_the_same_two_commands() -> None:
    english, french = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.fr.md"))
    commands = [re.findall(r"```sh\n(.*)\n```", text) for text in (english, french)]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 2


def test_the_locks_hold_every_dependency_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {"run.txt": project["dependencies"] + extras["rehearsal"], "dev.txt": extras["dev"]}
    for name, requirements in wanted.items():
        lock = (ROOT / "requirements" / name).read_text("utf-8")
        locked = {canonicalize_name(n): v for n, v in re.findall(r"^([\w.-]+)==([^ ;\\]+)", lock, re.M)}
        assert len(re.findall(r"^[\w.-]+==", lock, re.M)) <= lock.count("--hash=sha256:")
        for requirement in map(Requirement, requirements):
            if requirement.name != "palabre":
                assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", ["safety.md", "reliability.md", "cases.md"])
def test_the_tests_that_documents_name_are_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    named = re.findall(r"`(?:([\w/-]+\.(?:py|txt)))?(?:::(\w+))?`", text)
    everything = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    found = [(file, test) for file, test in named if not file.startswith("bot/") and (file or test)]
    assert found
    for file, test in found:
        assert not file or (ROOT / "tests" / file).exists(), file
        assert not test or f"def {test}(" in everything, test
