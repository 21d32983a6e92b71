"""Languages: one table says which there are; nothing else lists them, and all that has languages has these."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli import main
from bot.commands.rehearse import page_languages
from bot.languages import LANGUAGES, SOURCE, SPOKEN
from bot.resources import folder
from bot.scenario.load import load
from bot.settings import Settings
from bot.wording.catalog import words
from bot.work.commands.menus import menus

ROOT = Path(__file__).parents[1]
CODE = "|".join(LANGUAGES)
#: Two codes one after the other, as a sentence or a pattern lists them.
_LISTED = re.compile(rf"\b(?:{CODE})\b['\"]?\s*(?:,|\||/|or|and|ou|et)\s*['\"]?\b(?:{CODE})\b")
#: A code as a key or a text of its own in the page's programs.
_IN_SCRIPT = re.compile(rf"""["'`]({CODE})["'`]|^\s*({CODE}):""", re.M)


def _listing(tree: ast.AST) -> Iterator[ast.AST]:
    """What lists languages: a literal with two codes or more, a text that names two, an own name."""
    names = {language.name for language in LANGUAGES.values()}
    for node in ast.walk(tree):
        held = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []
        held = node.keys if isinstance(node, ast.Dict) else held
        if len([one for one in held if isinstance(one, ast.Constant) and one.value in LANGUAGES]) > 1:
            yield node
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if text in names or _LISTED.search(text):
            yield node


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_languages_are_listed_in_one_table(path: Path) -> None:
    found = [f"line {getattr(node, 'lineno', 0)}" for node in _listing(ast.parse(path.read_text("utf-8")))]
    assert not found


def test_the_page_lists_no_languages() -> None:
    for path in (ROOT / "bot" / "rehearsal").rglob("*.js"):
        found = {code for pair in _IN_SCRIPT.findall(path.read_text("utf-8")) for code in pair if code}
        assert len(found) < 2, path.name


@pytest.mark.parametrize("listing", ['X = ("fr", "en")', 'L = Literal["pt", "ar"]', 'W = {"fr": 1, "en": 2}',
                                     'X = "use fr or en"', 'X = "fr, en, es"', 'X = "Français"'])  # fmt: skip
def test_a_list_of_languages_would_be_found(listing: str) -> None:
    assert list(_listing(ast.parse(listing)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_spoken_can_be_chosen_everywhere(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    spoken = code in SPOKEN
    if spoken:
        assert Settings(language=code).language == code
    else:
        with pytest.raises(ValidationError, match=f"use one of {', '.join(SPOKEN)}"):
            Settings(language=code)
    with pytest.raises(SystemExit):
        main(["export", "--language", code, "--help"])
    assert ("invalid choice" in capsys.readouterr().err) != spoken
    assert (code in {language for _, language in menus()}) == spoken
    assert (code in {language.code for language in page_languages()}) == spoken


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_scenario_may_be_in_each(code: str) -> None:
    yaml = f"""palabre: 1
id: one
title: {{ {code}: T }}
purpose: {{ {code}: P }}
steps:
  - {{ id: one, kind: commitment, prompt: {{ {code}: Q }} }}
"""
    reading = load(yaml.encode())
    assert reading.scenario is not None
    assert reading.scenario.languages == (code,)


def test_each_that_is_spoken_has_its_catalogue() -> None:
    assert {path.parents[1].name for path in folder("locales").glob("*/*/*.po")} == SPOKEN.keys() - {SOURCE}


def test_each_has_its_words_by_which_people_say_yes() -> None:
    assert {path.parent.name for path in folder("locales").glob("*/words.txt")} == LANGUAGES.keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_directions_are_what_locales_say(code: str) -> None:
    w = words(code)
    assert LANGUAGES[code].direction == w.locale.text_direction
    assert w.rtl == (LANGUAGES[code].direction == "rtl")
