"""The JSON Schema for editors is up to date, takes what is right, and finds what is wrong in the shape of a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.cli import main
from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario import described
from bot.scenario.fields import KEYS
from bot.scenario.load import load
from bot.scenario.schema import as_json, schema
from bot.scenario.starter import starter
from tests.scenario.test_broken_scenarios import FILES

FILE = Path(__file__).parents[2] / "bot" / "scenario" / "scenario.schema.json"
CHECKER = jsonschema.Draft202012Validator(schema())
GOOD = [*sorted(folder("scenarios").glob("*.yaml")), *sorted(Path("tests/dialogues/scenarios").glob("*.yaml"))]
#: What is wrong in the shape of one part of a file, which a schema can say.
SHAPE = {
    "missing-key", "unknown-key", "unknown-kind", "unknown-language", "unknown-value", "wrong-version", "bad-id",
    "empty-text", "long-text", "text-by-language", "not-a-number", "out-of-range", "bad-duration", "too-few",
    "too-many", "not-a-list", "practice-and-lesson", "when-bounds", "not-a-mapping", "not-a-text", "empty-file",
}  # fmt: skip
#: What keeps a file from being read as YAML further.
UNREAD = {"anchor", "tag", "too-deep", "second-document", "strange-space"}


class _Editor(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a number is a number, and `on` is a word."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":bool", ":timestamp"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def _read(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)  # noqa: S506  a SafeLoader


def _wrong(data: Any) -> list[str]:
    return [error.message for error in CHECKER.iter_errors(data)]


def test_is_a_schema_and_the_file_is_up_to_date() -> None:
    """`python -m bot.cli schema bot/scenario/scenario.schema.json` writes it anew."""
    jsonschema.Draft202012Validator.check_schema(schema())
    assert FILE.read_text("utf-8") == as_json()


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_takes_every_good_scenario(path: Path) -> None:
    assert _wrong(_read(path.read_text("utf-8"))) == []


def test_takes_the_file_to_start_from() -> None:
    assert _wrong(_read(starter((*LANGUAGES,)))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_finds_what_is_wrong_in_the_shape_and_nothing_else(path: Path) -> None:
    codes = {problem.code for problem in load(path.read_bytes()).problems}
    try:
        data = _read(path.read_text("utf-8"))
    except yaml.YAMLError:
        return  # every editor says it by itself
    if not codes & UNREAD:
        assert bool(_wrong(data)) == bool(codes & SHAPE)


def test_what_is_wrong_is_told_of_its_kind_alone() -> None:
    """Not of every kind that it isn't."""
    data = _read(starter(("en",)))
    data["steps"][2]["maximum"] = 3
    (error,) = CHECKER.iter_errors(data)
    assert list(error.absolute_path) == ["steps", 2]
    assert "maximum" in error.message


def test_every_key_is_described() -> None:
    keys = KEYS - LANGUAGES.keys() - {"step"} | {"when.step"}
    assert described.KEYS.keys() == keys
    named = [part for part in [schema(), *schema()["$defs"].values()] if "properties" in part]
    assert all(held["description"] for part in named for held in part["properties"].values())


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scenario.schema.json"
    assert main(["schema", str(file)]) == main(["schema", str(file)]) == 0
    assert json.loads(file.read_text("utf-8")) == schema()
    scenario = tmp_path / "mine.yaml"
    scenario.write_text("mine", "utf-8")
    assert main(["schema", str(scenario)]) == 1
    assert scenario.read_text("utf-8") == "mine"
    assert "ends with .json" in capsys.readouterr().err
    assert main(["schema", str(tmp_path / "nowhere" / "x.json")]) == 1
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
