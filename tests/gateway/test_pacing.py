"""Pacing: what random demand is let through never breaks a limit, and nothing waits without need."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.pacing import Limits, next_at

START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
LIMITS = Limits()
PLACES = st.sampled_from(["g:1", "g:2", "g:3", "p:a", "p:b"])


def _sent(demand: list[tuple[str, bool, int]]) -> dict[str, list[tuple[datetime, bool]]]:
    """Each call goes at the first moment that pacing gives it."""
    history: dict[str, list[datetime]] = defaultdict(list)
    sent: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    now = START
    for place, receipt, later in demand:
        now = next_at(now + timedelta(milliseconds=later), place, history, LIMITS, receipt=receipt)
        history[place].append(now)
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
        if place.startswith("g:"):
            minute = timedelta(minutes=1)
            assert all(sum(a <= b < a + minute for b in times) <= LIMITS.group_minute for a in times)


def test_receipts_leave_room_for_a_prompt() -> None:
    """Twelve receipts fill their share; the thirteenth waits, and a prompt doesn't."""
    history = {"g:1": [START + timedelta(seconds=n) for n in range(LIMITS.receipts_minute)]}
    now = START + timedelta(seconds=20)
    assert next_at(now, "g:1", history, LIMITS, receipt=True) == START + timedelta(minutes=1)
    assert next_at(now, "g:1", history, LIMITS) == now


def test_an_idle_chat_waits_for_nothing() -> None:
    busy = {"g:1": [START] * 10}
    assert next_at(START, "g:2", busy, LIMITS) == START
