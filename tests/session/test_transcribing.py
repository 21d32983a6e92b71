"""Writing down voice notes: none that is sealed, hidden or set aside is heard or written down."""

from __future__ import annotations

from bot.session import events as e
from bot.session.disclosure.visibility import visible
from bot.session.transcribing import unwritten
from tests.session.caring import LEAD, PEOPLE, SCENARIO, Told


def _spoken(*, reviews: bool = False) -> Told:
    """The private question is open, and three have answered it by voice."""
    told = Told(reviews=reviews)
    told.next()
    told.next()
    for who in PEOPLE:
        told.does(e.Reply, who, step="weighs", text="", seconds=9)
    return told


def _writes(told: Told, who: e.Actor, text: str = "what is heard") -> bool:
    before = told.session.answers
    for answer in before.to("weighs"):
        told.does(e.Transcribe, who, answer=answer.id, text=text)
    return told.session.answers != before


def test_sealed_means_sealed_and_only_whoever_facilitates_writes() -> None:
    told = _spoken()
    assert not unwritten(SCENARIO, told.session)
    assert not _writes(told, LEAD)
    told.next()
    assert len(unwritten(SCENARIO, told.session)) == 3
    assert not _writes(told, PEOPLE[0])
    assert not _writes(told, LEAD, " ")
    assert _writes(told, LEAD)
    assert not unwritten(SCENARIO, told.session)


def test_what_is_written_down_withdraws_no_table() -> None:
    told = _spoken()
    told.next()
    _writes(told, LEAD)
    assert not told.session.step("weighs").withdrawn
    view = visible(SCENARIO, told.session, "weighs", audience="document")
    assert [shown.value.whole for shown in view.answers] == ["what is heard"] * 3


def test_what_waits_to_be_looked_at_and_what_is_set_aside_is_heard_by_nobody() -> None:
    told = _spoken(reviews=True)
    told.next()
    assert not unwritten(SCENARIO, told.session)
    told.does(e.Reply, LEAD, step="weighs", text="late", sure=True)
    told.does(e.SetAside, LEAD, step="weighs", number=1, reason="hurts")
    told.does(e.Reveal, LEAD, step="weighs")
    assert not unwritten(SCENARIO, told.session), "two are left, too few to be shown"
