"""How sentences are written: French spaces and apostrophes by one rule, in the catalogue and in the shipped scenarios;
English with the same apostrophe everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.scenario.french import rewritten, spaced
from bot.scenario.load import load
from bot.wording.collect import sentences

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


def _each(said: object) -> list[str]:
    """A sentence in all its plural forms."""
    return [str(one) for one in said] if isinstance(said, tuple | list) else [str(said)]


def _french(value: object) -> Iterator[str]:
    """Every French text of a scenario, wherever it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "fr" and isinstance(item, str):
                yield item
            yield from _french(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _french(item)


def test_french_sentences_have_french_spaces() -> None:
    with (ROOT / "locales" / "fr" / "LC_MESSAGES" / "palabre.po").open("rb") as file:
        said = [one for message in read_po(file, locale="fr") if message.id for one in _each(message.string)]
    assert len(said) > 400
    assert [(one, spaced(one)) for one in said if one != spaced(one)] == [], "python -m bot.wording.collect sets them"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_have_french_spaces(path: Path) -> None:
    scenario = load(path.read_bytes()).scenario
    assert scenario
    said = list(_french(scenario.model_dump()))
    assert len(said) > 10
    wrong = [(one, spaced(one)) for one in said if one != spaced(one)]
    assert wrong == [], f"python -m bot.scenario.french {path.name} sets them"


def test_english_sentences_have_one_apostrophe() -> None:
    said = [one for message in sentences() if message.id for one in _each(message.id)]
    assert [one for one in said if "'" in one or '"' in one] == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Qui décide quoi ?", "Qui décide quoi\u202f?"),
        ("Bienvenue! Et vous?!", "Bienvenue\u202f! Et vous\u202f?!"),
        ("Dites: « oui » ; sinon,«non».", "Dites\u00a0: «\u00a0oui\u00a0»\u202f; sinon,«\u00a0non\u00a0»."),
        ("L'atelier d'hier", "L’atelier d’hier"),
        ("{name} : {mean:.1f} ? <b>Non</b> !", "{name}\u00a0: {mean:.1f}\u202f? <b>Non</b>\u202f!"),
        ("À 12:30 : https://a.org/?q=1 ; /close", "À 12:30\u00a0: https://a.org/?q=1\u202f; /close"),
        ("quoi ; qui ; pour quand", "quoi\u202f; qui\u202f; pour quand"),
        ("(?) et « ? »", "(?) et «\u00a0?\u00a0»"),
        ("Un &amp; deux\n: trois", "Un &amp; deux\n: trois"),
    ],
)
def test_the_rule(written: str, wanted: str) -> None:
    assert spaced(written) == wanted
    assert spaced(wanted) == wanted


FILE = """\
title: # d'abord
  fr: Qui décide quoi ?
  en: Who decides?
steps:
  - id: qui
    prompt: { fr: 'L''un: oui ?', en: Yes! }
    note:
      fr: >-
        Demandez : qui ?
        Et quand ?
"""


def test_a_scenario_file_is_spaced_in_its_french_alone() -> None:
    made = rewritten(FILE)
    assert made.split("\n")[0] == "title: # d'abord"
    assert "fr: Qui décide quoi\u202f?" in made
    assert "{ fr: 'L’un\u00a0: oui\u202f?', en: Yes! }" in made
    assert "        Demandez\u00a0: qui\u202f?\n        Et quand\u202f?\n" in made
    assert len(made) == len(FILE)
    assert rewritten(made) == made
