"""Organisations and their sides, as people write them."""

from __future__ import annotations

import pytest

from bot.session.joining import Saying, read_joining
from bot.session.naming import read_organisation, read_organisations
from bot.session.organisations import Organisation, Side

_ONE = ("Toit vert", Side.SOUTH)
_TWO = (_ONE, ("Aurore", Side.NORTH))
_KNOWN = (Organisation("a", "Toit vert", Side.SOUTH), Organisation("b", "Aurore", Side.NORTH))


@pytest.mark.parametrize(
    "line",
    ["Toit vert, sud", "Toit vert (sud)", "Toit vert [Sud]", "Sud : Toit vert", "Sud - Toit vert",
     "Toit vert, Sud.", "Toit vert，sud", "Toit vert، الجنوب", "Toit vert – sud", "Toit vert ; sud",
     "Toit vert | sud !", "1. Toit vert, sud", "• Toit vert, au sud", "@palabre_bot Toit vert, le sud",
     "Toit  vert,\u200bsud", "Toit vert, (sud)", "Toit vert, SUR"],
)  # fmt: skip
def test_one_organisation(line: str) -> None:
    assert read_organisation(line) == _ONE


@pytest.mark.parametrize(
    "line",
    ["Toit vert", "Toit vert sud", "sud", "sud, nord", "Toit vert, sud, nord", "A, B, sud", "sud : A, B",
     "Toit–sud", "12, sud", "x" * 41 + ", sud", "Toit vert, sud ; Aurore, nord", "Toit vert, I'll be in the south",
     "", "Toit vert,\nsud"],
)  # fmt: skip
def test_what_is_asked(line: str) -> None:
    assert read_organisation(line) is None


def test_a_name_may_hold_commas_where_its_side_is_parted_otherwise() -> None:
    assert read_organisation("Avocats, alliées et amis (sud)") == ("Avocats, alliées et amis", Side.SOUTH)
    assert read_organisation("Aurore (Belgique), nord") == ("Aurore (Belgique)", Side.NORTH)
    assert read_organisation("Toit-vert, sud") == ("Toit-vert", Side.SOUTH)
    assert read_organisation("Arc-en-ciel 🏳️‍🌈, autre") == ("Arc-en-ciel 🏳️‍🌈", Side.OTHER)


@pytest.mark.parametrize(
    "text",
    ["Toit vert, sud ; Aurore, nord", "Toit vert, sud\nAurore, nord", "Toit vert (sud), Aurore (nord)",
     "1. Toit vert, sud ; 2. Aurore, nord", "Toit vert, sud, Aurore, nord", "Sud : Toit vert ؛ Nord : Aurore",
     "1. Toit vert, sud\n2. Aurore, nord", "Toit vert ; sud ; Aurore ; nord",
     "\n- Toit vert – sud\n\n- Aurore – nord\n", "Sud: Toit vert, Nord: Aurore"],
)  # fmt: skip
def test_several_on_a_line_or_one_a_line(text: str) -> None:
    assert read_organisations(text).named == _TWO


@pytest.mark.parametrize(
    "text",
    [
        "Toit vert (sud) et Aurore (nord)",
        "Toit vert, sud ; Aurore",
        "Toit vert, sud / Aurore, nord",
        "Toit vert, Aurore, sud",
    ],
)
def test_a_line_that_cannot_be_parted_is_named(text: str) -> None:
    read = read_organisations(f"Ceiba, sud\n{text}")
    assert (read.named, read.unread) == ((), text)


@pytest.mark.parametrize(
    "text", ["2", "(٢)", "Aurore", "aurore.", "l’Aurore", "AURORE, nord", "oui, 2", "Yes, Aurore", "option 2"]
)
def test_a_number_or_a_name_by_itself_is_a_yes(text: str) -> None:
    said = read_joining(text, _KNOWN)
    assert (said.yes, said.organisation, said.new) == (True, _KNOWN[1], None)


@pytest.mark.parametrize(
    "text",
    ["No, I'll be in the south", "Non : je suis partie au nord", "لا، أنا في الجنوب", "2 minutes svp",
     "2 minutes, sud", "1 question: who reads this?", "Non, sud", "Oui mais, au nord", "1 ou 2", "1-2", "3", "1,2",
     "pas Aurore", "Aurore ?", "Toit vert, south?", "Aurore ou Toit vert", "passe, nord", "No Means No, south",
     "je ne sais pas"],
)  # fmt: skip
def test_whatever_else_is_no_yes(text: str) -> None:
    assert read_joining(text, _KNOWN) == Saying(None)


def test_a_new_organisation_has_a_side() -> None:
    assert read_joining("Ceiba, sud", _KNOWN) == Saying(True, new=("Ceiba", Side.SOUTH))
    assert read_joining("Ceiba", _KNOWN) == Saying(None)
