"""Taking part: saying yes or no to the notice, organisation, pseudonym, leaving, being forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import aliases
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.answers import Answer, PersonId
from bot.session.effects import Effect, Enrol, Receive, Retell, Text
from bot.session.organisations import Organisation
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, toast
from bot.session.placing import taken
from bot.session.state import HOLD, NOBODY, Participant, Phase, Session


def _receipt(event: e.Event, text: Text, *, detail: str = "") -> tuple[Effect, ...]:
    """A reaction on what was written, or a word to whoever pressed a button."""
    return (Receive(event.source),) if event.source else (toast(text, detail=detail),)


def _known_organisation(session: Session, event: e.Event) -> str | None:
    declared = event.organisation if isinstance(event, e.Join) else None
    return declared.id if declared else event.by.organisation


def _with_organisation(session: Session, organisation: Organisation | None) -> Session:
    """The session knowing that organisation. Once questions are asked it keeps the side that it had: a change
    would move all its people from one part of the results to another, and so tell of them alone."""
    known = session.organisation(organisation.id) if organisation else None
    if organisation is None or organisation == known or (known and session.phase is not Phase.OPENING):
        return session
    others = tuple(o for o in session.organisations if o.id != organisation.id)
    return replace(session, organisations=(*others, organisation))


def admitted(scenario: Scenario, session: Session, event: e.Event) -> tuple[Session, tuple[Effect, ...]]:
    """The session with whoever did this among its participants, and with the answers that waited for
    their yes. Their organisation must be known, where the group has any."""
    person, organisation = event.by.person, _known_organisation(session, event)
    before = session.participants.get(person)
    in_use = [who.alias for who in session.participants.values()]
    alias = before.alias if before else aliases.draw(in_use, event.chance)
    session = session.with_participant(person, Participant(alias, organisation))
    mine = tuple(a for a in session.held if a.person == person)
    session = replace(session, held=tuple(a for a in session.held if a.person != person))
    for answer in mine:
        session = taken(scenario, session, replace(answer, organisation=organisation))
    receipts = tuple(Receive(answer.source) for answer in mine if answer.source)
    return session, (Enrol(person, organisation), *receipts)


def join(scenario: Scenario, session: Session, event: e.Join) -> Outcome:
    """A yes: asks for the organisation first where it isn't known."""
    session = _with_organisation(session, event.organisation)
    if _known_organisation(session, event) is None and session.organisations:
        return Outcome(session, (reply_with(event, Text.NO_ORGANISATION),))
    session, effects = admitted(scenario, session, event)
    who = session.participants[event.by.person]
    return Outcome(session, (*effects, *_receipt(event, Text.JOINED, detail=who.alias), *refreshed(session)))


def decline(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """A no: what waited for a yes goes at once. Whoever takes part already leaves."""
    session = replace(session, held=tuple(a for a in session.held if a.person != event.by.person))
    if event.by.person in session.participants:
        return leave(scenario, session, event)
    return Outcome(session, _receipt(event, Text.DECLINED))


def leave(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """No further part; what was said stays until its author withdraws it."""
    who = session.participants.get(event.by.person)
    if who is None or not who.active:
        return refusal(session, Text.NOT_TAKING_PART)
    session = session.with_participant(event.by.person, replace(who, active=False))
    return Outcome(session, (*_receipt(event, Text.LEFT), *refreshed(session)))


def depart(scenario: Scenario, session: Session, event: e.Departed) -> Outcome:
    """Somebody is in the group no longer: nothing more is asked of them, what waited for their yes goes, and they steer
    no more. What they said before stays."""
    who, waiting = session.participants.get(event.person), any(a.person == event.person for a in session.held)
    after = _unseated(session, event.person)
    if who is not None and who.active:
        after = after.with_participant(event.person, replace(who, active=False))
    if waiting:
        after = replace(after, held=tuple(a for a in after.held if a.person != event.person))
    quiet = after is session or session.phase is Phase.CLOSED
    return Outcome(after, () if quiet else refreshed(after))


def unseat(scenario: Scenario, session: Session, event: e.Unseated) -> Outcome:
    """Somebody steers no more. Nobody does until somebody who may asks for the buttons."""
    return Outcome(_unseated(session, event.person))


def _unseated(session: Session, person: PersonId) -> Session:
    return replace(session, facilitator=NOBODY) if session.facilitator == person else session


def rename(scenario: Scenario, session: Session, event: e.Rename) -> Outcome:
    """Another pseudonym: the one asked for where it fits, else one drawn at random."""
    who = session.participants.get(event.by.person)
    if who is None:
        return refusal(session, Text.NOT_TAKING_PART)
    others = [p.alias for person, p in session.participants.items() if person != event.by.person]
    wanted = " ".join(event.alias.split())
    if wanted and not aliases.fits(wanted):
        return refusal(session, Text.ALIAS_UNFIT)
    if wanted and aliases.clashes(wanted, others):
        return refusal(session, Text.ALIAS_TAKEN)
    alias = wanted or aliases.draw([*others, who.alias], event.chance)
    session = session.with_participant(event.by.person, replace(who, alias=alias))
    said = replace(reply_with(event, Text.RENAMED, detail=alias), ref=Ref(RefKind.RENAMED, event.by.person))
    return Outcome(session, (said,))


def forget(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """Whatever leads to this person in the session goes, and what quotes them is told again."""
    session = without(session, event.by.person)
    return Outcome(session, (Retell(), *refreshed(session)))


def without(session: Session, person: PersonId) -> Session:
    """The session without anything that leads to this person: answers, pseudonym, their place in it, and that
    they opened it."""

    def others(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(answer for answer in answers if answer.person != person)

    def rest(people: frozenset[PersonId]) -> frozenset[PersonId]:
        return people - {person}

    return replace(
        session,
        facilitator=NOBODY if session.facilitator == person else session.facilitator,
        participants={p: who for p, who in session.participants.items() if p != person},
        answers=session.answers.without(person),
        held=others(session.held),
        agreed=rest(session.agreed),
        steps={id: replace(step, answered=rest(step.answered)) for id, step in session.steps.items()},
    )


def held_long_enough(session: Session, now: datetime) -> Outcome:
    """The time to wait for a yes has passed: what waited longer is erased, unseen."""
    kept = tuple(a for a in session.held if a.at is not None and a.at + HOLD > now)
    return Outcome(replace(session, held=kept))
