"""Nobody can be told from somebody else whose answer came in the same table: not by what is shown when, not by what
goes when one of them is forgotten or takes it back, not by counts, passes or lateness, in the chat or in a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.session import events as e
from bot.session.organisations import Side
from bot.session.state import Session, session_to_json
from tests.often import often
from tests.session.exchange import Pair, exchanged, pairs, publications
from tests.session.guarded import Play, opened, plays

#: Moments of a session that are compared, the last one among them.
_COMPARED = 3


def _moments(play: Play, data: st.DataObject) -> set[int]:
    some = data.draw(st.lists(st.integers(0, len(play.moments) - 1), min_size=_COMPARED, max_size=_COMPARED))
    return {*some, len(play.moments) - 1}


@settings(max_examples=often(5, 200), deadline=None)
@given(plays(), st.data())
def test_two_whose_answers_came_together_can_be_taken_for_each_other(play: Play, data: st.DataObject) -> None:
    there = list(pairs(play))
    if not there:
        return
    pair = data.draw(st.sampled_from(there))
    other = exchanged(play, pair)
    assert len(other.moments) == len(play.moments)
    for moment in _moments(play, data):
        one, two = other.moments[moment], play.moments[moment]
        # Before the first of the two has answered the worlds are one, and so is what is published of it.
        if session_to_json(one) != session_to_json(two):
            assert publications(one) == publications(two), pair


#: What one of two does after the results were shown, and what somebody else does.
AFTERWARDS = {
    "forget": [(e.Forget, 1, {})],
    "undo": [(e.Undo, 1, {})],
    "an edit": [(e.Edit, 1, {"text": "3"})],
    "another answer": [(e.Reply, 1, {"text": "3"})],
    "a pass": [(e.Reply, 1, {"text": "-"})],
    "somebody late": [(e.Reply, 6, {"text": "3"})],
    "a late pass": [(e.Reply, 6, {"text": "-"})],
    "three late, and one of two forgotten": [*((e.Reply, who, {"text": "3"}) for who in (6, 7, 8)), (e.Forget, 1, {})],
    "three late, and one of these": [*((e.Reply, who, {"text": "3"}) for who in (6, 7, 8)), (e.Undo, 7, {})],
    "opened again": [(e.Back, 0, {}), (e.Reply, 1, {"text": "4"}), (e.Reply, 6, {"text": "4"}), (e.Next, 0, {})],
}


def _played(
    step: str,
    texts: dict[int, str],
    afterwards: list[tuple[type[e.Event], int, dict[str, str]]],
    proposing: tuple[int, ...] = (),
) -> Play:
    """A question at which these said so, closed; then the rest. Some have proposed other organisations before."""
    play = opened((9, 0, 0))
    for who in proposing:
        play.do(e.Propose, who, name="Nouvelle", side=Side.SOUTH)
    while play.session.step(step).progress != "open":
        play.do(e.Next, 0)
    for who, text in texts.items():
        play.do(e.Reply, who, step=step, text=text)
    play.do(e.Next, 0)
    for kind, who, more in afterwards:
        given = {"step": step, **more} if kind is e.Reply else more
        if kind is e.Edit:
            given = {"source": play.session.answers.by(f"p{who}", step)[-1].source, **more}
        play.do(kind, who, **given)
    return play


@pytest.mark.parametrize("afterwards", AFTERWARDS)
@pytest.mark.parametrize(
    ("step", "mine"), [("mood", "2"), ("pulse", "2"), ("pulse", "-"), ("means", "-"), ("table", "2")]
)
def test_what_one_does_afterwards_doesn_t_tell_which_of_two_said_it(step: str, mine: str, afterwards: str) -> None:
    """Of two, one said this and the other that; or one of them passed."""
    one, other = ("1a 2b", "2a" if mine == "2" else "-") if step == "table" else ("1", mine)
    rest = {3: "1a"} if step == "table" else {3: "2", 4: "1", 5: "1"}
    worlds = [
        _played(step, {1: said, 2: by_the_other, **rest}, AFTERWARDS[afterwards])
        for said, by_the_other in ((one, other), (other, one))
    ]
    done = len(AFTERWARDS[afterwards]) + 1
    for moments in zip(*(world.moments[-done:] for world in worlds), strict=True):
        first, second = map(publications, moments)
        assert first == second


def test_the_attacker_finds_what_is_different() -> None:
    """So that the tests above could fail: two worlds in which another sum was shown."""
    worlds = [_played("mood", {1: said, 2: "2", 3: "1"}, []) for said in ("1", "5")]
    first, second = (publications(world.session) for world in worlds)
    assert first != second


def test_pairs_are_found() -> None:
    assert Pair("mood", 1, 2) in set(pairs(_played("mood", {1: "1", 2: "2", 3: "1"}, [])))


def test_whoever_is_with_no_organisation_yet_is_no_pair_with_those_who_are() -> None:
    said = {1: "1", 2: "2", 3: "1"}
    assert {*pairs(_played("mood", said, [], proposing=(2,)))} == {Pair("mood", 1, 3)}


@pytest.mark.parametrize("agreed", [(1,), (2,), (1, 2), ()])
def test_whether_somebody_who_is_forgotten_agreed_is_not_told(agreed: tuple[int, ...]) -> None:
    """A tap on "this is us" is a figure too: one less would tell it."""

    def afterwards(session: Session, some: tuple[int, ...], play: Play) -> list[str]:
        for who in some:
            session = advance_as(play, session, e.Agree, who)
        return publications(advance_as(play, session, e.Forget, 1))

    play = _played("mood", {1: "1", 2: "2", 3: "1"}, [(e.Close, 0, {"sure": True})])
    assert afterwards(play.session, agreed, play) == afterwards(play.session, (), play)


def advance_as(play: Play, session: Session, kind: type[e.Event], who: int) -> Session:
    """The session after somebody did something; the play itself goes on from where it was."""
    other = replace(play, session=session, moments=[], done=[])
    other.do(kind, who)
    return other.session
