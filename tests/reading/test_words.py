"""The closed lists: data of five languages, and what says yes, no or pass and nothing else."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.reading.settings import NAMED
from bot.reading.tokens import Tokens
from bot.reading.words import Meaning, entries, files, meaning_of, passes, phrases, says
from bot.resources import folder
from bot.word_lists import WordListError

#: Of these no phrase may mean two: an answer would be taken for another.
_ANSWERS = (Meaning.YES, Meaning.NO, Meaning.PASSING, Meaning.SOUTH, Meaning.NORTH, Meaning.OTHER, Meaning.NOTHING)
#: What every language has words for. Letters, articles and signs are some languages' own.
_SETTINGS = {Meaning.TO, Meaning.HOURS, Meaning.DAYS, Meaning.ON, Meaning.OFF, Meaning.DEFAULT, *NAMED}
_NEEDED = {*_ANSWERS, Meaning.AND, Meaning.NUMBER, Meaning.OF, Meaning.RESERVED, *_SETTINGS}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_says_all_that_is_said_in_words(code: str) -> None:
    assert {meaning for meaning, _ in entries(folder("locales") / code / "words.txt")} >= _NEEDED


def test_no_answer_means_two_things() -> None:
    found: dict[Tokens, set[Meaning]] = defaultdict(set)
    for meaning in _ANSWERS:
        for phrase in phrases(meaning):
            found[phrase].add(meaning)
    assert {phrase: meanings for phrase, meanings in found.items() if len(meanings) > 1} == {}
    assert () not in found


def test_no_word_names_two_settings_nor_says_both_on_and_off() -> None:
    for among in (NAMED, (Meaning.ON, Meaning.OFF, Meaning.YES, Meaning.NO), (Meaning.HOURS, Meaning.DAYS)):
        found = [phrase for meaning in among for phrase in phrases(meaning)]
        assert len(found) == len(set(found))


def test_no_answer_can_be_put_together_of_others() -> None:
    for path in files():
        for meaning, word in entries(path):
            if meaning in _ANSWERS:
                assert meaning_of(word, *_ANSWERS) is meaning, word


@pytest.mark.parametrize(("text", "why"), [("oui", "put this word under a heading"), ("[yess]", "use one of yes, no")])
def test_a_list_that_cannot_be_read_says_where_and_what_to_write(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "words.txt"
    path.write_text(f"# words\n{text}\n", "utf-8")
    with pytest.raises(WordListError, match=rf"words\.txt:2: .*{why}"):
        list(entries(path))


@pytest.mark.parametrize(
    "text",
    ["oui", "Ouais !", "D'accord.", "Ok 👍", "👍🏿", "👍\ufe0f", "👍🏽👍🏽", "👌🏾", "Oui, merci", "Yes please",
     "OUI OUI", "¡Sí!", "sim, claro", "نعم", "نَعَم", "موافقة!", "Bonjour, oui je participe", "I’m in 🙂",
     "yes, of course, I agree"],
)  # fmt: skip
def test_a_yes(text: str) -> None:
    assert meaning_of(text, Meaning.YES, Meaning.NO) is Meaning.YES


@pytest.mark.parametrize(
    "text", ["non", "Non merci.", "No, thanks", "não!", "لا شكرا", "👎🏿", "👎\ufe0f", "❌", "pas d’accord"]
)
def test_a_no(text: str) -> None:
    assert meaning_of(text, Meaning.YES, Meaning.NO) is Meaning.NO


@pytest.mark.parametrize(
    "text",
    ["No, I'll be in the south", "Non : je suis partie au nord", "لا، أنا في الجنوب", "2 minutes svp", "oui non",
     "OK?", "oui mais", "yes but not now", "👍👎", "merci", "je ne sais pas", "", "?", "no sé", "sí o no", "nous",
     "¿sí?"],
)  # fmt: skip
def test_neither(text: str) -> None:
    assert meaning_of(text, Meaning.YES, Meaning.NO) is None


@pytest.mark.parametrize(
    "text",
    ["Je passe.", "Passe !", "Skip.", "PASS", "-", "—", "– ", "(-)", "--", "/skip", "paso", "Passo.", "أتجاوز",
     "⏭️", "I'd rather not answer.", "Je préfère ne pas répondre", "pass, thanks", "@palabre_bot passe"],
)  # fmt: skip
def test_a_pass(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    ["je ne sais pas", "I don't know", "le temps passe", "password", "no", "rien", "*-*", ":-)", "-----", "...",
     "", "passe-moi le sel", "we skip lunch", "pass?"],
)  # fmt: skip
def test_an_answer_and_no_pass(text: str) -> None:
    assert not passes(text)


def test_a_side_is_a_word_for_it_and_nothing_else() -> None:
    assert [says(word, Meaning.SOUTH) for word in ("Sud.", "au sud", "le  SUD", "الجنوب", "sur", "sul")] == [True] * 6
    assert not any(
        says(word, Meaning.SOUTH) for word in ("I'll be in the south", "sud ou nord", "sudest", "pas au sud")
    )
