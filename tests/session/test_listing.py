"""Organisations that aren't on the list, in a session: who counts meanwhile, what a decision changes, the limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.disclosure.visibility import visible
from bot.session.engine import advance
from bot.session.listing import MOST_IN_ALL, MOST_WAITING
from bot.session.organisations import Organisation, Side
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.state import Phase, Session
from tests.session.moves import ORGANISATIONS, SCENARIO, START, in_phase, opened

LEAD = e.Actor("p:fatou", Role.FACILITATOR, True, "o1")
RIVE = Organisation("o3", "Rive", Side.NORTH)


def _do(session: Session, kind: type[e.Event], who: str = "p:fatou", **more: object) -> Outcome:
    by = LEAD if who == LEAD.person else e.Actor(who)
    values = {"by": by, "at": START, "chance": sum(map(ord, who)), "source": f"g:1:{len(who)}", **more}
    return advance(SCENARIO, session, kind(**values))


def _propose(session: Session, who: str, name: str = "Rive") -> Outcome:
    return _do(session, e.Propose, who, name=name, side=Side.NORTH)


def test_whoever_proposes_counts_at_once_and_their_yes_is_recorded_with_no_organisation() -> None:
    outcome = _propose(opened(), "p:lia")
    assert "p:lia" in outcome.session.active()
    assert fx.Enrol("p:lia", None) in outcome.effects
    assert outcome.session.organisations == ORGANISATIONS
    asked = [effect for effect in outcome.effects if isinstance(effect, fx.AskFacilitators)]
    assert [(one.body, one.first) for one in asked] == [(fx.Short(fx.Text.PROPOSED, number=1), LEAD.person)]


def test_who_was_with_another_is_with_none_while_the_new_one_waits() -> None:
    session = _do(opened(), e.Join, "p:lia", organisation=ORGANISATIONS[0]).session
    session = _propose(session, "p:lia").session
    assert session.participants["p:lia"].organisation is None
    settled = _do(session, e.Decide, number=1, organisation=None).session
    assert settled.participants["p:lia"].organisation is None
    assert not settled.waiting()


@pytest.mark.parametrize("name", ["T0it vert", "Aur0re", "Tоit vert", "Admin", "x" * 41, "🌈", "no", "12"])
def test_a_name_that_can_t_be_listed_changes_nothing(name: str) -> None:
    session = opened()
    outcome = _propose(session, "p:lia", name)
    assert outcome.session is session
    assert [type(effect) for effect in outcome.effects] == [fx.Post]


def test_one_waits_for_each_person_and_no_more_than_a_list_holds() -> None:
    session = _propose(opened(), "p:lia").session
    for n in range(100):
        session = _propose(session, "p:lia", f"Maison {n}").session
    assert list(session.waiting()) == [1]
    for n in range(MOST_WAITING + 5):
        session = _propose(session, f"p:{n}", f"Maison {n}").session
    assert len(session.waiting()) == MOST_WAITING


def test_whoever_proposes_and_thinks_again_and_again_fills_nobody_s_chat() -> None:
    session, asked = opened(), 0
    for n in range(3 * MOST_IN_ALL):
        outcome = _propose(session, "p:lia", f"Maison {n}")
        asked += sum(isinstance(one, fx.AskFacilitators) for one in outcome.effects)
        session = _do(outcome.session, e.Join, "p:lia", organisation=ORGANISATIONS[0]).session
    assert asked == MOST_IN_ALL


def test_what_is_decided_counts_for_the_open_question_and_closed_ones_stay_as_they_were() -> None:
    session = replace(in_phase(Phase.OPENING))
    session = _propose(session, "p:lia").session
    session = _do(session, e.Next, sure=True).session
    session = _do(session, e.Reply, "p:lia", step="today", text="2").session
    closed = _do(session, e.Next, sure=True).session
    for before, organisation in ((session, "o3"), (closed, None)):
        after = _do(before, e.Decide, number=1, organisation=RIVE)
        assert fx.Assign("p:lia", "o3") in after.effects
        assert after.session.participants["p:lia"].organisation == "o3"
        assert [a.organisation for a in after.session.answers.by("p:lia", "today")] == [organisation]
        assert after.session.organisations == (*ORGANISATIONS, RIVE)


def test_while_one_waits_sides_of_what_they_answered_are_told_of_nobody() -> None:
    session = opened()
    for n in range(6):
        session = _do(session, e.Join, f"p:{n}", organisation=ORGANISATIONS[n % 2]).session
    session = _propose(session, "p:lia").session
    session = _do(session, e.Next, sure=True).session
    for who in (*(f"p:{n}" for n in range(6)), "p:lia"):
        session = _do(session, e.Reply, who, step="today", text="3").session
    session = _do(session, e.Next, sure=True).session
    for later in (session, _do(session, e.Decide, number=1, organisation=RIVE).session):
        view = visible(SCENARIO, later, "today", audience="group")
        assert view.people == 7
        assert {shown.side for shown in view.answers} == {None}


def test_who_leaves_comes_back_with_what_was_decided_and_whoever_is_forgotten_takes_the_name_along() -> None:
    session = _propose(opened(), "p:lia").session
    left = _do(session, e.Leave, "p:lia").session
    assert left.participants["p:lia"].proposal
    settled = _do(left, e.Decide, number=1, organisation=RIVE).session
    assert "p:lia" not in settled.active()
    back = _do(settled, e.Join, "p:lia", by=e.Actor("p:lia", organisation="o3")).session
    assert "p:lia" in back.active()
    assert back.participants["p:lia"].organisation == "o3"
    gone = _do(session, e.Forget, "p:lia")
    assert not gone.session.waiting()
    assert fx.Relisted() in gone.effects
    again = _do(gone.session, e.Decide, number=1, organisation=RIVE)
    assert again.refused
    assert _propose(gone.session, "p:lia").session.waiting().keys() == {2}, "numbers never come again"


def test_choosing_one_of_the_list_takes_the_proposal_back() -> None:
    session = _propose(opened(), "p:lia").session
    chosen = _do(session, e.Join, "p:lia", organisation=ORGANISATIONS[1])
    assert not chosen.session.waiting()
    assert fx.Relisted() in chosen.effects


def test_what_one_person_alone_brought_in_goes_with_them_and_numbers_stay() -> None:
    session = _do(_propose(opened(), "p:lia").session, e.Decide, number=1, organisation=RIVE).session
    session = _do(session, e.Relist, listed=(*ORGANISATIONS, RIVE, Organisation("o4", "Pont", Side.OTHER))).session
    gone = _do(session, e.Forget, "p:lia", brought=frozenset({"o3"})).session
    assert [(n, o.name) for n, o in gone.listed()] == [(1, "Toit vert"), (2, "Aurore"), (4, "Pont")]
    assert "Rive" not in repr(gone)


def test_choosing_changes_nothing_of_what_is_listed() -> None:
    session = opened()
    flipped = replace(ORGANISATIONS[0], name="Tоit vert", side=Side.NORTH)
    joined = _do(session, e.Join, "p:lia", organisation=flipped)
    assert joined.session.organisations == ORGANISATIONS


def test_the_other_side_is_told_where_it_is_listed() -> None:
    outcome = _do(opened(), e.Join, "p:lia", organisation=ORGANISATIONS[0], side=Side.NORTH)
    said = [effect.body.text for effect in outcome.effects if isinstance(effect, fx.Post)]
    assert said == [fx.Text.SAID]
    assert outcome.session.participants["p:lia"].organisation == "o1"


def test_who_chose_what_is_taken_off_is_asked_again_before_the_first_question_alone() -> None:
    session = _do(opened(), e.Join, "p:lia", organisation=ORGANISATIONS[1]).session
    early = _do(session, e.Relist, listed=ORGANISATIONS[:1])
    assert early.session.participants["p:lia"].organisation is None
    assert fx.Post(fx.Short(fx.Text.NO_ORGANISATION), to="p:lia") in early.effects
    late = _do(_do(session, e.Next, sure=True).session, e.Relist, listed=ORGANISATIONS[:1])
    assert late.session.participants["p:lia"].organisation == "o2"
    assert [n for n, _ in late.session.listed()] == [1]
