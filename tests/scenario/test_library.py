"""A folder of one's own: what is taken, and that nothing in it is passed over in silence."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.scenario.library import Library
from tests.stage import open_stage

SCENARIO = 'palabre: 1\nid: {id}\ntitle: {{ fr: T }}\npurpose: {{ fr: P }}\nsteps:\n' \
    '  - {{ id: one, kind: text, prompt: {{ fr: "Q" }} }}\n'  # fmt: skip


def _folder(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / name).write_text(SCENARIO.format(id=f"s{number}"), "utf-8")
    return folder


@pytest.mark.parametrize("name", ["a.yml", "B.YAML", "c.Yml", "été.yaml", "two words.yaml", "d.yaml.yml"])
def test_it_is_taken_however_its_ending_is_written(name: str, tmp_path: Path) -> None:
    library = Library([_folder(tmp_path, name)])
    assert library.ids() == ("s0",)
    assert not library.passed_over


@pytest.mark.parametrize("name", ["c.yaml.txt", "c.yaml.bak", "c.yml~", "c.YAML.docx", "c.yaml (1)", "c.json", "c"])
def test_what_looks_meant_is_named(name: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "a.yaml", name)
    library = Library([folder])
    assert library.ids() == ("s0",)
    assert library.passed_over == {folder / name: "its name doesn't end with .yaml"}


@pytest.mark.parametrize("name", [".DS_Store", ".c.yaml.swp", "README.md", "notes.txt"])
def test_what_doesn_t_is_left_alone(name: str, tmp_path: Path) -> None:
    assert not Library([_folder(tmp_path, "a.yaml", name)]).passed_over


def test_a_folder_and_a_link_to_nowhere_are_named(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "a.yaml")
    (folder / "old").mkdir()
    (folder / "b.yaml").mkdir()
    (folder / "gone.yaml").symlink_to(tmp_path / "nowhere")
    library = Library([folder])
    assert {path.name for path in library.unreadable} == {"b.yaml", "gone.yaml"}
    assert not library.passed_over


def test_of_two_with_one_id_the_second_is_named(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "a.yaml")
    (folder / "copy.yaml").write_bytes((folder / "a.yaml").read_bytes())
    library = Library([folder])
    assert library.passed_over == {folder / "copy.yaml": "a.yaml has the same id, s0"}


async def test_the_log_names_it_at_the_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    folder = _folder(tmp_path, "a.yaml", "c.yaml.txt")
    (folder / "b.yaml").mkdir()
    async with open_stage(tmp_path, scenarios=folder):
        assert "c.yaml.txt is no scenario: its name doesn't end with .yaml" in caplog.text
        assert "the scenario b.yaml can't be read" in caplog.text
