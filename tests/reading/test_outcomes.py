"""What became of what was to be done, in words: by number, a line each or in one, and what came of a change."""

from __future__ import annotations

import pytest

from bot.languages import LANGUAGES
from bot.reading.outcomes import Told, read_outcomes
from bot.reading.words import Meaning, entries
from bot.resources import folder

_DONE, _CHANGED, _NOT_YET = Meaning.DONE, Meaning.CHANGED, Meaning.NOT_YET


@pytest.mark.parametrize(
    ("said", "became"),
    [("done", _DONE), ("Fait !", _DONE), ("c'est fait, merci", _DONE), ("CHANGÉ.", _CHANGED), ("ha cambiado", _CHANGED),
     ("not yet", _NOT_YET), ("Pas encore", _NOT_YET), ("no", _NOT_YET), ("ainda não", _NOT_YET), ("ليس بعد", _NOT_YET),
     ("تم", _DONE), ("1. done", _DONE)],
)  # fmt: skip
def test_of_one_it_needs_no_number(said: str, became: Meaning) -> None:
    assert read_outcomes(said, 1) == (Told(1, became),)


@pytest.mark.parametrize(
    "said", ["1 done, 2 changed, 3 not yet", "1 fait\n2 changé\n3 pas encore", "1. done 2. changed 3. in progress"]
)
def test_several_are_told_by_their_numbers(said: str) -> None:
    assert read_outcomes(said, 3) == (Told(1, _DONE), Told(2, _CHANGED), Told(3, _NOT_YET))


def test_behind_a_change_stands_what_came_of_it_as_it_was_written() -> None:
    assert read_outcomes("2 changed: we met Online, more often", 2) == (Told(2, _CHANGED, "we met Online, more often"),)
    assert read_outcomes("Changé : l’Été prochain", 1) == (Told(1, _CHANGED, "l’Été prochain"),)


@pytest.mark.parametrize(
    ("said", "of"),
    [("done", 2), ("3 done", 2), ("1 done\n1 changed", 2), ("2", 2), ("yes", 1), ("done?", 1), ("we did half of it", 1),
     ("it is done, we wrote to all", 1), ("not done: no money", 1), ("", 1), ("0 done", 1)],
)  # fmt: skip
def test_what_says_anything_else_or_not_of_which_is_asked_back(said: str, of: int) -> None:
    assert read_outcomes(said, of) is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_its_words(code: str) -> None:
    there = {meaning for meaning, _ in entries(folder("locales") / code / "words.txt")}
    assert there >= {_DONE, _CHANGED, _NOT_YET, Meaning.CANCEL, Meaning.EVERY, Meaning.AT, Meaning.NOON, Meaning.FROM}
