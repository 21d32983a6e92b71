"""The state of a session, and how it is written as JSON and read back.

Frozen values all through: an event makes a new session from the old one. People are known here by
an opaque id of the database's, never by a Telegram account. All times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import PlainSerializer, TypeAdapter

from bot.session.addresses import Source
from bot.session.answers import Answer, Answers, Part, PersonId
from bot.session.organisations import Organisation, Side
from bot.session.pace import Mode, Pace

#: Stands for a person who was forgotten, where there has to be one.
NOBODY: PersonId = "nobody"

#: How long after its end a session still takes late answers: three days, for phones that come back.
GRACE = timedelta(hours=72)

#: How long an answer waits for its author's consent at most (the notice says so too).
HOLD = timedelta(hours=24)


class Phase(StrEnum):
    """Where a session stands as a whole."""

    OPENING = "opening"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"


class Progress(StrEnum):
    """Where one step stands."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organisation that isn't on the list, as whoever is with it named it; `number` is the session's, and never
    another's."""

    number: int
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in this session, under a pseudonym of this session alone. While their `proposal` waits
    for a facilitator they are with no organisation. `relayed` is a voice that a facilitator passes on: whoever it is
    has no account here, and is never waited for."""

    alias: str
    organisation: str | None
    active: bool = True
    proposal: Proposal | None = None
    relayed: bool = False


#: A set of people, written in the order of their random ids: the order of a set itself can tell who came last.
People = Annotated[frozenset[PersonId], PlainSerializer(sorted, return_type=list[PersonId])]


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of this session. `candidates` are the answers a vote is held on, in their order;
    `answered` are those whose answers no longer lead to them (`attribution: none`, once closed). `tables`
    counts the batches of answers that results were shown of, `counted` those of `answered` that were in
    them, `withdrawn` says that an answer was taken back or changed after it was shown; `nudged`, that the group was
    asked for answers once more; `aside`, that of the answers whose links were cut one was given in private to a
    question of the group's; `reviewing`, that its answers wait to be looked at before they are shown, and `set_aside`
    is which of them, by their ids, aren't, each with the reason."""

    progress: Progress = Progress.WAITING
    opened: datetime | None = None
    closed: datetime | None = None
    candidates: tuple[str, ...] = ()
    answered: People = frozenset()
    tables: int = 0
    counted: int = 0
    withdrawn: bool = False
    nudged: bool = False
    aside: bool = False
    reviewing: bool = False
    set_aside: dict[str, str] = field(default_factory=dict)


_UNTOUCHED = StepState()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that couldn't be read as an answer to a step, so that its author was asked: an edit of it is the first
    reading. What it said isn't kept. `part` is what it said of several answers."""

    source: Source
    person: PersonId
    step: str
    part: Part | None = None


#: From how many people on a private result, or a part of a breakdown, is shown; and how far a group can raise that.
MINIMUM, MOST_NEEDED = 3, 20


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a scenario in one group. `minimum` is the group's as it was at the start: from so many people
    on a private result, or a part of a breakdown, is shown. So is `tidies`: what was said in private leaves the private
    chats once the question closes; and `reviews`: private words are looked at before they are shown. `short` says
    that it plays the short variant. `proposed` is how many organisations have been proposed, `moved` when it last
    came to another step, and `left` which step was left for it by going on (empty: none, it is the first); None once
    that can't be taken back any more. `quiet`: it ended without a summary in the group. `probed` is what the authors
    of answers, by the ids of these, were asked for more. With a `pace` it goes over days, by itself; without one it
    is live."""

    code: str
    scenario: str
    languages: tuple[str, ...]
    facilitator: PersonId
    opened: datetime
    organisations: tuple[Organisation, ...]
    phase: Phase = Phase.OPENING
    closed: datetime | None = None
    participants: dict[PersonId, Participant] = field(default_factory=dict)
    steps: dict[str, StepState] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    held: tuple[Answer, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    moved: datetime | None = None
    left: str | None = None
    quiet: bool = False
    agreed: People = frozenset()
    minimum: int = MINIMUM
    tidies: bool = True
    proposed: int = 0
    short: bool = False
    pace: Pace | None = None
    probed: dict[str, str] = field(default_factory=dict)
    reviews: bool = False

    @property
    def mode(self) -> Mode:
        """Whether it is live, or goes over days."""
        return Mode.DAYS if self.pace else Mode.LIVE

    def step(self, id: str) -> StepState:
        """The state of a step; one that was never touched is waiting."""
        return self.steps.get(id, _UNTOUCHED)

    def with_step(self, id: str, state: StepState) -> Session:
        """The same session with one step in another state."""
        return replace(self, steps={**self.steps, id: state})

    def with_participant(self, person: PersonId, participant: Participant) -> Session:
        """The same session with one participant added or changed."""
        return replace(self, participants={**self.participants, person: participant})

    def active(self) -> tuple[PersonId, ...]:
        """Those who take part now, in the order in which they joined."""
        return tuple(person for person, who in self.participants.items() if who.active)

    def organisation(self, id: str | None) -> Organisation | None:
        """The organisation of that id, or None where there is none."""
        return next((o for o in self.organisations if o.id == id), None)

    def listed(self) -> tuple[tuple[int, Organisation], ...]:
        """The organisations that can be chosen, each with the number by which it is."""
        return tuple((n, o) for n, o in enumerate(self.organisations, 1) if o.listed)

    def waiting(self) -> dict[int, Proposal]:
        """The organisations that wait for a facilitator, by their numbers."""
        return {who.proposal.number: who.proposal for who in self.participants.values() if who.proposal}

    def proposer(self, number: int) -> PersonId | None:
        """Whose proposal waits under that number."""
        found = (person for person, who in self.participants.items() if who.proposal and who.proposal.number == number)
        return next(found, None)


_CODEC: TypeAdapter[Session] = TypeAdapter(Session)


def session_to_json(session: Session) -> bytes:
    """The whole session as JSON."""
    return _CODEC.dump_json(session)


def session_from_json(data: bytes | str) -> Session:
    """The session written by `session_to_json`; raises pydantic.ValidationError on anything else."""
    return _CODEC.validate_json(data)
