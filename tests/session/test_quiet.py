"""Quiet hours on the wall: nights, changes of clocks, and what lies on both sides of midnight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scenario.durations import Days, after
from bot.session.quiet import QuietHours

PARIS = QuietHours("Europe/Paris")
#: Zones with nights that change their length, half hours, the date line, and no change at all.
ZONES = ("Europe/Paris", "America/Toronto", "America/Port-au-Prince", "Africa/Dakar", "Asia/Kathmandu", "Pacific/Apia")
#: 2027: clocks go on in Europe on 28 March, and back on 31 October.
YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "over", "before"),
    [
        ("2027-01-11 12:00", "2027-01-11 12:00", "2027-01-11 12:00"),  # 13:00 there
        ("2027-01-11 19:59", "2027-01-11 19:59", "2027-01-11 19:59"),
        ("2027-01-11 20:00", "2027-01-12 07:00", "2027-01-11 20:00"),  # 21:00 there
        ("2027-01-11 23:30", "2027-01-12 07:00", "2027-01-11 20:00"),  # past midnight there
        ("2027-01-12 06:59", "2027-01-12 07:00", "2027-01-11 20:00"),
        ("2027-03-27 21:00", "2027-03-28 06:00", "2027-03-27 20:00"),  # the night that is an hour shorter
        ("2027-10-30 21:00", "2027-10-31 07:00", "2027-10-30 19:00"),  # and the one that is longer
    ],
)
def test_a_night_ends_and_begins_on_the_wall(moment: str, over: str, before: str) -> None:
    assert PARIS.over(_at(moment)) == _at(over)
    assert PARIS.before(_at(moment)) == _at(before)


@given(st.sampled_from(ZONES), st.integers(0, 365 * 24 * 60), st.integers(0, 1439), st.integers(0, 1439))
def test_it_is_never_quiet_when_it_is_over(zone: str, minutes: int, start: int, end: int) -> None:
    quiet, moment = QuietHours(zone, start, end), YEAR + timedelta(minutes=minutes)
    over, before = quiet.over(moment), quiet.before(moment)
    assert before <= moment <= over < moment + timedelta(hours=26)
    assert not quiet.at(over)
    if quiet.at(moment):
        assert quiet.at(over - timedelta(seconds=1))
        assert quiet.at(before)


@given(st.sampled_from(ZONES), st.integers(0, 365 * 24 * 60), st.integers(1, 48))
def test_waking_hours_are_those_that_arent_quiet(zone: str, minutes: int, hours: int) -> None:
    quiet, moment = QuietHours(zone), YEAR + timedelta(minutes=minutes)
    end = quiet.after_waking(moment, timedelta(hours=hours))
    step = timedelta(minutes=5)
    awake = sum(not quiet.at(moment + n * step) for n in range((end - moment) // step))
    assert abs(awake * step - timedelta(hours=hours)) <= 2 * step


@pytest.mark.parametrize(
    ("length", "ends"),
    [(timedelta(hours=24), "2027-03-28 09:00"), (Days(days=1), "2027-03-28 08:00"), (Days(days=2), "2027-03-29 08:00")],
)
def test_hours_elapse_and_days_are_the_same_time_on_the_wall(length: timedelta, ends: str) -> None:
    assert after(_at("2027-03-27 09:00"), length, PARIS.there) == _at(ends)  # ten in the morning there
