"""What somebody is asked back about an answer: one question at a time, theirs alone, and gone with the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import doubt_of, doubt_ref, read_ref
from bot.session.effects import Text
from bot.session.kinds.commitment import Commitment
from bot.session.state import session_from_json, session_to_json
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.message import pages
from bot.wording.scene import Scene
from tests.session.asked_back import GROUP, PRIVATE, Room, asked, refused


def test_one_is_asked_after_the_other() -> None:
    room = Room()
    assert asked(room.says("sam", "a ; bientôt\nb ; 15/03/2027\nc ; Awa ; 1/1/2020")) == [(1, None)]
    assert asked(room.settles("sam", "1m", "")) == [(3, None)]
    assert asked(room.settles("sam", "3m", "")) == []
    assert asked(room.settles("sam", "fin mars", doubt=3)) == []
    assert room.all == [("a", date(2027, 4, 11)), ("b", date(2027, 3, 15)), ("c", date(2027, 3, 31))]


@pytest.mark.parametrize(
    ("said", "due"),
    [("1m", date(2027, 2, 11)), ("3m", date(2027, 4, 11)), ("none", None), ("-", None), ("Je passe.", None),
     ("15/03/2027", date(2027, 3, 15)),
     ("dans deux semaines", date(2027, 1, 25)), ("mars", date(2027, 3, 31)), ("le 15", date(2027, 1, 15))],
)  # fmt: skip
def test_what_settles_it(said: str, due: date | None) -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    room.settles("sam", said)
    assert room.all == [("a", due)]
    assert "due" in str(room.told(room.says("sam", "b ; bientôt")))


@pytest.mark.parametrize("said", ["", "on verra", "15/03/2020", "31/02/2027", "15/03/2072", "2 à 3", "hier"])
def test_what_settles_nothing_is_asked_again(said: str) -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    before = room.session
    assert refused(room.settles("sam", said)) == [Text.SAID]
    assert room.session == before


def test_it_is_theirs_alone() -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    for where in (GROUP, ""):
        assert refused(room.settles("awa", "15/03/2027", where)) == [Text.NOT_YOUR_WORDS]
        assert refused(room.settles("nobody", "15/03/2027", where)) == [Text.NOT_YOUR_WORDS]
    assert room.all == [("a", None)]


def test_a_question_says_nothing_of_what_was_said() -> None:
    """So that it may stand where the answer is sealed, and doesn't outlive it in a chat."""
    room = Room(", reveal: together")
    told = room.told(room.says("sam", "secret one ; secret two ; secret three"))
    told += room.told(room.says("sam", "secret one ; secret two ; demain"))
    assert len(told) == 2
    assert not any("secret" in text for text in told)


def test_in_private_it_is_asked_there() -> None:
    room = Room(", collect: private")
    assert asked(room.says("awa", "a ; bientôt", PRIVATE)) == [(1, "awa")]


def test_of_an_answer_that_leads_to_nobody_nothing_is_asked_that_would_know_it() -> None:
    room = Room(", collect: private, attribution: none")
    outcome = room.says("awa", "a ; bientôt", PRIVATE)
    assert asked(outcome) == []
    assert room.told(outcome)[-1].endswith("You can edit your message.")
    assert not [x for x in outcome.effects if isinstance(x, fx.Post | fx.Revise) and room.answer.id in str(x.ref)]


def test_what_waits_for_a_yes_is_asked_after_it() -> None:
    room = Room()
    assert asked(room.says("zoe", "a ; bientôt")) == []
    joined = room.bring(e.Join, "zoe", organisation=room.session.organisations[0])
    assert asked(joined) == [(1, None)]
    room.settles("zoe", "15/03/2027")
    assert room.all == [("a", date(2027, 3, 15))]


def test_an_edit_of_the_words_that_settled_it_counts_while_they_are_in_force() -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    room.settles("sam", "31/03/2027", number=None)
    first = next(room.numbers) - 1
    room.settles("sam", "30/04/2027", number=first)
    assert room.all == [("a", date(2027, 4, 30))]
    room.settles("sam", "1m", "")
    assert room.settles("sam", "30/04/2027", number=first).effects == ()
    assert room.settles("sam", "15/05/2027", number=first).effects == ()
    assert room.all == [("a", date(2027, 2, 11))]


def test_so_does_an_edit_of_a_day_alone_that_settled_it() -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    room.says("sam", "31/03/2027")
    first = next(room.numbers) - 1
    room.bring(e.Edit, "sam", number=first, text="30/04/2027")
    assert room.all == [("a", date(2027, 4, 30))]
    assert room.bring(e.Edit, "zoe", number=first, text="15/05/2027").effects == ()
    room.settles("sam", "1m", "")
    assert room.bring(e.Edit, "sam", number=first, text="15/05/2027").effects == ()
    assert room.all == [("a", date(2027, 2, 11))]


