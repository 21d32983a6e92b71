"""The lists of words of the craft: each language has them, and what is to be avoided is found however it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario.craft import Craft, found, is_one
from bot.scenario.dates import filled, fixed_dates
from bot.scenario.load import load
from bot.word_lists import headed

CRAFT = [*Craft]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_each_list(language: str) -> None:
    entries = list(headed(folder("locales") / language / "craft.txt", CRAFT))
    assert {heading for heading, _ in entries} == set(CRAFT)
    assert len(set(entries)) == len(entries)
    assert all("→" in said for heading, said in entries if heading == Craft.AVOID)


@pytest.mark.parametrize(
    ("language", "text", "craft", "word"),
    [
        ("fr", "NOS BENEFICIAIRES", Craft.AVOID, "bénéficiaire*"),
        ("fr", "un partenaire d'exécution", Craft.AVOID, "partenaire* d’exécution"),
        ("en", "capacity\nbuilding", Craft.AVOID, "capacity building"),
        ("es", "la sesion", Craft.AVOID, "sesión"),
        ("pt", "a equipa", Craft.AVOID, "equipa*"),
        ("ar", "المانِح", Craft.AVOID, "المانح"),
        ("en", "2SLGBTQI+", Craft.COMMUNITY, "2slgb*"),
    ],
)
def test_a_word_is_found_however_it_is_written(language: str, text: str, craft: Craft, word: str) -> None:
    assert word in [one.said for one in found(text, language, craft)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nos obsessions et nos possessions"),
        ("fr", "Un souterrain"),
        ("en", "We transform, translate and trust"),
        ("en", "Obsession with the outfield"),
        ("es", "La transparencia"),
        ("fr", "De la transparence"),
    ],
)
def test_a_word_inside_another_is_none(language: str, text: str) -> None:
    assert not list(found(text, language, Craft.AVOID))
    assert not list(found(text, language, Craft.COMMUNITY))


def test_only_a_column_called_just_us_means_both() -> None:
    assert is_one(" Us. ", "en", Craft.ALL_OF_US)
    assert not is_one("Us together", "en", Craft.ALL_OF_US)


def test_a_language_that_isn_t_known_has_no_list() -> None:
    assert not list(found("session", "xx", Craft.AVOID))


def test_a_date_is_counted_from_the_day_and_read_in_all_languages() -> None:
    assert filled("écrire ; finances ; {date:+30d}", date(2027, 1, 11)) == "écrire ; finances ; 10/02/2027"
    assert fixed_dates("le 15/02/2027 ou 2027-02-15, pas 2027") == ["15/02/2027", "2027-02-15"]


def test_advice_refuses_nothing(tmp_path: Path) -> None:
    source = (Path(__file__).parents[1] / "broken_scenarios" / "craft.yaml").read_bytes()
    reading = load(source)
    assert reading.good
    assert all(problem.advice for problem in reading.problems)
