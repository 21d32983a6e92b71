"""What is understood in one spelling is understood in all, in every kind of step; what is asked is asked in all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.commands import command_in
from bot.reading.normal import bare
from bot.reading.words import Meaning, says, written
from bot.scenario.kinds import MODELS, AnyStep
from bot.session import kinds
from bot.session.joining import read_joining
from bot.session.kinds.terms import Asked, Unread
from bot.session.naming import read_organisation
from bot.session.organisations import Organisation, Side
from tests.reading.spellings import ANYWHERE, AROUND, respelled, some

_T = {"fr": "T"}
_OPTIONS = ({"fr": "L’appel", "en": "The call"}, {"fr": "Téléphone"}, {"fr": "Courriel", "ar": "بريد"}, {"fr": "Pêche"})
_LETTERS = [{"id": f"x{n}", "text": _T} for n in range(6)]
_BODIES: dict[str, dict[str, object]] = {
    "choice": {"options": [{"id": f"o{n}", "text": text} for n, text in enumerate(_OPTIONS)], "max": 4},
    "matrix": {"rows": _LETTERS, "columns": _LETTERS},
    "vote": {"on": "x", "votes": 4},
}
#: What is understood, and what is asked back, by kind of step.
_PASSING = ["-", "pass", "je passe", "paso", "passo", "أتجاوز", "I'd rather not answer"]
_READ = {
    "text": [],
    "scale": ["4", "4/5", "4 sur 5", "4 merci"],
    "choice": [
        "2",
        "1,4",
        "1 et 4",
        "l'appel",
        "telephone",
        "Téléphone, courriel",
        "بريد",
        "1, 2; 4",
        "option 3",
        "pêche",
    ],
    "matrix": ["1b 2a", "1b, 2a", "1b; 2a", "1b et 2a", "1-b 2-a", "(1b) (2a)", "1: b, 2: a", "1ب 2أ", "abcdef"],
    "vote": ["1", "2,5", "1 y 3", "1; 2; 3"],
}
_ASKED = {
    "scale": ["3,5", "3 ou 4", "3-4", "2 minutes", "4 because 3 is few", "3 car nous sommes 2", "0", "6", "5/4"],
    "choice": [
        "2 parce que le 4 est trop loin",
        "2 (pas 3)",
        "1-3",
        "3 car nous sommes 2",
        "pas l'appel",
        "1 ou 2",
        "9",
    ],
    "matrix": ["1b 1c", "1-3", "1", "1b 2a parce que 3c", "9a", "1 b ou 2 a"],
    "vote": ["1-3", "2 (pas 3)", "1 ou 2", "le 2 parce que", "9"],
}
_CASES = [(kind, said) for kind, texts in _READ.items() for said in (*texts, *_PASSING)]
_NO_CASES = [(kind, said) for kind, texts in _ASKED.items() for said in texts]
_KNOWN = (Organisation("a", "Toit vert", Side.SOUTH), Organisation("b", "L’Étoile du Nord", Side.NORTH))


def asked(kind: str) -> Asked[AnyStep]:
    """A question of that kind."""
    step = MODELS[kind].model_validate({"id": "x", "kind": kind, "prompt": _T, **_BODIES.get(kind, {})})
    return Asked(step, tuple("abcde"))


@pytest.mark.parametrize(("kind", "said"), _CASES)
def test_understood_in_every_spelling(kind: str, said: str) -> None:
    question = asked(kind)
    meant = kinds.read(question, said, None)
    assert not isinstance(meant, Unread)
    for name in (*ANYWHERE, *AROUND):
        assert kinds.read(question, respelled(said, [name]), None) == meant, name


@given(st.sampled_from(_CASES), some)
def test_understood_in_several_at_once(case: tuple[str, str], spellings: list[str]) -> None:
    question = asked(case[0])
    assert kinds.read(question, respelled(case[1], spellings), None) == kinds.read(question, case[1], None)


@given(st.sampled_from(_NO_CASES), some)
def test_asked_in_every_spelling(case: tuple[str, str], spellings: list[str]) -> None:
    assert isinstance(kinds.read(asked(case[0]), respelled(case[1], spellings), None), Unread)


@given(st.sampled_from([m for m in Meaning if m in ("yes", "no", "pass", "south", "north", "other")]), st.data(), some)
def test_every_word_of_the_lists_in_every_spelling(meaning: Meaning, data: st.DataObject, spellings: list[str]) -> None:
    word = data.draw(st.sampled_from(written(meaning)))
    assert says(respelled(word, spellings), meaning)


@pytest.mark.parametrize("said", ["2", "toit vert", "l'etoile du nord", "yes, 1", "Oui, Toit vert", "Toit vert, sud"])
@given(some)
def test_an_organisation_in_every_spelling(said: str, spellings: list[str]) -> None:
    assert read_joining(respelled(said, spellings), _KNOWN) == read_joining(said, _KNOWN)
    assert read_joining(said, _KNOWN).organisation is not None


@pytest.mark.parametrize("said", ["Aurore; sud", "Aurore, sud", "Aurore - sud", "Aurore (sud)", "Sud: Aurore"])
@given(some)
def test_a_new_organisation_in_every_spelling(said: str, spellings: list[str]) -> None:
    found = read_organisation(respelled(said, spellings))
    assert found is not None
    assert (bare(found[0]), found[1]) == ("aurore", Side.SOUTH)


@pytest.mark.parametrize("said", ["/next", "/forget yes", "/session roles"])
@given(some.map(lambda names: [name for name in names if not name.startswith("mark")]))
def test_a_command_in_every_spelling(said: str, spellings: list[str]) -> None:
    found = command_in(respelled(said, spellings))
    assert found is not None
    assert f"/{found.name} {bare(found.argument)}".strip(" .!") == said


@given(st.sampled_from(["oui mais 2 (pas 3)", "l'appel, d'accord", "je ne sais pas - 4/5"]), some)
def test_the_words_of_an_answer_stay_as_they_were_written(said: str, spellings: list[str]) -> None:
    written_so = respelled(said, spellings).strip()
    question = asked("text")
    value = kinds.read(question, written_so, None)
    assert not isinstance(value, Unread)
    assert kinds.show(question, value) == written_so
