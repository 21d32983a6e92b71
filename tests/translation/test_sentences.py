"""A translation is put into a scenario file without touching anything else in it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.resources import folder
from bot.scenario.load import load
from bot.translation.sentences import put, sentences

FILES = sorted(folder("scenarios").rglob("*.yaml"))

SMALL = """# Written by hand.
palabre: 1
id: small
title:            # in words
  fr: Un titre
  en: A title   # short

purpose: { fr: Pour voir, en: To see }   # in one line
steps:
  # The first.
  - id: es
    kind: choice
    prompt:
      fr: >-
        Une question
        en deux lignes ?

      en: A question?


    options:
      - { id: a, text: { fr: Oui, en: "Yes" } }
      - id: b
        text: { fr: Non, en: "No" }
# The end.
"""


def _shipped(path: Path) -> str:
    return path.read_text("utf-8")


def test_each_sentence_has_its_place() -> None:
    places = [sentence.place for sentence in sentences(SMALL)]
    assert places == ["title", "purpose", "steps/es/prompt", "steps/es/options/a/text", "steps/es/options/b/text"]


#: The same with a translation.
WRITTEN = """# Written by hand.
palabre: 1
id: small
title:            # in words
  fr: Un titre
  en: A title   # short
  es: "Traducción: Un titre"

purpose:
  fr: Pour voir
  en: To see
  es: >-
    Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver Para ver
    Para ver fin   # in one line
steps:
  # The first.
  - id: es
    kind: choice
    prompt:
      fr: >-
        Une question
        en deux lignes ?

      en: A question?
      es: "Traducción: Une question en deux lignes ?"


    options:
      - { id: a, text: { fr: Oui, en: "Yes", es: "Traducción: Oui" } }
      - id: b
        text: { fr: Non, en: "No", es: "Traducción: Non" }
# The end.
"""


def test_only_lines_of_the_translation_come_in() -> None:
    said = {sentence.place: f"Traducción: {sentence.said['fr']}" for sentence in sentences(SMALL)}
    assert put(SMALL, said | {"purpose": "Para ver " * 14 + "fin"}, "es") == WRITTEN


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(folder("scenarios"))))
def test_what_was_shipped_stays_line_for_line(path: Path) -> None:
    """A made-up sixth wording, in a language that the file has: only its own lines differ."""
    before = _shipped(path)
    said = {
        one.place: f"X {text}" if isinstance(text := one.said["en"], str) else tuple(f"X {answer}" for answer in text)
        for one in sentences(before)
    }
    after = put(before, said, "en")
    assert {one.place: one.said["en"] for one in sentences(after)} == said
    assert [one.said["fr"] for one in sentences(after)] == [one.said["fr"] for one in sentences(before)]
    kept = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] == "  "]
    assert sum("#" in line for line in kept) == sum("#" in line for line in before.splitlines())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).filter(str.strip))
def test_whatever_is_said_is_read_back(said: str) -> None:
    places = [one.place for one in sentences(SMALL)]
    for language in ("ar", "en"):
        written = put(SMALL, dict.fromkeys(places, said), language)
        assert {one.place: one.said[language] for one in sentences(written)} == dict.fromkeys(places, said)
        assert yaml.safe_load(written)["title"]["fr"] == "Un titre"


@pytest.mark.parametrize(
    "said",
    [
        *("no", "12", "-", "- x", "a: b", "a #b", "'", '"', "{x}", "[", "@x", "%x", "*", "&a", "!t", "x, y", "? z"),
        *("|", ">", "null", "~", "2027-01-01", "“x” : y", " x ", "\\n", "/next"),
    ],
)
def test_what_yaml_would_read_otherwise_stands_in_quotes(said: str) -> None:
    written = put(SMALL, {"title": said, "purpose": said, "steps/es/options/b/text": said}, "pt")
    read = yaml.safe_load(written)
    assert (read["title"]["pt"], read["purpose"]["pt"], read["steps"][0]["options"][1]["text"]["pt"]) == (said,) * 3


def test_a_language_that_is_there_is_said_anew_in_its_place() -> None:
    once = put(SMALL, {"title": "Uno", "purpose": "Dos"}, "es")
    again = put(once, {"title": "Tres " * 40}, "es")
    assert load(once.encode()).scenario is not None
    assert put(again, {"title": "Uno"}, "es") == once
