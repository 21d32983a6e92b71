"""Numbers, choices and cells: what is one, and what is asked back."""

from __future__ import annotations

import pytest

from bot.reading.cells import cells
from bot.reading.choosing import chosen
from bot.reading.numbers import number, numbers

_OPTIONS = (
    ("L’appel", "The call"),
    ("Téléphone", "Phone"),
    ("Courriel",),
    ("Téléphone et courriel",),
    ("1 heure",),
    ("2 heures",),
    ("Pourquoi pas ?",),
)


@pytest.mark.parametrize(
    "text",
    ["1,4", "1, 4", "1 4", "1;4", "1.4", "1 et 4", "1 y 4", "1 & 4", "1+4", "1 و4", "١،٤", "(1) (4)", "(1, 4)",
     "1) 4)", "1. 4.", "[1],[4]", "“1” “4”", "*1* *4*", "options 1 et 4", "le 1 et le 4", "#1 #4", "n°1, n°4",
     "- 1\n- 4", "• 1\n• 4", "1\n4", "1 et 4 svp", "Bonjour, 1 et 4", "1️⃣ 4️⃣", "1 et 4 🙂", "1, 4 - merci"],
)  # fmt: skip
def test_numbers_are_read_where_they_are_all_there_is(text: str) -> None:
    assert numbers(text) == (1, 4)


@pytest.mark.parametrize(
    "text",
    ["2 parce que le 4 est trop loin", "2 (pas 3)", "3 car nous sommes 2", "1-3", "1 - 3", "1–3", "1…3", "1..3",
     "de 1 à 3", "1 a 3", "3 ou 4", "3 o 4", "2 minutes svp", "-4", "- 1 - 4", "1. 4", "1) 4", "½", "1/4", "4?",
     "et 4", "4 et", "+1", "12345", "1:4", "3'5", "1(4)", "4 👎", "", "1 et et 4", "un", "4 à 4", "1~3"],
)  # fmt: skip
def test_what_else_holds_a_number_is_asked(text: str) -> None:
    assert numbers(text) is None


@pytest.mark.parametrize(
    "text", ["4", "4.", "(4)", "4/5", "4 / 5", "4 sur 5", "4 out of 5!", "٤/٥", "4 de 5", "4⁄5", "④"]
)
def test_one_number(text: str) -> None:
    assert number(text, of=5) == 4


@pytest.mark.parametrize(
    "text", ["3,5", "3.5", "3 ou 4", "3-4", "3;4", "٣٫٥", "4 4", "5/4", "4/10", "4/5/5", "4 sur 10", "3½"]
)
def test_not_one_number(text: str) -> None:
    assert number(text, of=5) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [("L'appel", {0}), ("l´APPEL.", {0}), ("appel", {0}), ("the call", {0}), ("Te\u0301le\u0301phone", {1}),
     ("telephone", {1}), ("téléphone.", {1}), ("Téléphone et courriel", {3}), ("telephone, mail", None),
     ("telephone, courriel", {1, 2}), ("courriel et phone", {1, 2}), ("2", {1}), ("2 heures", {5}),
     ("pourquoi pas", {6}), ("pas téléphone", None), ("téléphone ou courriel", None), ("2 h", None),
     ("2, courriel", None), ("1 et 2", {0, 1}), ("8", None), ("et", None)],
)  # fmt: skip
def test_an_option_by_its_words(text: str, places: set[int] | None) -> None:
    assert chosen(text, _OPTIONS) == places


def test_what_two_options_could_mean_is_asked() -> None:
    assert chosen("5", (("5",), ("4",), ("3",), ("2",), ("1",))) is None
    assert chosen("3", (("5",), ("4",), ("3",), ("2",), ("1",))) == {2}
    assert chosen("peche", (("pêche",), ("péché",))) is None
    assert chosen("pêche", (("pêche",), ("péché",))) == {0}
    assert chosen("oui", (("Oui", "Yes"), ("Oui !", "Yes indeed"))) is None


@pytest.mark.parametrize(
    "text",
    ["1b 2a", "1B,2A", "1ب، 2أ", "1b؛ 2a", "1b et 2a", "1–b 2–a", "1 b, 2 à", "(1b) (2a)", "１ｂ ２ａ", "1b2a",
     "b1 a2", "1: b\n2: a", "1) b 2) a", "١ب ٢أ", "1 باء و2 ألف", "1b/2a", "1=b 2=a", "1 -> b, 2 -> a",
     "1(b) 2(a)", "1b e 2a", "1b و 2ا", "1b 2a merci", "• 1b\n• 2a", "2a 1b"],
)  # fmt: skip
def test_cells(text: str) -> None:
    assert cells(text, 3, 6) == {0: 1, 1: 0}


@pytest.mark.parametrize("text", ["bac", "b a c", "b, a, c", "b, a et c", "BAC.", "ب أ ج", "1b 2a 3c", "b\na\nc"])
def test_a_letter_for_every_row(text: str) -> None:
    assert cells(text, 3, 6) == {0: 1, 1: 0, 2: 2}


@pytest.mark.parametrize(
    "text",
    ["1-3", "1b 1c", "1 à 3", "1 à 2 b", "1", "4b", "1g", "b", "bad idea", "1b 2", "1 e 2 a", "1 و 2 a",
     "1b ou 2a", "1b?", "1b pas 2a", "12b", "1, b", "1b 2a parce que 3c", "", "0b", "b1a", "1b (not 2a)"],
)  # fmt: skip
def test_cells_that_are_asked(text: str) -> None:
    assert cells(text, 3, 6) is None
