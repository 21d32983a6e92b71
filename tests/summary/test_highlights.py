"""The three lines that a summary begins with, and that they tell no more than its results do."""

from __future__ import annotations

from bot.session.answers import Answers
from bot.session.kinds.commitment import Commitment, CommitmentValue
from bot.session.kinds.matrix import MatrixValue
from bot.session.state import Session
from bot.summary.highlights import highlights
from bot.summary.tally import tally
from bot.wording.catalog import words
from bot.wording.tell import tell
from tests.summary.test_numbers import NORTH, SCENARIO, SOUTH, _scores, played


def _lines(session: Session) -> list[str]:
    summary = tally(SCENARIO, session, audience="group")
    return [tell(line, words("en")).replace("\u2068", "").replace("\u2069", "")
            for line in highlights(SCENARIO, summary)]  # fmt: skip


def test_the_sides_that_are_furthest_apart_are_named_where_numbers_allow() -> None:
    assert _lines(played("scale", _scores("112", "455"))) == [
        "Furthest apart: How many – South 1.5 or less · North 4.5 or more"
    ]
    assert _lines(played("scale", _scores("333", "333"))) == []
    assert _lines(played("scale", _scores("1112", "55"))) == [], "two on one side are told by nothing"


def test_what_two_organisations_see_differently_is_a_difference() -> None:
    said = {person: MatrixValue((("money", "us"),)) for person in (*SOUTH[:3], *NORTH[:3])}
    assert _lines(played("who", said)) == [
        "Furthest apart: Who – Money – Toit &amp; vert says: Toit &amp; vert · Aurore says: Aurore"
    ]
    two = {person: MatrixValue((("money", "us"),)) for person in (*SOUTH[:3], *NORTH[:2])}
    assert _lines(played("who", two)) == []


def test_commitments_are_counted_and_the_first_is_told_with_its_organisation() -> None:
    session = played("do", {"s0": CommitmentValue((Commitment("share", "us", "soon"), Commitment("read")))})
    assert _lines(session) == ["2 commitments, the first: Toit &amp; vert – share · us · soon"]


def test_of_nothing_nothing_is_told() -> None:
    session = played("do", {})
    assert not list(session.answers or Answers())
    assert _lines(session) == []
