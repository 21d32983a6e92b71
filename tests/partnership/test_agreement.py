"""A draft agreement says nothing that nobody said, and nothing that is hidden. Random years of workshops: what their
people wrote has marks, so that it is known of each word in the draft whose it is and whether it may stand there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.phrase import Isolated
from bot.content.report import Report
from bot.documents.reports import WRITERS
from bot.partnership.agreement import draft, not_yet
from bot.partnership.workshops import Held, LeftOut, Why
from bot.session.disclosure.visibility import visible
from bot.session.kinds.text import TextValue
from bot.session.kinds.vote import VoteValue
from bot.session.pledges import Became, Pledge, Standing
from bot.session.state import MINIMUM, Session
from bot.summary.tally import tally
from bot.wording.catalog import words
from bot.wording.message import plain_text
from bot.wording.tell import tell
from tests.often import often
from tests.session.guarded import SCENARIO, Play, opened, plays

TODAY = date(2028, 1, 11)
_MARK = re.compile(r"§\d+§")
#: A year: a workshop every other month, and how many find themselves in each.
YEARS = st.lists(st.tuples(plays(), st.integers(0, 9)), min_size=1, max_size=3)


def _held(n: int, play: Play, agreed: int) -> Held:
    """The nth workshop of a year, of which so many say: this is us."""
    later = timedelta(days=60 * n)
    session = play.session
    ended = (session.closed or play.at) + later
    who = frozenset([*session.participants][:agreed])
    session = replace(session, code=f"W{n}", opened=session.opened + later, closed=ended, agreed=who)
    return Held(SCENARIO, tally(SCENARIO, session, audience="group"), session.minimum)


def _read(report: Report, language: str = "en") -> str:
    page = WRITERS["html"](report, language).decode()
    return unescape(re.sub(r"<[^>]*>", " ", page.split("<main>")[1]))


def _may_stand(session: Session) -> set[str]:
    """The marks of what came first in a vote, or has more than half of its voters, reckoned by itself."""
    view = visible(SCENARIO, session, "pick", audience="group")
    if view.hidden or view.people < session.minimum:
        return set()
    story = visible(SCENARIO, session, "story", audience="group")
    said = {one.id: one.value.whole for one in story.answers if isinstance(one.value, TextValue)}
    votes = [id for one in view.answers if isinstance(one.value, VoteValue) for id in one.value.answers if id in said]
    most = max(map(votes.count, votes), default=0)
    first = {id for id in votes if votes.count(id) == most}
    won = {id for id in votes if 2 * votes.count(id) > view.people}
    if len(first) == 1 or first != set(votes):
        won |= first
    return {mark for id in won for mark in _MARK.findall(said[id])}


@settings(max_examples=often(5, 200))
@given(YEARS)
def test_nothing_stands_in_it_that_was_not_chosen_in_an_approved_workshop(year: list[tuple[Play, int]]) -> None:
    held = [_held(n, play, agreed) for n, (play, agreed) in enumerate(year)]
    report = draft(held, (), (), TODAY)
    approved = [n for n, one in enumerate(held) if one.approved >= one.least]
    if report is None:
        assert all(not _may_stand(year[n][0].session) for n in approved[-1:])
        return
    text = _read(report)
    assert set(_MARK.findall(text)) == _may_stand(year[approved[-1]][0].session)
    assert not [who.alias for play, _ in year for who in play.session.participants.values() if who.alias in text]


@settings(max_examples=often(4, 60))
@given(plays(), st.integers(0, MINIMUM - 1))
def test_a_workshop_that_too_few_have_approved_is_named_and_no_more(play: Play, agreed: int) -> None:
    held = [_held(0, play, agreed)]
    assert draft(held, (), (), TODAY) is None
    (line,) = not_yet(held, ())
    assert "not yet approved" in plain_text(tell(line, words("en")))


def _pledge(what: str, session: str = "W0", **more: object) -> Pledge:
    known: dict[str, object] = {"organisation": "o0", "organisation_name": "Toit", "standing": Standing.OWN}
    known |= {"other": None, "other_name": "", "person": "p1", "ask_on": None, "who": "our team", "said": "soon"} | more
    made = date(2027, 1, 11)
    return Pledge(id=what, group=1, session=session, answer=what, place=0, made=made, what=what, due=None, **known)  # type: ignore[arg-type]


def _approved() -> list[Held]:
    """A workshop in which all take part and nobody says anything."""
    return [_held(0, opened((3, 3, 3)), 9)]


def test_commitments_stand_in_it_by_how_they_stand() -> None:
    pledges = [
        _pledge("Send the budget"),
        _pledge("Call the school", became=Became.CHANGED, possible="An unsaid thing."),
        _pledge("Pay the rent", standing=Standing.PROPOSED, other="o1", other_name="Aurore"),
        _pledge("Of another workshop", session="OTHER"),
    ]
    report = draft(_approved(), (), pledges, TODAY)
    assert report is not None
    text = _read(report)
    plan = text.split("Plan of action")[-1]
    under_way, rest = plan.split("Done, or changed:")
    done, proposed = rest.split("Not agreed: proposed")
    assert "Send the budget" in under_way
    assert "Call the school" in done
    assert "Pay the rent" in proposed
    assert "An unsaid thing." not in text
    assert "Of another workshop" not in text
    assert "p1" not in text


def _lost(why: Why) -> LeftOut:
    return LeftOut(Isolated(f"Workshop {why.value}"), date(2027, 1, 1), why)


def test_what_is_left_out_is_named_with_its_reason() -> None:
    report = draft(_approved(), [_lost(Why.ERASED), _lost(Why.UNREADABLE)], [_pledge("Send the budget")], TODAY)
    assert report is not None
    text = _read(report).split("Not in this draft")[1]
    assert "Workshop erased" in text
    assert "its answers are erased" in text
    assert "can’t be read any more" in text
