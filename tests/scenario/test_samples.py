"""Sample answers: every mistake at its line, as in scenarios; and what `palabre check` says of those beside one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.resources import folder
from bot.scenario.library import Library
from bot.scenario.load import load
from bot.scenario.samples import SampleReading, beside, load_samples
from tests.scenario.test_broken_scenarios import expected

FOLDER = Path(__file__).parents[1] / "broken_samples"
FILES = sorted(FOLDER.glob("*.yaml"))
SOURCE = b"""palabre: 1
id: samples
title: { fr: Essai, en: Try }
purpose: { fr: Essayer, en: To try }
steps:
  - { id: welcome, kind: message, prompt: { fr: Bonjour, en: Welcome } }
  - { id: today, kind: scale, measure: samples, prompt: { fr: Combien, en: How much } }
  - { id: story, kind: text, prompt: { fr: Quoi, en: What } }
  - { id: pick, kind: vote, on: story, prompt: { fr: Laquelle, en: Which } }
  - { id: why, kind: text, prompt: { fr: Pourquoi, en: Why } }
  - { id: last, kind: commitment, prompt: { fr: Que faire, en: What to do } }
"""
GOOD = """scenario: samples
answers:
  today: [2, 1, 3, 4, 5, 4]
  story: { fr: [a, b, c, d, e, "-"], en: [f, g, h, i, j, "-"] }
  pick: ["1", "2", "1", "2", "1", "-"]
  why: { fr: [a, b, c, d, e, "-"], en: [f, g, h, i, j, "-"] }
  last: { fr: [a, b, c, d, e, "-"], en: [f, g, h, i, j, "-"] }
"""


def _read(source: str) -> SampleReading:
    scenario = load(SOURCE).scenario
    assert scenario is not None
    return load_samples(source.encode("utf-8"), scenario)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_all_mistakes_at_their_lines(path: Path) -> None:
    reading = _read(path.read_text("utf-8"))
    assert not reading.good
    missing = {problem.values["id"] for problem in reading.problems if problem.code == "samples-missing"}
    assert missing == ({"last"} if path.stem == "which" else set())
    assert sorted((p.line, p.code) for p in reading.problems) == expected(path)
    assert all(p.message and p.remedy for p in reading.problems)


def test_gives_the_answers_of_a_language() -> None:
    samples = _read(GOOD).samples
    assert samples is not None
    assert samples.to("today", "en") == ("2", "1", "3", "4", "5", "4")
    assert samples.to("story", "en") == ("f", "g", "h", "i", "j", "-")
    with pytest.raises(KeyError):
        samples.to("welcome", "en")


def test_the_command_reads_those_beside_a_scenario_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "samples.yaml"
    file.write_bytes(SOURCE)
    answers = beside(file, "samples")
    answers.parent.mkdir()
    answers.write_text(GOOD, "utf-8")
    assert main(["check", str(file)]) == 0
    assert "samples.yaml: good. Sample answers to 5 steps" in capsys.readouterr().out
    answers.write_text(GOOD.replace("story:", "storey:"), "utf-8")
    assert main(["check", "--json", str(file)]) == 1
    told = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)["files"]}
    assert told[str(file)]["good"]
    assert [(p["line"], p["code"]) for p in told[str(answers)]["problems"]] == [
        (2, "samples-missing"),
        (4, "samples-unknown"),
    ]


def test_those_that_come_with_the_program_have_no_mistake() -> None:
    library = Library([folder("scenarios")])
    found = sorted((folder("scenarios") / "samples").glob("*.yaml"))
    assert {path.stem for path in found} <= set(library.ids())
    for path in found:
        assert load_samples(path.read_bytes(), library.get(path.stem)).problems == ()
