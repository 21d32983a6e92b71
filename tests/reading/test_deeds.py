"""What, who, by when: read in any order that can be told apart, and no word gets lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.deeds import MOST, Deed, Guess, Why, read_deeds

#: A Monday.
TODAY = date(2027, 1, 11)
IDES = date(2027, 3, 15)


def only(text: str) -> Deed:
    """The one deed that a text says."""
    (deed,) = read_deeds(text, TODAY)
    return deed


@pytest.mark.parametrize("by", [" ; ", ";", " ؛ ", "；", "﹔", "|", " ｜ ", "\t", "  ;  "])
@pytest.mark.parametrize(
    "when", ["15/03/2027", "15/03/27", "2027/03/15", "15 mars 2027", "١٥ مارس ٢٠٢٧", "15 de marzo de 2027"]
)
def test_the_date_is_the_date_wherever_it_stands(by: str, when: str) -> None:
    for parts in permutations(["Envoyer", "Awa", when]):
        texts = tuple(part for part in parts if part != when)
        assert only(by.join(parts)) == Deed(*texts, when, IDES)


@pytest.mark.parametrize(
    "mark", ["1. ", "1) ", "(1) ", "• ", "- ", "-", "– ", "* ", "١. ", "▪ ", "1️⃣ ", "1.", "  - 1. "]
)
def test_a_line_each_with_or_without_marks(mark: str) -> None:
    first, second = read_deeds(f"{mark}Envoyer ; Awa\n\n{mark}Écrire ; Sam ; 15/03/2027\n", TODAY)
    assert (first, second) == (Deed("Envoyer", "Awa"), Deed("Écrire", "Sam", "15/03/2027", IDES))


@pytest.mark.parametrize(("text", "deed"), [
    ("Appeler ; 15/03/2027", Deed("Appeler", "", "15/03/2027", IDES)),
    ("Appeler", Deed("Appeler")),
    ("Appeler ; Awa", Deed("Appeler", "Awa")),
    ("Appeler ; ; 15/03/2027", Deed("Appeler", "", "15/03/2027", IDES)),
    ("15.03.2027 ; Appeler", Deed("Appeler", "", "15.03.2027", IDES)),
    ("Appeler ; Domingo ; 15/03/2027", Deed("Appeler", "Domingo", "15/03/2027", IDES)),
    ("Appeler ; Julio ; 15/03/2027", Deed("Appeler", "Julio", "15/03/2027", IDES)),
    ("Envoyer à Paris 15 ; second ; 15/03/2027", Deed("Envoyer à Paris 15", "second", "15/03/2027", IDES)),
    ("Envoyer le budget, 15/03/2027", Deed("Envoyer le budget", "", "15/03/2027", IDES)),
    ("Envoyer ; Awa, 15 mars 2027", Deed("Envoyer", "Awa", "15 mars 2027", IDES)),
    ("15/03/2027 : envoyer", Deed("envoyer", "", "15/03/2027", IDES)),
    ("Envoyer – 15/03/2027", Deed("Envoyer", "", "15/03/2027", IDES)),
    ("Envoyer\n15/03/2027", Deed("Envoyer", "", "15/03/2027", IDES)),
    ("Envoyer ; Awa\n15/03/2027", Deed("Envoyer", "Awa", "15/03/2027", IDES)),
])  # fmt: skip
def test_what_can_be_told_apart(text: str, deed: Deed) -> None:
    assert only(text) == deed


@pytest.mark.parametrize(("text", "deed"), [
    ("Appeler ; Awa ; fin mars", Deed("Appeler", "Awa", "fin mars", date(2027, 3, 31), guess=Guess.DAY)),
    ("vendredi prochain ; Appeler", Deed("Appeler", "", "vendredi prochain", date(2027, 1, 15), guess=Guess.DAY)),
    ("Appeler ; Awa ; mars", Deed("Appeler", "Awa", "mars", date(2027, 3, 31), guess=Guess.DAY)),
    ("Appeler ; Awa ; 03/04/2027", Deed("Appeler", "Awa", "03/04/2027", date(2027, 4, 3), guess=Guess.DAY)),
    ("Appeler ; Awa ; 15/03", Deed("Appeler", "Awa", "15/03", IDES, guess=Guess.DAY)),
    ("Appeler\nAwa\n15/03/2027", Deed("Appeler", "Awa", "15/03/2027", IDES, guess=Guess.LINES)),
    ("12 rue X ; porte 3 ; Awa ; 15/03/2027",
     Deed("12 rue X ; porte 3 ; Awa", "", "15/03/2027", IDES, guess=Guess.TOGETHER)),
    ("a;b;c;d;e;f;g;h;i;j", Deed("a ; b ; c ; d ; e ; f ; g ; h ; i ; j", guess=Guess.TOGETHER)),
])  # fmt: skip
def test_what_is_guessed_says_so(text: str, deed: Deed) -> None:
    assert only(text) == deed


@pytest.mark.parametrize(("text", "deed"), [
    ("Appeler ; Awa ; quand on peut", Deed("Appeler", "Awa", "quand on peut", why=Why.UNREAD)),
    ("Appeler ; bientôt", Deed("Appeler", "", "bientôt", why=Why.UNREAD)),
    ("soon ; Call", Deed("Call", "", "soon", why=Why.UNREAD)),
    ("Appeler ; mars", Deed("Appeler", "", "mars", why=Why.UNREAD)),
    ("Appeler ; Awa ; 15/03/2020", Deed("Appeler", "Awa", "15/03/2020", date(2020, 3, 15), Why.PAST)),
    ("Appeler ; Awa ; 10/01/2027", Deed("Appeler", "Awa", "10/01/2027", date(2027, 1, 10), Why.PAST)),
    ("Appeler ; Awa ; 15/03/2072", Deed("Appeler", "Awa", "15/03/2072", date(2072, 3, 15), Why.FAR)),
    ("Appeler ; Awa ; 31/02/2027", Deed("Appeler", "Awa", "31/02/2027", why=Why.NO_SUCH_DAY)),
    ("Appeler ; 15/03/2027 ; 20/03/2027", Deed("Appeler", "", "15/03/2027 ; 20/03/2027", why=Why.SEVERAL)),
    ("Appeler ; demain ; vendredi", Deed("Appeler", "", "demain ; vendredi", why=Why.SEVERAL)),
    ("Appeler ; Awa avant le 15/03/2027", Deed("Appeler", "Awa avant le 15/03/2027", why=Why.UNREAD)),
])  # fmt: skip
def test_what_cannot_be_read_is_to_be_asked(text: str, deed: Deed) -> None:
    assert only(text) == deed


def test_a_date_alone_says_nothing_to_do() -> None:
    assert not only("15/03/2027").what
    assert not only("15/03/2027 ; 20/03/2027").what
    assert read_deeds(" \n ; \n•\n", TODAY) == ()


def test_no_more_than_are_read_at_once() -> None:
    assert len(read_deeds("a\n" * 4000, TODAY)) == MOST + 1


_WORDS = st.sampled_from(
    ["Envoyer", "Awa", "15/03/2027", "demain", "mars", "bientôt", "Domingo", "12 rue X", "1. x", "- y", "«a, b»"]
)
_SIGNS = st.sampled_from([" ; ", "\n", "؛", "|", "\t", ", ", " – ", ";;", " "])


@given(st.lists(st.tuples(_WORDS, _SIGNS), max_size=12))
def test_no_word_gets_lost(said: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in said)
    deeds = read_deeds(text, TODAY)
    kept = " ".join(f"{one.what} {one.who} {one.when}" for one in deeds)
    if len(deeds) <= MOST:
        assert not _letters(text) - _letters(kept)


def _letters(text: str) -> Counter[str]:
    """The letters of a text; digits can be the mark of a list."""
    return Counter(character for character in text if character.isalpha())


@given(st.text(max_size=120))
def test_what_was_read_reads_the_same_again(text: str) -> None:
    for deed in read_deeds(text, TODAY)[:MOST]:
        if deed.what:
            again = only(" ; ".join(part for part in (deed.what, deed.who, deed.when) if part))
            assert (again.what, again.who, again.when) == (deed.what, deed.who, deed.when)
