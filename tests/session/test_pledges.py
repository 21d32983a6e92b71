"""Commitments after their workshop: whose they are, on which day they are asked about, and in which minute of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.session.kinds.terms import Undertaken
from bot.session.organisations import Organisation, Side, named_beside
from bot.session.pledges import (
    Became,
    Pledge,
    Standing,
    asked_now,
    first_asked,
    morning,
    next_waking,
    told,
)
from bot.session.quiet import QuietHours

ROOF, DAWN = Organisation("o1", "Toit vert", Side.SOUTH), Organisation("o2", "Aurore", Side.NORTH)
TODAY = date(2027, 1, 11)
PLEDGE = Pledge(
    *("ab", 1, "AAAAA", "a1", 0, TODAY, "Write", "", "", None, "o1", "Toit vert", Standing.OWN, None, "", "p", TODAY)
)


@pytest.mark.parametrize(
    ("who", "other"),
    [
        ("Aurore", DAWN),
        ("nous et AURORE", DAWN),
        ("Toit vert", None),
        ("l’aurore boréale", DAWN),
        ("Aurores", None),
        ("", None),
    ],
)
def test_another_organisation_is_named_by_its_whole_name(who: str, other: Organisation | None) -> None:
    assert named_beside(who, ROOF, (ROOF, DAWN)) == other


def test_it_is_asked_about_on_its_day_else_some_time_after_the_end_and_never_on_the_day_on_which_it_was_made() -> None:
    def one(due: date | None, after: timedelta | None = None) -> date:
        return first_asked(Undertaken("Write", "", "", due, after), TODAY, TODAY)

    assert one(date(2027, 2, 1)) == date(2027, 2, 1)
    assert one(None) == date(2027, 2, 10)
    assert one(None, timedelta(days=14)) == date(2027, 1, 25)
    assert one(TODAY) == date(2027, 1, 12)


def test_not_yet_is_asked_about_once_more_after_a_week_and_then_no_more() -> None:
    asked = asked_now(PLEDGE, TODAY)
    assert (asked.ask_on, told(asked, Became.DONE, TODAY).ask_on) == (None, None)
    again = told(asked, Became.NOT_YET, TODAY)
    assert (again.ask_on, again.under_way) == (date(2027, 1, 18), True)
    assert told(asked_now(again, TODAY), Became.NOT_YET, TODAY).ask_on is None


def test_every_chat_has_a_minute_of_its_own_in_the_hour_in_which_the_quiet_hours_end() -> None:
    quiet = QuietHours("Europe/Paris")
    times = {morning(TODAY, quiet, f"g:{n}") for n in range(200)}
    assert min(times) >= datetime(2027, 1, 11, 7, 0, tzinfo=UTC)
    assert max(times) < datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
    assert len(times) > 40


def test_a_morning_is_one_on_the_wall_though_the_clocks_change() -> None:
    quiet = QuietHours("Europe/Paris")
    before, after = (morning(date(2027, 3, day), quiet, "g:7") for day in (27, 28))
    assert after - before == timedelta(hours=23)
    assert {at.astimezone(quiet.there).hour for at in (before, after)} == {8}


def test_what_was_missed_waits_for_the_morning_where_it_is_night() -> None:
    quiet = QuietHours("Africa/Dakar")
    noon, night = datetime(2027, 1, 11, 12, tzinfo=UTC), datetime(2027, 1, 11, 23, tzinfo=UTC)
    assert next_waking(noon, quiet, "g:7") == noon
    assert next_waking(night, quiet, "g:7") == morning(date(2027, 1, 12), quiet, "g:7")
    assert morning(TODAY, QuietHours("UTC", 0, 0), "g:7").hour == 8
