"""Pseudonyms: nobody passes for somebody else, for the bot or for a role, and none breaks a line."""

from __future__ import annotations

import unicodedata

import pytest

from bot.reading.trees import trees
from bot.session.aliases import LONGEST, TREES, clashes, draw, fits

#: The longest that fits, in several writings; each letter with the marks on it is one.
LONG = ["é" * LONGEST, unicodedata.normalize("NFD", "é" * LONGEST), "ش" * LONGEST, "بَّ" * LONGEST]


@pytest.mark.parametrize(
    "alias", ["Ceiba", "Botânica", "Ana-Luísa", "D’Angelo", "شجرة", "آمنة ٢", "Дуб", "ⵜⵉⵔⴰ", *LONG]
)
def test_a_name_that_harms_nobody_fits(alias: str) -> None:
    assert fits(alias)


@pytest.mark.parametrize("alias", [name + name[0] for name in LONG])
def test_24_are_counted_as_they_are_read(alias: str) -> None:
    assert not fits(alias)


@pytest.mark.parametrize("alias", [
    "\u202egnp", "Ana\u2066x", "Ana\u200b", "Ana\u200fx", "An\u00ada", "x\u0301\u0301\u0301", "\u0301a",
    "<b>Ana</b>", "@ana", "Ana\n", "Ana\x00", "😀", "123", "", "-",
    "Аna", "Аnа", "Αna", "anа", "Ana عمر", "Ａｎａ", "𝐀𝐧𝐚", "ⒶⓃⒶ", "ꓮꓠꓮ", "ᎪᏁᎪ", "\ud800",
])  # fmt: skip
def test_controls_marks_guises_and_mixed_alphabets_do_not_fit(alias: str) -> None:
    assert not fits(alias)


@pytest.mark.parametrize("alias", [
    "Palabre", "palabre 2", "Pàlabré", "Pa1abre", "PaIabre", "The Bot", "Admin",
    "Adm1n", "Telegram", "Système", "Facilitatrice", "facilitator", "facilitadora", "Facilitador", "Coordinator",
    "Coordonnatrice", "coordenador", "Coordinadora", "Moderador", "Soporte", "Suporte", "bot",
    "ميسر", "الميسّرة", "المنسق", "مشرف", "بوت", "تيليجرام",
])  # fmt: skip
def test_nobody_passes_for_the_bot_or_a_role(alias: str) -> None:
    assert not fits(alias)


@pytest.mark.parametrize(("one", "other"), [
    ("aca", "аса"), ("Ceiba", "CEIBA"), ("Ceiba", "Céiba"), ("Ceiba", "Ce1ba"), ("Olive", "O1ive"), ("Olive", "0live"),
    ("Ana Luz", "AnaLuz"), ("mama", "rnama"), ("Walid", "VValid"), ("kot", "кот"), ("Nino", "nιno"),
    ("xopo", "хоро"), ("Iroko", "lroko"), ("Palma", "Paima"), ("على", "علي"), ("ليلى", "ليلي"), ("محمد", "محـمد"),
    ("نور ٢", "نور 2"), ("Øre", "Ore"), ("Æon", "Aeon"), ("OTO", "οτο"),
])  # fmt: skip
def test_two_that_look_the_same_clash(one: str, other: str) -> None:
    assert clashes(one, [other])
    assert clashes(other, [one])


def test_trees_are_all_different_and_all_fit() -> None:
    taken: list[str] = []
    for chance in range(len(TREES) + 20):
        alias = draw(taken, chance * 7919)
        assert fits(alias)
        assert not clashes(alias, taken)
        taken.append(alias)
    assert set(TREES) < set(taken)


def test_where_all_read_another_alphabet_the_trees_are_written_in_it() -> None:
    """Else somebody couldn't write their own; where one of two languages has Latin letters, these are drawn."""
    arabic, taken = trees(("ar",)), list[str]()
    assert len(set(arabic)) == len(arabic) > 30
    for chance in range(len(arabic) + 5):
        alias = draw(taken, chance * 7919, ("ar",))
        assert fits(alias)
        assert not clashes(alias, taken)
        taken.append(alias)
    assert set(arabic) < set(taken)
    assert draw([], 5, ("fr", "ar")) in TREES
    assert draw([], 5, ("ar", "fr")) in TREES
