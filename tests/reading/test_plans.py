"""When something is to happen, on the wall: one reading, or two that are asked about, or why there is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.reading.plans import Every, Plan, Unplanned, coming, occurrence, read_plans

#: A Monday, at ten.
NOW = datetime.fromisoformat("2027-01-11T10:00")


def _read(said: str, **how: bool) -> list[str] | Unplanned:
    read = read_plans(said, NOW, **how)
    if isinstance(read, Unplanned):
        return read
    again = [f" +{plan.every.n} {plan.every.unit}" if plan.every else "" for plan in read]
    return [f"{plan.first:%Y-%m-%d %H:%M}{more}" for plan, more in zip(read, again, strict=True)]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("friday 9:00", "2027-01-15 09:00"),
        ("next Friday at 9:00", "2027-01-15 09:00"),
        ("vendredi à 9 h 30", "2027-01-15 09:30"),
        ("le 15 mars à 18h", "2027-03-15 18:00"),
        ("12/03 18:30", "2027-03-12 18:30"),
        ("in 3 days 9am", "2027-01-14 09:00"),
        ("dans 3 jours 9:00 pm", "2027-01-14 21:00"),
        ("tomorrow noon", "2027-01-12 12:00"),
        ("demain midi", "2027-01-12 12:00"),
        ("18:30", "2027-01-11 18:30"),
        ("9:00", "2027-01-12 09:00"),
        ("monday 9:00", "2027-01-18 09:00"),
        ("next monday 11:00", "2027-01-18 11:00"),
        ("every friday 9:00", "2027-01-15 09:00 +1 week"),
        ("tous les lundis à 11h", "2027-01-11 11:00 +1 week"),
        ("every day 9:00", "2027-01-12 09:00 +1 day"),
        ("every 3 months from 12/03 at 9:00", "2027-03-12 09:00 +3 month"),
        ("tous les deux mois à partir du 12/03 à 9 h", "2027-03-12 09:00 +2 month"),
        ("cada lunes a las 9:00", "2027-01-18 09:00 +1 week"),
        ("every year 15/03 9:00", "2027-03-15 09:00 +1 year"),
    ],
)
def test_what_can_be_read_one_way(said: str, when: str) -> None:
    assert _read(said) == [when]


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("monday 11:00", "2027-01-11 11:00", "2027-01-18 11:00"),
        ("every 3 months", "2027-01-11 11:00 +3 month", "2027-04-11 11:00 +3 month"),
        ("toutes les 2 semaines à 9:00", "2027-01-12 09:00 +2 week", "2027-01-26 09:00 +2 week"),
    ],
)
def test_what_can_be_read_two_ways_gives_both(said: str, first: str, second: str) -> None:
    assert _read(said) == [first, second]


def test_a_day_and_a_month_in_digits_are_two_days_only_where_they_are_read_in_either_order() -> None:
    assert _read("12/03 9:00", day_first=False) == ["2027-03-12 09:00", "2027-12-03 09:00"]
    assert _read("25/03 9:00", day_first=False) == ["2027-03-25 09:00"]
    assert _read("10/01/2027 9:00", day_first=False) == Unplanned.PAST  # and not the first of October


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("friday", Unplanned.NO_TIME),
        ("31/02 9:00", Unplanned.NO_SUCH_DAY),
        ("10/01/2027 9:00", Unplanned.PAST),
        ("today 9:00", Unplanned.PAST),
        ("friday 9", Unplanned.UNREAD),
        ("friday 25:00", Unplanned.UNREAD),
        ("friday 9:00 10:00", Unplanned.UNREAD),
        ("every moon 9:00", Unplanned.UNREAD),
        ("every 500 days 9:00", Unplanned.UNREAD),
        ("soon", Unplanned.UNREAD),
        ("", Unplanned.UNREAD),
    ],
)
def test_why_a_text_does_not_say_when(said: str, why: Unplanned) -> None:
    assert _read(said) == why


def test_three_months_from_the_end_of_november_is_the_last_day_of_february() -> None:
    plan = Plan(datetime.fromisoformat("2027-11-30T09:00"), Every(3, "month"))
    days = [at.date().isoformat() for n in range(4) if (at := occurrence(plan, n))]
    assert days == ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30"]
    assert coming(plan, plan.first) == datetime.fromisoformat("2028-02-29T09:00")
    assert coming(Plan(plan.first), plan.first) is None
