"""The benchmarks work: each once and small, all of them by the one command. They look up by themselves that
every answer and every receipt is there; how long anything took is no matter here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import MEASURES, PROFILES

ROOT = Path(__file__).parents[1]


def _run(*options: str) -> str:
    command = [sys.executable, "-m", "benchmarks", "--quick", *options]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return run.stdout


def _rows(text: str, program: str) -> list[list[str]]:
    lines = [line.strip("| ").split(" | ") for line in text.split("\n") if line.startswith("| ")]
    return [line for line in lines if program in line[:2]]


@pytest.mark.slow
@pytest.mark.alone
def test_one_command_measures_everything() -> None:
    text = _run()
    sections = dict(section.split("\n\n", 1) for section in text.split("## ")[1:])
    assert set(sections) == {"machine", *MEASURES}
    for name, program in (("burst", "palabre"), ("receipt", "reply"), ("memory", "nothing"), ("start", "palabre")):
        assert len(_rows(sections[name], program)) == 1, sections[name]
    assert "432" in _rows(sections["soak"], "2")[0]  # 3 groups of 4 people, 18 answers each, two workshops


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_says_where_the_time_goes(name: str) -> None:
    text = _run("--profile", name)
    assert text.count("| module |") == 2
    assert "bot/" in text


def test_every_table_has_its_place_in_the_page(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(report.README.read_text("utf-8"), "utf-8")
    for name in ("machine", *MEASURES, *(f"profile-{name}" for name in PROFILES)):
        report.write(name, f"what became of {name}, twice \\1", page)
        report.write(name, f"what became of {name}", page)
        assert page.read_text("utf-8").count(f"<!-- {name} -->\nwhat became of {name}\n<!-- /{name} -->") == 1
    with pytest.raises(LookupError, match="no place for weather"):
        report.write("weather", "fine", page)
