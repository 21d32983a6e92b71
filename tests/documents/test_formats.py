"""Every format that is offered can be written."""

from __future__ import annotations

import ast
import json
import re
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.documents.formats import FORMATS
from bot.wording import summaries
from bot.wording.catalog import words
from tests.session.guarded import SCENARIO, opened

TODAY = date(2027, 1, 14)
#: How each begins.
BEGINNINGS = {
    "html": b"<!doctype html>",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbfsession,",
    "json": b"{",
    "ics": b"BEGIN:VCALENDAR",
}
DOCUMENTS = Path(__file__).parents[2] / "bot" / "documents"


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


def test_no_writer_and_no_template_has_a_sentence_of_its_own() -> None:
    """What there is to say stands in the report; what a format is for, in its row."""
    for path in set(DOCUMENTS.rglob("*.py")) - {DOCUMENTS / "formats.py"}:
        tree = ast.parse(path.read_text("utf-8"))
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not any(call.split(".")[-1] in ("say", "count") for call in calls), path
    for path in DOCUMENTS.rglob("*.html"):
        bare = re.sub(r"<style>.*</style>|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text("utf-8"))
        assert not re.search(r"[A-Za-z]", bare), bare
