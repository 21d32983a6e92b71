"""The file to start from: `palabre new`."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from bot.cli import main
from bot.languages import LANGUAGES
from bot.scenario.kinds import MODELS
from bot.scenario.load import load
from bot.scenario.starter import named_after, starter

SETS = [(*LANGUAGES,), *((language,) for language in LANGUAGES), *combinations(reversed(LANGUAGES), 2)]


@pytest.mark.parametrize("languages", SETS, ids="-".join)
def test_has_no_mistake_and_gets_no_advice_in_any_languages(languages: tuple[str, ...]) -> None:
    reading = load(starter(languages, "our-budget").encode())
    assert reading.problems == ()
    assert not any(reading.missing.values())
    assert reading.scenario is not None
    assert reading.scenario.languages == languages
    assert reading.scenario.id == "our-budget"


def test_shows_every_kind_of_step_and_has_remarks() -> None:
    reading = load(starter(("en",)).encode())
    assert reading.scenario
    assert {step.kind for step in reading.scenario.steps} == MODELS.keys()
    assert sum("# " in line for line in reading.lines) > 15


@pytest.mark.parametrize(
    ("name", "id"),
    [("our-budget", "our-budget"), ("Notre budget", "notre-budget"), ("2027", "my-workshop"), ("x" * 40, "x" * 32)],
)
def test_is_named_after_its_file(name: str, id: str) -> None:
    assert named_after(name) == id


def test_the_command_writes_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Notre budget.yaml"
    assert main(["new", str(file), "--languages", "fr,en"]) == 0
    written = file.read_text("utf-8")
    assert "id: notre-budget" in written
    assert main(["check", str(file)]) == 0
    assert "advice" not in capsys.readouterr().out
    file.write_text("mine", "utf-8")
    assert main(["new", str(file)]) == 1
    assert "isn't overwritten" in capsys.readouterr().err
    assert file.read_text("utf-8") == "mine"
    assert main(["new", str(tmp_path / "nowhere" / "x.yaml")]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_without_a_file_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 0
    assert load(capsys.readouterr().out.encode()).good


@pytest.mark.parametrize("languages", ["xx", "fr,", "fr;en"])
def test_an_unknown_language_is_named(languages: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", "--languages", languages])
    assert "there are fr, en" in capsys.readouterr().err
