"""Organisations that aren't on the group's list, in a session: somebody proposes one, a facilitator decides; and what
becomes of a session when the list itself is changed.

Whoever proposes takes part at once, and is told apart by no side until it is decided. Knows no names that may or may
not be: that is `roster`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.phrase import Isolated, Phrase, say
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.answers import PersonId
from bot.session.effects import AskFacilitators, Assign, Effect, Post, Receive, Refuse, Short, Text
from bot.session.organisations import Organisation
from bot.session.outcome import Outcome, refreshed, relisted, reply_with, toast
from bot.session.participation import admitted
from bot.session.roster import Fault, alike, cleaned, fault_of, told_of
from bot.session.state import Phase, Progress, Proposal, Session

#: How many proposals wait at once, as many as a list can hold; and how many a session takes in all: whoever proposes,
#: takes it back and proposes again fills no facilitator's chat.
MOST_WAITING, MOST_IN_ALL = 12, 36


def propose(scenario: Scenario, session: Session, event: e.Propose) -> Outcome:
    """A yes with a name that isn't listed: its author takes part, and those who facilitate are asked, once."""
    name, who = cleaned(event.name), session.participants.get(event.by.person)
    listed = tuple(o for o in session.organisations if o.listed)
    if fault := fault_of(name, listed):
        return Outcome(session, (reply_with(event, Text.SAID, more=_unfit(session, name, fault)),))
    if who and who.proposal:
        session, effects = admitted(scenario, session, event, who.proposal)
        return Outcome(session, (*effects, reply_with(event, Text.SAID, more=_ONE_WAITS), *refreshed(session)))
    if len(session.waiting()) >= MOST_WAITING or session.proposed >= MOST_IN_ALL:
        return Outcome(session, (reply_with(event, Text.SAID, more=_ENOUGH),))
    proposal = Proposal(session.proposed + 1, name, event.side)
    session, effects = admitted(scenario, replace(session, proposed=proposal.number), event, proposal)
    body, ref = Short(Text.PROPOSED, number=proposal.number), proposed_ref(proposal.number)
    asked = AskFacilitators(body, ref, session.facilitator)
    return Outcome(session, (*effects, reply_with(event, Text.SAID, more=_WAITS), asked, *refreshed(session)))


def proposed_ref(number: int) -> Ref:
    """The messages that ask facilitators about the proposal of that number."""
    return Ref(RefKind.PROPOSED, str(number))


_WAITS = say(
    "Welcome. Your organisation isn’t on the list yet; a facilitator will decide. Until then you take part without "
    "one, and what you say counts."
)
_ONE_WAITS = say("A name you sent is already waiting for a facilitator. You’re taking part, and what you say counts.")
_ENOUGH = say("Several names are waiting already. Please ask a facilitator, or choose one from the list.")
_ON_THE_LIST = say("Your organisation is on the list now.")
_NOT_LISTED = say(
    "Your organisation wasn’t put on the list. You’re still taking part. To be with one from the list, tap it under "
    "the message that opened the workshop, or send /join with its number in the group."
)


def _unfit(session: Session, name: str, fault: Fault) -> Phrase:
    """Why a name can't be proposed. The one that it looks like is told by its number: its name is its own people's."""
    if fault is Fault.ALIKE:
        other = alike(name, session.organisations)
        number = next((n for n, o in session.listed() if o == other), 0)
        return say(
            "That looks like number {n} on the list. If that’s the one you mean, reply {n}; if not, choose another "
            "name.",
            n=Isolated(str(number)),
        )
    return say(
        "I can’t list that name: a name has at most 40 characters, each word in one alphabet, and can’t be mine or "
        "a role’s. Please choose another."
    )


def decide(scenario: Scenario, session: Session, event: e.Decide) -> Outcome:
    """The facilitator's word on a proposal: whoever made it is with that organisation from now on, or with none."""
    person, proposal = session.proposer(event.number), session.waiting().get(event.number)
    if person is None or proposal is None:
        return Outcome(session, (Refuse(Short(Text.PROPOSED, number=event.number)),))
    organisation = event.organisation
    if organisation and session.organisation(organisation.id) is None:
        session = replace(session, organisations=(*session.organisations, organisation))
    session = _placed(session, person, organisation)
    receipt: Effect = Receive(event.source) if event.source else toast(Text.NOTED)
    told = Post(Short(Text.SAID, more=_told(proposal, organisation)), to=person)
    assigned = Assign(person, organisation.id if organisation else None)
    return Outcome(session, (assigned, receipt, told, *relisted(), *refreshed(session)))


def _told(proposal: Proposal, organisation: Organisation | None) -> Phrase:
    """What the author of a proposal is told. Their own name isn't repeated in their chat."""
    if organisation is None:
        return _NOT_LISTED
    if cleaned(organisation.name) == proposal.name:
        return _ON_THE_LIST
    return say(
        "A facilitator says you’re with {name}. If that’s wrong, choose another organisation with /join in the group.",
        name=Isolated(organisation.name),
    )


def _placed(session: Session, person: PersonId, organisation: Organisation | None) -> Session:
    """The session with somebody in that organisation, and with their answers to what is being asked, of which nothing
    was shown. Those to closed questions stay with none: more of one side in a table, and it would be seen who."""
    id = organisation.id if organisation else None
    session = session.with_participant(person, replace(session.participants[person], organisation=id, proposal=None))
    for step, state in session.steps.items():
        if state.progress is Progress.OPEN and not state.tables:
            theirs = (replace(answer, organisation=id) for answer in session.answers.by(person, step))
            session = replace(session, answers=session.answers.with_theirs(step, person, theirs))
    return session


def relist(scenario: Scenario, session: Session, event: e.Relist) -> Outcome:
    """The list has changed. Before the first question whoever chose one that is gone is asked again; once questions
    are asked the session keeps it for its answers, and nobody can choose it any more."""
    opening = session.phase is Phase.OPENING
    session = replace(session, organisations=told_of(session.organisations, event.listed, open=opening))
    gone = {o.id for o in session.organisations if not o.listed}
    lost = [person for person, who in session.participants.items() if opening and who.organisation in gone]
    for person in lost:
        session = session.with_participant(person, replace(session.participants[person], organisation=None))
    asked = [Post(Short(Text.NO_ORGANISATION), to=person) for person in lost if session.participants[person].active]
    return Outcome(session, (*relisted(), *asked, *refreshed(session)))