def test_an_edit_with_the_same_words_changes_nothing() -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    room.settles("sam", "demain")
    mine = next(room.numbers) - 1
    room.at += timedelta(days=2)
    before = room.session
    assert room.settles("sam", "demain", number=mine).session == before


@pytest.mark.parametrize("gone", [e.Undo, e.Forget])
def test_a_question_goes_with_its_answer(gone: type[e.Event]) -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    about = (room.answer.id, 1)
    outcome = room.bring(gone, "sam")
    edited = {x.ref for x in outcome.effects if isinstance(x, fx.Revise)}
    assert doubt_ref(*about) in edited or any(isinstance(x, fx.Retell) for x in outcome.effects)
    scene = Scene(room.scenario, room.session, words("en"))
    assert pages(render(fx.AskBack(*about), scene)) == ("(withdrawn)",)
    assert refused(room.bring(e.Settle, "sam", doubt=about, said="demain")) == [Text.NO_LONGER]
    assert room.bring(e.Settle, "sam", doubt=about, said="demain", edited=True).effects == ()
    assert not len(room.session.answers)


def test_an_edited_answer_keeps_what_was_said_of_it_and_asks_what_is_new() -> None:
    room = Room()
    room.says("sam", "a ; Awa ; bientôt\nb ; plus tard")
    source = room.answer.source
    room.settles("sam", "1m", "")
    room.settles("sam", "none", "", doubt=2)
    number = int(str(source).rpartition(":")[2])
    edited = room.bring(e.Edit, "sam", number=number, text="A bis ; Awa ; bientôt\nc ; un jour\nb ; plus tard")
    assert room.all == [("A bis", date(2027, 2, 11)), ("c", None), ("b", None)]
    assert asked(edited) == [(4, None)]
    assert room.bring(e.Edit, "sam", number=number, text="x ; 15/03/2027").session.answers.get(room.answer.id)
    assert room.all == [("x", date(2027, 3, 15))]
    assert refused(room.settles("sam", "demain", doubt=2)) == [Text.NO_LONGER]


def test_a_day_alone_is_for_the_one_question_that_stands_and_else_asked() -> None:
    room = Room()
    assert refused(room.says("sam", "15/03/2027")) == [Text.SAID]
    room.says("sam", "a ; bientôt")
    room.says("sam", "15/03/2027")
    assert room.all == [("a", date(2027, 3, 15))]
    assert len(room.session.answers) == 1
    room.says("sam", "b ; bientôt")
    room.says("sam", "c ; bientôt")
    before = room.session
    assert "Which one" in str(room.told(room.says("sam", "16/03/2027")))
    assert room.session == before


def test_the_step_may_close_before_the_answer() -> None:
    room = Room()
    room.says("sam", "a ; bientôt")
    room.bring(e.Next, "awa", sure=True)
    room.settles("sam", "15/03/2027")
    assert (room.all, room.answer.late) == ([("a", date(2027, 3, 15))], False)
    room.at += timedelta(minutes=1)
    room.bring(e.Next, "awa", sure=True)
    room.at += timedelta(hours=73)
    assert refused(room.settles("sam", "16/03/2027")) == [Text.NO_LONGER]


def test_what_was_shown_of_a_private_step_stands() -> None:
    room = Room(", collect: private")
    room.session = replace(room.session, minimum=1)
    room.says("awa", "a ; bientôt", PRIVATE)
    room.bring(e.Next, "awa", sure=True)
    assert refused(room.settles("awa", "15/03/2027", PRIVATE)) == [Text.SHOWN]


def test_tomorrow_is_counted_where_it_is_said() -> None:
    room = Room()
    room.says("sam", "a ; demain", day=date(2027, 1, 12))
    room.says("sam", "b ; demain")
    assert [one.due for answer in room.session.answers for one in answer.value.commitments] == [
        date(2027, 1, 13),
        date(2027, 1, 12),
    ]


def test_an_answer_is_kept_as_it_was_said() -> None:
    room = Room()
    room.says("sam", "« a » ; Awa ; Bientôt !")
    room.settles("sam", "Fin mars.")
    kept = session_from_json(session_to_json(room.session))
    assert kept == room.session
    (one,) = next(iter(kept.answers)).value.commitments
    assert (one.what, one.who, one.when, one.dated, one.due) == (
        "« a »",
        "Awa",
        "Bientôt !",
        "Fin mars.",
        date(2027, 3, 31),
    )
    assert Commitment("a", due=date(2027, 1, 1)).dated == ""


def test_a_ref_of_a_question_is_read_as_it_is_written() -> None:
    assert doubt_of(read_ref(str(doubt_ref("00ff", 12)))) == ("00ff", 12)
    assert [doubt_of(read_ref(written)) for written in ("doubt:old", "doubt:x-y", "step:a-1", "doubt")] == [None] * 4
