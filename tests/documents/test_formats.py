"""Every format that is offered can be written."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.cli import main
from bot.documents import formats
from bot.documents.formats import FORMATS
from bot.wording import summaries
from bot.wording.catalog import words
from tests.session.guarded import SCENARIO, opened

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "bot" / "documents"
TODAY = date(2027, 1, 14)
#: How each begins.
BEGINNINGS = {
    "html": b"<!doctype html>",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbfsession,",
    "json": b"{",
    "ics": b"BEGIN:VCALENDAR",
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_written_under_its_name(name: str) -> None:
    written = FORMATS[name].write([(SCENARIO, opened((3, 3, 3)).session)], "en", UTC, TODAY)
    assert FORMATS[name].name == name
    assert written.startswith(BEGINNINGS[name])


def test_a_format_for_machines_holds_several_sessions_and_one_to_read_holds_one() -> None:
    two = [(SCENARIO, opened((3, 3, 3)).session)] * 2
    assert len(json.loads(FORMATS["json"].write(two, "en", UTC, TODAY))["sessions"]) == 2
    assert {name for name, form in FORMATS.items() if form.several} == {"xlsx", "csv", "json", "ics"}


def test_every_format_has_its_button_and_says_what_it_is_for() -> None:
    entry = summaries.Entry("CODE2", "Sums", date(2027, 1, 11))
    offered = [(name, one.purpose) for name, one in FORMATS.items()]
    message = summaries.workshop(words("en"), entry, 7, offered, "fr")
    buttons = [row[0] for row in message.buttons[: len(FORMATS)]]
    assert [button.press for button in buttons] == [f"get-CODE2-{name}-fr" for name in FORMATS]
    assert all(re.fullmatch("[A-Z][a-z].+", button.label) for button in buttons), "in words"


def test_what_cant_be_written_here_isnt_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(form.there for form in FORMATS.values())
    monkeypatch.setattr(formats, "find_spec", lambda package: None)
    assert {name for name, form in FORMATS.items() if not form.there} == {"docx", "xlsx"}


def test_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda package: None)
    assert main(["export", "--format", "docx", "--output", "-"]) == 1
    assert capsys.readouterr().err == "A Word document needs more packages: pip install 'palabre[documents]'\n"


def test_an_extra_has_all_that_its_formats_need() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    modules = {"docx": "python-docx"}
    for form in FORMATS.values():
        named = [modules.get(package, package.replace("_", "-")) for package in form.extra.packages]
        assert all(any(one.startswith(name) for one in extras[form.extra.name]) for name in named)


def test_no_writer_and_no_template_has_a_sentence_of_its_own() -> None:
    """What there is to say stands in the report; what a format is for, in its row."""
    for path in set(DOCUMENTS.rglob("*.py")) - {DOCUMENTS / "formats.py"}:
        tree = ast.parse(path.read_text("utf-8"))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not any(call.split(".")[-1] in ("say", "count") for call in calls), path
    for path in DOCUMENTS.rglob("*.html"):
        bare = re.sub(r"<style>.*</style>|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text("utf-8"))
        assert not re.search(r"[A-Za-z]", bare), bare
