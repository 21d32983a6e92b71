"""Commitments once their workshop has ended: they are the group's then. What a session leaves of them, how each stands,
what became of it, and on which day it is asked about.

Knows no table and no clock: days come from outside, each on the wall of whoever is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.scenario.model import Scenario
from bot.session.addresses import Ref, RefKind
from bot.session.disclosure.visibility import visible
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Undertaken
from bot.session.organisations import Organisation, named_beside
from bot.session.quiet import QuietHours
from bot.session.state import Session

#: How long they are kept: a year, and the weeks until the meeting that looks back on it.
KEPT = timedelta(days=400)
#: When one without a date is asked about, where its scenario says nothing; and how long after "not yet" once more.
_WITHOUT_DATE, _ONCE_MORE = timedelta(days=30), timedelta(days=7)
#: How often one is asked about at most: on its day, and once, lightly, after "not yet".
_MOST_ASKED = 2
#: Where there are no quiet hours, a morning begins at eight.
_MORNING = 8 * 60
#: Within so many minutes of the morning's beginning each chat has a minute of its own.
_SPREAD = 60


#: The messages that tell of commitments; each names them, so that one that is changed or erased is found.
OF_PLEDGES = frozenset(
    {
        *(RefKind.PLEDGES, RefKind.PLEDGES_ASKED, RefKind.PLEDGES_AHEAD),
        *(RefKind.PLEDGES_PROPOSED, RefKind.PLEDGE_CHANGED, RefKind.PLEDGES_UNREAD),
    }
)


class Became(StrEnum):
    """What has become of one; OPEN: nobody has said anything yet."""

    OPEN = ""
    DONE = "done"
    CHANGED = "changed"
    NOT_YET = "not-yet"


class Standing(StrEnum):
    """Whose it is: the organisation's that made it; or it names another, whose yes it waits for, has, or won't get."""

    OWN = "own"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Promised:
    """One that a session holds: in which answer, and which of its commitments; `organisation` as it may be shown,
    `other` the one that it names beside that, `person` whose it is, where that leads to anybody who takes part."""

    answer: str
    place: int
    of: Undertaken
    organisation: Organisation | None
    other: Organisation | None
    person: str | None


@dataclass(frozen=True, slots=True)
class Pledge:
    """One of a group's, as it is kept. `organisation` and `other` are ids, beside them the names as they were shown;
    `made` is the day on which its workshop ended, `ask_on` that on whose morning it is asked about (None: not any
    more), `asked` how often it was, `asked_on` when last."""

    id: str
    group: int
    session: str
    answer: str
    place: int
    made: date
    what: str
    who: str
    said: str
    due: date | None
    organisation: str | None
    organisation_name: str
    standing: Standing
    other: str | None
    other_name: str
    person: str | None
    ask_on: date | None
    asked: int = 0
    asked_on: date | None = None
    became: Became = Became.OPEN
    possible: str = ""

    @property
    def under_way(self) -> bool:
        """Whether something is still to come of it."""
        return self.became in (Became.OPEN, Became.NOT_YET) and self.standing is not Standing.DECLINED

    @property
    def waits(self) -> bool:
        """Whether another organisation hasn't said yes yet."""
        return self.standing is Standing.PROPOSED


def promised(scenario: Scenario, session: Session) -> tuple[Promised, ...]:
    """What a session holds of commitments, as far as its group may read them."""
    found: list[Promised] = []
    for step in scenario.steps:
        spec, people = spec_of(step), {answer.id: answer.person for answer in session.answers.to(step.id)}
        for shown in visible(scenario, session, step.id, audience="group").answers if step.takeaway else ():
            who = session.participants.get(people.get(shown.id) or "")
            whose = people.get(shown.id) if who and who.active else None
            for place, one in enumerate(spec.undertaken(step, shown.value)):
                other = named_beside(one.who, shown.organisation, session.organisations)
                found.append(Promised(shown.id, place, one, shown.organisation, other, whose))
    return tuple(found)


def pledges_ref(kind: RefKind, ids: Iterable[str]) -> Ref:
    """A message that tells of these commitments."""
    return Ref(kind, "-".join(ids))


def pledges_of(ref: Ref) -> tuple[str, ...]:
    """The commitments that a message tells of, in their order; none for any other message."""
    return tuple(ref.key.split("-")) if ref.kind in OF_PLEDGES and ref.key else ()


# -- when it is asked about -------------------------------------------------------------------------------------------


def first_asked(one: Undertaken, closed: date, today: date) -> date:
    """The day on which it is asked about first: that on which it is due, and not before tomorrow."""
    return max(one.due or closed + (one.after or _WITHOUT_DATE), today + timedelta(days=1))


def asked_now(pledge: Pledge, today: date) -> Pledge:
    """The same once it has been asked about; unless they say "not yet", not again."""
    return replace(pledge, asked=pledge.asked + 1, asked_on=today, ask_on=None)


def told(pledge: Pledge, became: Became, today: date) -> Pledge:
    """The same once somebody has said what became of it. After the first "not yet" it is asked about once more."""
    once_more = became is Became.NOT_YET and pledge.asked < _MOST_ASKED
    again = max(today + _ONCE_MORE, pledge.ask_on or date.min) if once_more else None
    possible = pledge.possible if became is Became.CHANGED else ""
    return replace(pledge, became=became, possible=possible, ask_on=again)


def morning(day: date, quiet: QuietHours, chat: str) -> datetime:
    """When a chat is written to on the morning of a day there (UTC): in the hour in which its quiet hours end, all
    chats spread over it by what they are called."""
    begins = quiet.end if quiet.start != quiet.end else _MORNING
    wall = datetime.combine(day, time(begins // 60, begins % 60)) + timedelta(minutes=_minute(chat))
    return quiet.over(wall.replace(tzinfo=quiet.there).astimezone(UTC))


def next_waking(now: datetime, quiet: QuietHours, chat: str) -> datetime:
    """When a chat that should have been written to can be: now, or in the next morning."""
    return quiet.over(now) + timedelta(minutes=_minute(chat)) if quiet.at(now) else now


def _minute(chat: str) -> int:
    return int.from_bytes(blake2b(chat.encode(), digest_size=4).digest()) % _SPREAD
