"""Pacing: what random demand is let through never breaks a limit, and nothing waits without need."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.outbound.pacing import Limits, Pace
from bot.session.addresses import GroupPlace, PrivatePlace

START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
LIMITS = Limits()
PLACES = st.sampled_from([GroupPlace(1), GroupPlace(2), GroupPlace(3), PrivatePlace("a"), PrivatePlace("b")])


def _went(pace: Pace, place: str, at: datetime, took: timedelta = timedelta(0)) -> None:
    pace.begins(place)
    pace.ended(place, at, took)


def _sent(demand: list[tuple[str, bool, int]]) -> dict[str, list[tuple[datetime, bool]]]:
    """Each call goes at the first moment that pacing gives it."""
    pace = Pace(LIMITS)
    sent: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    now = START
    for place, receipt, later in demand:
        now = pace.next_at(now + timedelta(milliseconds=later), place, receipt=receipt)
        _went(pace, place, now)
        sent[place].append((now, receipt))
    return sent


@given(st.lists(st.tuples(PLACES, st.booleans(), st.integers(0, 400)), max_size=250))
def test_no_demand_breaks_a_limit(demand: list[tuple[str, bool, int]]) -> None:
    sent = _sent(demand)
    everything = sorted(at for calls in sent.values() for at, _ in calls)
    for at in everything:
        assert sum(at <= other < at + timedelta(seconds=1) for other in everything) <= LIMITS.overall_second
    for place, calls in sent.items():
        times = [at for at, _ in calls]
        assert all(b - a >= LIMITS.between for a, b in pairwise(times))
        if isinstance(place, GroupPlace):
            minute = timedelta(minutes=1)
            assert all(sum(a <= b < a + minute for b in times) <= LIMITS.group_minute for a in times)


@given(
    st.integers(0, 200),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 300), st.integers(0, 300)), max_size=150),
)
def test_no_network_makes_more_of_them_arrive_at_once(quickest: int, demand: list[tuple[int, int, int]]) -> None:
    """A call arrives at some moment between its beginning and its end, and several are under way. Telegram
    counts by arrival. One call before has shown how quick the network can be, there or back."""
    pace, now = Pace(LIMITS), START
    arrivals: list[datetime] = []
    flying: list[tuple[datetime, datetime, str]] = []
    _went(pace, PrivatePlace("first"), START - timedelta(minutes=1), timedelta(milliseconds=quickest))
    for number, (later, there, back) in enumerate(demand):
        place, now = PrivatePlace(str(number)), now + timedelta(milliseconds=later)
        while True:
            for end, began, other in sorted(flight for flight in flying if flight[0] <= now):
                pace.ended(other, end, end - began)
                flying.remove((end, began, other))
            if pace.left(now) > 0:
                break
            now = min([pace.free_at(now), *(end for end, _, _ in flying if end > now)])
        pace.begins(place)
        one_way = quickest if number % 2 else 0
        arrivals.append(now + timedelta(milliseconds=there + one_way))
        flying.append((arrivals[-1] + timedelta(milliseconds=back + quickest - one_way), now, place))
    for at in arrivals:
        assert sum(at <= other < at + timedelta(seconds=1) for other in arrivals) <= LIMITS.overall_second


def test_the_time_on_the_way_is_not_waited_for_twice() -> None:
    """With 60 ms of network, 29 calls in all begin again about a second after they began."""
    pace = Pace(LIMITS)
    for number in range(LIMITS.overall_second):
        _went(pace, PrivatePlace(str(number)), START, timedelta(milliseconds=60))
    assert pace.free_at(START) == START + timedelta(seconds=1) - timedelta(milliseconds=45)


def test_receipts_leave_room_for_a_prompt() -> None:
    """Twelve receipts fill their share; the thirteenth waits, and a prompt doesn't."""
    pace = Pace(LIMITS, {GroupPlace(1): [START + timedelta(seconds=n) for n in range(LIMITS.receipts_minute)]})
    now = START + timedelta(seconds=20)
    assert pace.next_at(now, GroupPlace(1), receipt=True) == START + timedelta(minutes=1)
    assert pace.next_at(now, GroupPlace(1)) == now


def test_an_idle_chat_waits_for_nothing() -> None:
    assert Pace(LIMITS, {GroupPlace(1): [START] * 10}).next_at(START, GroupPlace(2)) == START


def test_a_pause_holds_one_place_alone() -> None:
    pace = Pace(LIMITS)
    pace.pause(GroupPlace(1), START + timedelta(seconds=7))
    assert pace.next_at(START, GroupPlace(1)) == START + timedelta(seconds=7)
    assert pace.next_at(START, GroupPlace(2)) == START


def test_what_is_long_past_is_not_kept() -> None:
    pace = Pace(LIMITS)
    for number in range(5000):
        _went(pace, PrivatePlace(str(number)), START + timedelta(seconds=number))
    assert len(pace._places) < 1200
