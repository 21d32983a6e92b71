"""A sixth language comes in by following CONTRIBUTING, without a line of code: in a copy of the project, Swahili, made
up by putting a mark before each English sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CODE = "sw"
MARK = "~"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with the language in it as CONTRIBUTING says."""
    place = tmp_path_factory.mktemp("sixth")
    for name in ("bot", "locales", "scenarios", "docs", "tests"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    with (place / "locales" / "languages.ini").open("a", encoding="utf-8") as table:
        table.write(f"\n[{CODE}]\nname = Kiswahili\ndirection = ltr\nspoken = yes\n")
    (place / "locales" / CODE).mkdir()
    for words in ("words.txt", "dates.txt", "craft.txt"):
        shutil.copy(place / "locales" / "en" / words, place / "locales" / CODE)
    _translate(place, "bot")
    for scenario in sorted((place / "scenarios").glob("*.yaml")):
        _translate(place, str(scenario))
    for handout in (place / "docs" / "handouts").glob("*.en.md"):
        shutil.copy(handout, handout.with_name(handout.name.replace(".en.", f".{CODE}.")))
    return place


def _run(place: Path, *words: str) -> str:
    """A command in the copy, as somebody would give it there. Raises CalledProcessError where it fails."""
    environment = os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-m", *words], cwd=place, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def _translate(place: Path, what: str) -> None:
    """Out, filled in by a translator of few words, and back."""
    po = place / "sw.po"
    source = () if what == "bot" else ("--source", "en")
    _run(place, "bot", "translate", what, "--to", CODE, "--po", str(po), *source)
    with po.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)[: catalog.num_plurals]
        said = tuple(f"{MARK}{form}" if what == "bot" else form for form in forms)
        if message.id and not any(message.string):
            message.string = said[0] if isinstance(message.id, str) else said
    with po.open("wb") as file:
        write_po(file, catalog)
    _run(place, "bot", "translate", what, "--to", CODE, "--po", str(po), "--take", *source)
    po.unlink()


def test_it_is_complete(copy: Path) -> None:
    scenarios = sorted(str(path) for path in (copy / "scenarios").glob("*.yaml"))
    assert "11 files, 6 languages, 100 %; no mistakes, no advice" in _run(copy, "bot", "check", *scenarios)


def test_a_workshop_is_played_in_it(copy: Path) -> None:
    told = _run(copy, "bot", "transcript", "roles", "--short", "--language", CODE, "--people", "2+2")
    assert told.count(MARK) > 50
    assert "Who decides what?" in told


def test_its_own_tests_hold(copy: Path) -> None:
    """Those by which a new language is held against what it has to have."""
    held = ["tests/test_languages.py", "tests/wording/test_catalogues.py", "tests/reading/test_words.py"]
    _run(copy, "pytest", "-n0", "-p", "no:cacheprovider", *held, "tests/test_handouts.py")
