"""A scenario becomes an XLSForm that XLSForm's own tool takes, and comes back as it was."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario.fields import KEYS
from bot.scenario.load import load
from bot.scenario.starter import starter
from bot.scenario.tree import plain, read_tree
from bot.scenario.written_out import as_yaml
from bot.xlsform.conversion import form_of, scenario_of
from bot.xlsform.sheets import SETTINGS, SURVEY, read_sheets
from tests.often import often
from tests.xlsform.made import trees

FILES = [*sorted(folder("scenarios").glob("*.yaml")), *sorted(Path("tests/dialogues/scenarios").glob("*.yaml"))]
TEXTS = {path.stem: path.read_text("utf-8") for path in FILES} | {"starter": starter((*LANGUAGES,))}


def _tree(text: str) -> Any:
    root, problems = read_tree(text, KEYS)
    assert not problems
    assert root
    return plain(root)


@pytest.mark.parametrize("name", TEXTS)
def test_every_scenario_comes_back_as_it_was(name: str) -> None:
    form, _ = form_of(TEXTS[name].encode())
    made = scenario_of(form, "en")
    assert made.told == ()
    assert _tree(made.data.decode()) == _tree(TEXTS[name])
    before, after = load(TEXTS[name].encode()), load(made.data)
    assert after.scenario == before.scenario
    assert after.scenario
    assert before.scenario
    assert after.scenario.languages == before.scenario.languages


@pytest.mark.parametrize("name", TEXTS)
def test_xlsform_s_own_tool_takes_it_without_a_word(name: str) -> None:
    form, _ = form_of(TEXTS[name].encode())
    made = convert(xlsform=BytesIO(form), file_type=".xlsx", validate=False)
    assert made.warnings == []
    assert "palabre" not in made.xform.replace("palabre-", "")


@settings(max_examples=often(30, 200), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tree=trees())
def test_so_does_any_other(tree: dict[str, Any]) -> None:
    written = as_yaml(tree)
    assert _tree(written) == tree
    form, _ = form_of(written.encode())
    assert _tree(scenario_of(form, "en").data.decode()) == tree


def test_nothing_in_it_is_a_formula() -> None:
    text = TEXTS["starter"].replace('en: "Calls"', 'en: "=1+1"')
    form, _ = form_of(text.encode())
    made = scenario_of(form, "en")  # which refuses formulas
    assert 'en: "=1+1"' in made.data.decode()


def test_what_xlsform_lacks_is_told_by_its_line() -> None:
    _, told = form_of(TEXTS["starter"].encode())
    lines = TEXTS["starter"].splitlines()
    assert [lines[line - 1].strip() for line, _ in told] == ["kind: vote", "kind: commitment"]
    assert "`palabre::kind` brings it back" in told[0][1]


def test_columns_are_those_that_xlsform_knows_and_palabre_s_own() -> None:
    form, _ = form_of(TEXTS["roles"].encode())
    sheets = read_sheets(form)
    columns = {column for row in sheets[SURVEY] for column in row.cells}
    assert {"type", "name", "label::Français (fr)", "label::English (en)", "appearance", "parameters"} <= columns
    assert {"palabre::measure", "palabre::window", "palabre::note::Français (fr)", "palabre::collect"} <= columns
    types = {row.get("type").split()[0] for row in sheets[SURVEY]}
    assert types == {"range", "text", "begin_group", "select_one", "end_group"}
    assert sheets[SETTINGS][0].get("form_id") == "roles"
