"""The list of a group's organisations: which names can stand on it, and what a facilitator's lines come to."""

from __future__ import annotations

import pytest

from bot.session.joining import named, read_joining
from bot.session.organisations import Organisation, Side
from bot.session.roster import MOST, Fault, Line, Refused, cleaned, fault_of, revised, told_of

TOIT, AURORE = Organisation("o1", "Toit vert", Side.SOUTH), Organisation("o2", "Écho", Side.NORTH)
LIST = (TOIT, AURORE)


@pytest.mark.parametrize(
    "spelled",
    [
        *(
            "toit vert",
            "TOIT VERT",
            "Toit  vert",
            "Toit-vert",
            "Toît vert",
            "Ｔoit vert",
            "Ｔｏｉｔ ｖｅｒｔ",
            "𝐓𝐨𝐢𝐭 vert",
        ),
        *(
            "To\u200bit vert",
            "\u202eToit vert\u202c",
            "Toit\u00a0vert",
            "Toit vert.",
            "«\u00a0Toit vert\u00a0»",
            "Toit\u00advert",
        ),
    ],
)
def test_another_spelling_is_the_one_that_is_known_and_keeps_its_side(spelled: str) -> None:
    assert named(spelled, LIST) == TOIT
    said = read_joining(f"{spelled}, nord", LIST)
    assert (said.organisation, said.side, said.new) == (TOIT, Side.NORTH, None)


@pytest.mark.parametrize(("spelled", "known"), [("Echo", AURORE), ("écho", AURORE), ("E\u0301cho", AURORE)])
def test_accents_make_no_other_organisation(spelled: str, known: Organisation) -> None:
    assert named(spelled, LIST) == known


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *(("Тоіт vеrt", Fault.LETTERS), ("Toit vеrt", Fault.LETTERS), ("Εcho", Fault.LETTERS)),
        *(("T0it vert", Fault.ALIKE), ("Toıt vert", Fault.ALIKE), ("Toit vvert", None), ("Ech0", Fault.ALIKE)),
        *(("Есно", Fault.ALIKE), ("ECHO\u0327", Fault.ALIKE)),
    ],
)
def test_what_looks_like_another_or_mixes_alphabets_in_a_word_is_refused(name: str, fault: Fault | None) -> None:
    assert fault_of(cleaned(name), LIST) is fault


@pytest.mark.parametrize("name", ["Тоіт", "Аврора", "Αυγή"])
def test_a_name_of_another_alphabet_alone_is_a_name(name: str) -> None:
    assert fault_of(name, (TOIT,)) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *(("x" * 41, Fault.LONG), ("x" * 40, None), ("🌈", Fault.LETTERS), ("—", Fault.LETTERS), ("12", Fault.LETTERS)),
        *(
            ("Oui", Fault.LETTERS),
            ("no", Fault.LETTERS),
            ("٣", Fault.LETTERS),
            ("a\u0300\u0301\u0302\u0303b", Fault.LETTERS),
        ),
        *(("Palabre", Fault.RESERVED), ("Pa1abre", Fault.RESERVED), ("Amis de Telegram", Fault.RESERVED)),
        *(("Admin", Fault.RESERVED), ("Les facilitatrices", Fault.RESERVED), ("المنسق", Fault.RESERVED)),
        *(("Coordination Sud", None), ("L’Appui technique", None), ("Réseau 4", None), ("دار الأمل", None)),
    ],
)
def test_which_names_can_stand_on_a_list(name: str, fault: Fault | None) -> None:
    assert fault_of(cleaned(name), ()) is fault


def test_a_name_is_cleaned_of_what_can_t_be_seen() -> None:
    assert cleaned(" \u202eToit\u200b\u2066 \u00a0\tvert\ufeff ") == "Toit vert"
    assert cleaned("Ｔｏｉｔ") == "Toit"


def test_a_line_adds_or_changes_and_ids_never_come_again() -> None:
    after = revised(LIST, [Line("Rive", Side.OTHER), Line("toit vert", Side.NORTH)], 7, sides_fixed=False)
    assert after == (
        Organisation("o1", "toit vert", Side.NORTH),
        AURORE,
        Organisation("o8", "Rive", Side.OTHER),
    )


def test_no_side_changes_while_answers_are_told_by_sides() -> None:
    assert revised(LIST, [Line("Toit vert", Side.NORTH)], 2, sides_fixed=True) == Refused(Fault.SIDE, "Toit vert")
    kept = revised(LIST, [Line("Toit bleu", None, "o1")], 2, sides_fixed=True)
    assert kept == (Organisation("o1", "Toit bleu", Side.SOUTH), AURORE)


def test_a_correction_of_what_is_gone_or_to_another_s_name_changes_nothing() -> None:
    assert revised(LIST, [Line("Rive", None, "o9")], 2, sides_fixed=False) == Refused(Fault.GONE, "Rive")
    assert revised(LIST, [Line("T0it vert", None, "o2")], 2, sides_fixed=False) == Refused(Fault.ALIKE, "T0it vert")


def test_twelve_at_most_and_those_of_an_older_version_can_still_be_corrected() -> None:
    names = [f"Maison {n}" for n in range(20)]
    twelve = [Line(name, Side.SOUTH) for name in names[:MOST]]
    full = revised((), twelve, 0, sides_fixed=False)
    assert isinstance(full, tuple)
    assert len(full) == MOST
    assert revised(full, [Line(names[12], Side.SOUTH)], 12, sides_fixed=False) == Refused(Fault.FULL, names[12])
    old = tuple(Organisation(f"o{n}", name, Side.SOUTH) for n, name in enumerate(names))
    corrected = revised(old, [Line("Rive", None, "o3")], 20, sides_fixed=False)
    assert isinstance(corrected, tuple)
    assert len(corrected) == 20


def test_a_session_keeps_places_and_once_begun_its_sides() -> None:
    now = (Organisation("o2", "Echo", Side.SOUTH), Organisation("o5", "Rive", Side.OTHER))
    begun = told_of(LIST, now, open=False)
    assert [(o.id, o.name, o.side, o.listed) for o in begun] == [
        ("o1", "Toit vert", Side.SOUTH, False),
        ("o2", "Echo", Side.NORTH, True),
        ("o5", "Rive", Side.OTHER, True),
    ]
    assert told_of(LIST, now, open=True)[1].side is Side.SOUTH
    assert read_joining("1", begun).yes is None, "a number typed offline never means another"
    assert read_joining("Toit vert", begun).organisation is None
    assert read_joining("3", begun).organisation == now[1]
