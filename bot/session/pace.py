"""The pace of a session over days: how long its questions are open, and when nothing is posted. What of it moves is
kept here too. All moments are UTC. A session without a pace is live.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.session.answers import PersonId
from bot.session.quiet import QuietHours


class Mode(StrEnum):
    """Whether a facilitator goes on from question to question, or each is open for some time."""

    LIVE = "live"
    DAYS = "async"


@dataclass(frozen=True, slots=True)
class Pace:
    """`quiet` are the group's quiet hours and `window` how long each question is open, where that isn't as the scenario
    says (both as they were at the start); `days` over how many days the whole is wanted.

    `opens` is when the first question opens by itself, however many have joined; None where it waits until enough have.
    Of the questions that are open: `closes` is when their window ends, `extended` whether it was made longer once for
    want of answers, `complete` since when everybody has answered, `asked` when those who facilitate were asked what to
    do, and `onward` when they said, in the quiet hours, that it is to go on. `prompted` are those who have got the
    private ones, once they were awake, and `reminded` is how often each person was reminded of them, and when last.
    `paused` is since when the session rests, and `hinted` says that the group has read once what those can do who can't
    be written to.
    """

    quiet: QuietHours = field(default_factory=QuietHours)
    window: timedelta | None = None
    days: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    extended: bool = False
    complete: datetime | None = None
    asked: datetime | None = None
    onward: datetime | None = None
    prompted: frozenset[PersonId] = frozenset()
    reminded: dict[PersonId, tuple[int, datetime]] = field(default_factory=dict)
    paused: datetime | None = None
    hinted: bool = False
