"""Taking part: saying yes or no to the notice, organisation, pseudonym, leaving, being forgotten."""

from __future__ import annotations

from dataclasses import replace

from bot.content.phrase import Isolated, say
from bot.scenario.model import Scenario
from bot.session import ahead, aliases
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.answers import Answer, PersonId
from bot.session.chance import drawn
from bot.session.doubts import asked_back
from bot.session.effects import Effect, Enrol, Receive, Retell, Text
from bot.session.lookalikes import names_a_role
from bot.session.organisations import Organisation, side_name
from bot.session.outcome import Outcome, aside, not_taking_part, refreshed, refusal, relisted, reply_with, toast
from bot.session.placing import SUMMARY, taken
from bot.session.state import NOBODY, Participant, Phase, Proposal, Session


def _receipt(event: e.Event, text: Text, *, detail: str = "") -> tuple[Effect, ...]:
    """A reaction on what was written, or a word to whoever pressed a button."""
    return (Receive(event.source),) if event.source else (toast(text, detail=detail),)


def _known_organisation(session: Session, event: e.Event) -> str | None:
    declared = event.organisation if isinstance(event, e.Join) else None
    return declared.id if declared else event.by.organisation


def _with_organisation(session: Session, organisation: Organisation | None) -> Session:
    """The session knowing that organisation. By being chosen nothing changes of one that it knows."""
    if organisation is None or session.organisation(organisation.id):
        return session
    return replace(session, organisations=(*session.organisations, organisation))


def admitted(
    scenario: Scenario, session: Session, event: e.Event, proposal: Proposal | None = None
) -> tuple[Session, tuple[Effect, ...]]:
    """The session with whoever did this among its participants, and with the answers that waited for
    their yes. Their organisation must be known, where the group has any, or be what they propose."""
    person, organisation = event.by.person, None if proposal else _known_organisation(session, event)
    before = session.participants.get(person)
    in_use = [who.alias for who in session.participants.values()]
    alias = before.alias if before else aliases.draw(in_use, drawn(event.chance, "alias"), session.languages)
    session = session.with_participant(person, Participant(alias, organisation, proposal=proposal))
    mine = tuple(a for a in session.held if a.person == person)
    session = replace(session, held=tuple(a for a in session.held if a.person != person))
    for answer in mine:
        session = taken(scenario, session, replace(answer, organisation=organisation), event.chance)
    receipts = tuple(Receive(answer.source) for answer in mine if answer.source)
    questions = tuple(effect for answer in mine for effect in asked_back(scenario, session, answer))
    return session, (Enrol(person, organisation), *receipts, *questions)


def join(scenario: Scenario, session: Session, event: e.Join) -> Outcome:
    """A yes: asks for the organisation first where it isn't known."""
    session = _with_organisation(session, event.organisation)
    waits = None
    if _known_organisation(session, event) is None:
        before = session.participants.get(event.by.person)
        waits = before.proposal if before else None
        if waits is None and session.organisations:
            return Outcome(session, (reply_with(event, Text.NO_ORGANISATION),))
    waiting = session.waiting()
    session, effects = admitted(scenario, session, event, waits)
    who = session.participants[event.by.person]
    said = (*_receipt(event, Text.JOINED, detail=who.alias), *_elsewhere(event))
    settled = relisted() if session.waiting() != waiting else ()
    return Outcome(session, (*effects, *said, *settled, *refreshed(session)))


def _elsewhere(event: e.Join) -> tuple[Effect, ...]:
    """A word to whoever said that their organisation stands on another side than the one on which it is listed."""
    listed = event.organisation
    if listed is None or event.side in (None, listed.side):
        return ()
    said = say(
        "{name} is listed as {side}, and stays so. If that’s wrong, a facilitator can change it: /organisations.",
        name=Isolated(listed.name),
        side=side_name(listed.side),
    )
    return (reply_with(event, Text.SAID, more=said),)


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
        return refusal(session, not_taking_part(session))
    session = ahead.without(session.with_participant(event.by.person, replace(who, active=False)), event.by.person)
    return Outcome(session, (*_receipt(event, Text.LEFT), *refreshed(session)))


def depart(scenario: Scenario, session: Session, event: e.Departed) -> Outcome:
    """Somebody is in the group no longer: nothing more is asked of them, what waited for their yes goes, and they steer
    no more. What they said before stays."""
    who, waiting = session.participants.get(event.person), any(a.person == event.person for a in session.held)
    after = _unseated(session, event.person)
    if who is not None and who.active:
        after = ahead.without(after.with_participant(event.person, replace(who, active=False)), event.person)
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
    if event.alias and not event.private:
        return Outcome(session, (aside(event, Text.ALIAS_READ),))
    others = [p.alias for person, p in session.participants.items() if person != event.by.person]
    wanted = " ".join(event.alias.split())
    if wanted and names_a_role(wanted):
        return refusal(session, Text.ALIAS_RESERVED)
    if wanted and not aliases.fits(wanted):
        return refusal(session, Text.ALIAS_UNFIT)
    if wanted and aliases.clashes(wanted, others):
        return refusal(session, Text.ALIAS_TAKEN)
    alias = wanted or aliases.draw([*others, who.alias], drawn(event.chance, "alias"), session.languages)
    session = session.with_participant(event.by.person, replace(who, alias=alias))
    ref = Ref(RefKind.RENAMED, event.by.person)
    said = aside(event, Text.RENAMED, detail=alias, ref=ref, otherwise=Text.RENAMED_UNTOLD)
    return Outcome(session, (said,))


def forget(scenario: Scenario, session: Session, event: e.Forget) -> Outcome:
    """Whatever leads to this person in the session goes, and what quotes them is told again."""
    before, session = session, without(session, event.by.person, event.brought)
    listed = (before.organisations, before.waiting()) == (session.organisations, session.waiting())
    return Outcome(session, (Retell(), *(() if listed else relisted()), *refreshed(session)))


def without(session: Session, person: PersonId, brought: frozenset[str] = frozenset()) -> Session:
    """The session without anything that leads to this person: answers, pseudonym, their place in it, that they opened
    it, and the names of the organisations that nobody but they brought in; the places of these in the list stay."""

    def others(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(answer for answer in answers if answer.person != person)

    def rest(people: frozenset[PersonId]) -> frozenset[PersonId]:
        return people - {person}

    # Who could have said that the summary is them: one less of these, or not, would tell what they said.
    if session.phase is Phase.CLOSED and person in session.participants:
        session = session.with_step(SUMMARY, replace(session.step(SUMMARY), withdrawn=True))
    return replace(
        session,
        facilitator=NOBODY if session.facilitator == person else session.facilitator,
        organisations=tuple(replace(o, name="", listed=False) if o.id in brought else o for o in session.organisations),
        participants={p: who for p, who in session.participants.items() if p != person},
        answers=session.answers.without(person),
        held=others(session.held),
        unclear=tuple(message for message in session.unclear if message.person != person),
        agreed=rest(session.agreed),
        steps={id: replace(step, answered=rest(step.answered)) for id, step in session.steps.items()},
    )
