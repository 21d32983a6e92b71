"""Probing: a facilitator has the author of an answer asked to say more, and learns neither who that is nor whether the
question reached them. What they add stands behind their answer.

Listed are answers in words that the group may see at that moment, and that still lead to somebody: of a question that
leads to nobody none can be asked about, sealed or cut. Each is asked about once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.content.phrase import say
from bot.reading.words import passes
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import GroupPlace, place_and_number, probe_ref, probes_ref
from bot.session.answering import over
from bot.session.answers import Answer
from bot.session.disclosure.visibility import visible
from bot.session.effects import Effect, Post, Probes, Receive, Short, Text
from bot.session.kinds import elaborated, elaborates
from bot.session.kinds.reading import IN_WORDS
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, retelling, toast
from bot.session.state import Session

#: How many answers one list holds, which a small screen still shows; and how many are asked about in one session: more
#: would be an interview.
_LISTED, _MOST = 20, 20

_NOT_THERE = say("That answer isn’t on the list any more. Send /probe for a new one.")
_ASKED = say("More was asked about that answer before, and once is enough.")
_ENOUGH = say("You’ve asked about as many answers as I can pass on in one workshop.")
_GONE = say("That answer isn’t there any more, so there’s nothing to add to.")
_SKIPPED = say("All right. Your answer stands as it is.")


def may_probe(scenario: Scenario, session: Session) -> Iterator[str]:
    """The answers that can be asked about, by their ids: those to the newest question first, in an order that says
    nothing."""
    for step in reversed(scenario.steps):
        if elaborates(step) and not step.unattributed:
            theirs = {answer.id for answer in session.answers.to(step.id) if answer.person is not None}
            for shown in visible(scenario, session, step.id, audience="group").answers:
                if shown.id in theirs and shown.id not in session.probed:
                    yield shown.id


def nameless(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """The questions with answers in words that lead to nobody, so that nobody can be asked."""
    asked = [step for step in scenario.steps if elaborates(step) and step.unattributed]
    return tuple(step.id for step in asked if session.step(step.id).opened)


def ask_probes(scenario: Scenario, session: Session, event: e.AskProbes) -> Outcome:
    """The list, in private wherever it was asked for."""
    listed = tuple(islice(may_probe(scenario, session), _LISTED))
    if not listed:
        return refusal(session, Text.NOTHING_TO_PROBE)
    post = Post(
        Probes(listed),
        probes_ref(listed),
        to=event.by.person,
        reply_to=event.source if event.private and event.source else None,
        otherwise=Short(Text.TOLD_IN_PRIVATE),
    )
    return Outcome(session, (post,))


def probe(scenario: Scenario, session: Session, event: e.Probe) -> Outcome:
    """The author is asked; whoever asks is told the same whatever comes of it."""
    if event.answer in session.probed:
        return Outcome(session, (reply_with(event, Text.SAID, more=_ASKED),))
    if len(session.probed) >= _MOST:
        return Outcome(session, (reply_with(event, Text.SAID, more=_ENOUGH),))
    answer = session.answers.get(event.answer)
    if answer is None or answer.id not in may_probe(scenario, session) or over(session, event.at):
        return Outcome(session, (reply_with(event, Text.SAID, more=_NOT_THERE),))
    session = replace(session, probed={**session.probed, answer.id: event.question})
    return Outcome(session, (*_asked(session, answer, event), reply_with(event, Text.PROBE_SENT)))


def _asked(session: Session, answer: Answer, event: e.Probe) -> tuple[Effect, ...]:
    """In private; where that can't be, in the group, but only of what was said there, and not in its quiet hours."""
    who = session.participants.get(answer.person or "")
    if who is None or not who.active:
        return ()
    place = place_and_number(answer.source) if answer.source else None
    awake = session.pace is None or not session.pace.quiet.at(event.at)
    aloud = place is not None and isinstance(place[0], GroupPlace) and awake
    otherwise = Short(Text.PROBE_ALOUD, answer.step, detail=answer.id) if aloud else None
    asked = Short(Text.PROBE, answer.step, detail=answer.id)
    return (Post(asked, probe_ref(answer.id), to=answer.person, otherwise=otherwise),)


def elaborate(scenario: Scenario, session: Session, event: e.Elaborate) -> Outcome:
    """What the author says more stands behind their answer; another message adds to it, an edit says it anew."""
    answer = session.answers.get(event.answer)
    if answer is not None and answer.person != event.by.person:
        return _told(session, event, Text.NOT_YOUR_WORDS)
    if answer is None or over(session, event.at):
        return Outcome(
            session, (reply_with(event, Text.SAID, more=_GONE),) if event.source else (toast(Text.NO_LONGER),)
        )
    if not event.text.strip():
        return Outcome(session, (reply_with(event, Text.SAID, more=IN_WORDS.why),))
    if passes(event.text):
        skipped = reply_with(event, Text.SAID, more=_SKIPPED) if event.source else toast(Text.SAID, more=_SKIPPED)
        return Outcome(session, (skipped,))
    value = elaborated(answer.value, event.text, event.source, edited=event.edited)
    if value is None:
        return Outcome(session) if event.edited else _told(session, event, Text.ENOUGH)
    session = replace(session, answers=session.answers.swap(answer, replace(answer, value=value)))
    return Outcome(session, (Receive(event.source), *retelling(session, answer.step), *refreshed(session)))


def _told(session: Session, event: e.Elaborate, text: Text) -> Outcome:
    return Outcome(session, (reply_with(event, text) if event.source else toast(text),))


def forgotten(before: Session, session: Session) -> Session:
    """The session without what was asked about answers that are there no longer."""
    if not session.probed or session.answers is before.answers:
        return session
    left = {id: question for id, question in session.probed.items() if session.answers.get(id)}
    return session if len(left) == len(session.probed) else replace(session, probed=left)
