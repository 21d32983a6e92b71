"""Words that are looked at before they are shown: until then nothing of them is anywhere, and what is set aside nowhere
at all; the workshop goes on, and a vote on them comes once they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session import windows
from bot.session.disclosure.review import looked_over, waits
from bot.session.disclosure.visibility import visible
from bot.session.pace import Pace
from bot.session.placing import open_steps
from bot.session.state import Phase
from tests.session.caring import LEAD, PEOPLE, SCENARIO, Told

EVERYBODY = (LEAD, *PEOPLE)


def _closed(*people: e.Actor) -> Told:
    """The private question has closed, answered by these."""
    told = Told(reviews=True)
    told.next()
    told.next()
    told.answer("weighs", *people)
    told.next()
    return told


def _said(told: Told, audience: str = "group") -> list[str]:
    return [shown.value.text for shown in visible(SCENARIO, told.session, "weighs", audience=audience).answers]


def _number_of(told: Told, who: e.Actor) -> int:
    texts = [one.value.text for one in looked_over(SCENARIO, told.session, "weighs")]
    return texts.index(f"what {who.person} says") + 1


@pytest.mark.parametrize("audience", ["group", "document"])
def test_nothing_is_shown_until_somebody_has_looked_and_what_is_set_aside_never(audience: str) -> None:
    told = _closed(*EVERYBODY)
    assert not _said(told, audience)
    assert visible(SCENARIO, told.session, "weighs", audience=audience).hidden == "review"
    told.does(e.SetAside, LEAD, step="weighs", number=_number_of(told, PEOPLE[0]), reason="names a person")
    told.does(e.Reveal, LEAD, step="weighs")
    view = visible(SCENARIO, told.session, "weighs", audience=audience)
    assert sorted(_said(told, audience)) == sorted(f"what {who.person} says" for who in EVERYBODY if who != PEOPLE[0])
    assert (view.people, view.aside) == (3, ("names a person",))


def test_a_table_is_never_smaller_than_the_least_number() -> None:
    told = _closed(*PEOPLE)
    told.does(e.SetAside, LEAD, step="weighs", number=1, reason="hurts")
    told.does(e.Reveal, LEAD, step="weighs")
    assert visible(SCENARIO, told.session, "weighs", audience="group").hidden == "few"
    assert not visible(SCENARIO, told.session, "weighs", audience="document").answers


def test_of_too_few_nobody_sees_anything() -> None:
    told = _closed(*PEOPLE[:2])
    assert not waits(told.session, "weighs")
    told.does(e.AskReview, LEAD, step="weighs")
    told.answer("weighs", *PEOPLE[2:])
    assert not waits(told.session, "weighs")
    assert not _said(told), "nobody has looked at what came later"


def test_what_comes_late_is_in_no_table() -> None:
    told = _closed(*PEOPLE)
    told.does(e.Reveal, LEAD, step="weighs")
    before = visible(SCENARIO, told.session, "weighs", audience="document")
    for who in EVERYBODY:
        told.does(e.Reply, who, step="weighs", text="later", sure=True)
    assert visible(SCENARIO, told.session, "weighs", audience="document") == before


def test_nor_is_what_is_said_once_it_has_been_opened_again() -> None:
    told = _closed(*PEOPLE)
    told.does(e.Reveal, LEAD, step="weighs")
    before = visible(SCENARIO, told.session, "weighs", audience="document")
    told.does(e.Back, LEAD, at=told.session.moved + timedelta(minutes=5))
    assert open_steps(told.session) == ("weighs",)
    for who in EVERYBODY:
        told.does(e.Reply, who, step="weighs", text="once more", sure=True)
    told.next()
    assert open_steps(told.session) == ("unsaid",)
    assert visible(SCENARIO, told.session, "weighs", audience="document") == before


def test_only_whoever_facilitates_looks_and_a_vote_waits_for_it() -> None:
    told = _closed(*EVERYBODY)
    for kind, more in ((e.AskReview, {}), (e.SetAside, {"number": 1}), (e.Reveal, {})):
        before = told.session
        told.does(kind, PEOPLE[0], step="weighs", **more)
        assert told.session is before
    told.next()
    assert open_steps(told.session) == ()
    assert told.session.phase is Phase.RUNNING
    before = told.session
    told.next()
    assert told.session is before, "it doesn't end while the vote waits"
    effects = told.does(e.Reveal, LEAD, step="weighs")
    assert open_steps(told.session) == ("first",)
    assert len(told.session.step("first").candidates) == 4
    turns = [one.body for one in effects if isinstance(one, fx.Post) and isinstance(one.body, fx.Turn)]
    assert turns == [fx.Turn(("weighs",), ()), fx.Turn((), ("first",))]
    told.next()
    assert told.session.phase is Phase.CLOSED


def test_over_days_nothing_is_due_while_the_vote_waits_and_its_window_begins_with_it() -> None:
    told = Told(reviews=True)
    told.session = replace(told.session, pace=Pace())
    told.next()
    told.next()
    told.answer("weighs", *PEOPLE)
    told.next()
    told.next()
    assert (open_steps(told.session), windows.due(SCENARIO, told.session)) == ((), None)
    shown = told.session.moved + timedelta(days=3)
    told.does(e.Reveal, LEAD, step="weighs", at=shown)
    assert open_steps(told.session) == ("first",)
    assert windows.due(SCENARIO, told.session) > shown + timedelta(hours=23)


def test_it_can_be_shown_after_the_end() -> None:
    told = _closed(*EVERYBODY)
    told.does(e.Close, LEAD, sure=True)
    assert not _said(told)
    told.does(e.Reveal, LEAD, step="weighs")
    assert len(_said(told)) == 4


def test_without_the_group_s_wish_nothing_waits() -> None:
    told = Told()
    told.next()
    told.next()
    told.answer("weighs", *PEOPLE)
    told.next()
    assert len(_said(told)) == 3
