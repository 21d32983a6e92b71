"""Answers: by text or tap, late, kept apart while their author hasn't said yes, or not until it is sure that a
message is meant as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import ahead, kinds
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.answers import Answer, PersonId
from bot.session.chance import drawn_id
from bot.session.disclosure.batches import shown_of, stands
from bot.session.disclosure.visibility import shown_live
from bot.session.doubts import asked_back
from bot.session.effects import AskMeant, Effect, KeepVoice, Receive, Text, Unsure
from bot.session.kinds.terms import Unread
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, toast
from bot.session.participation import admitted
from bot.session.placing import SUMMARY, answered_by, asked, held, several, taken
from bot.session.state import GRACE, Phase, Progress, Session, Unclear
from bot.session.values import PassValue, Value

#: How many answers one person can give to one step (docs/safety.md, "Abuse").
MOST = 30


def over(session: Session, now: datetime) -> bool:
    """Whether the time for late answers has passed too."""
    return session.closed is not None and now > session.closed + GRACE


def unready(scenario: Scenario, session: Session, step: str, event: e.Event) -> Text | None:
    """Why this step takes no answer from this person now, if it doesn't."""
    state = session.step(step)
    if state.progress is Progress.SKIPPED or (
        state.progress is Progress.WAITING and not _ahead(scenario, session, step, event)
    ):
        return Text.NOT_YET
    if over(session, event.at) or event.by.person in state.answered:
        return Text.NO_LONGER
    if stands(scenario, session, step, event.by.person):
        return Text.SHOWN
    if len(session.answers.by(event.by.person, step)) >= MOST:
        return Text.ENOUGH
    return None


def _ahead(scenario: Scenario, session: Session, step: str, event: e.Event) -> bool:
    """Whether this answers a question before it opens. One that was put off again is waited for where it is asked."""
    named = isinstance(event, e.Reply) and event.part is not None
    fresh = session.step(step).opened is None or named
    return event.private and fresh and ahead.takes(scenario, session, step)


def new_answer(scenario: Scenario, session: Session, step: str, value: Value, event: e.Event) -> Answer:
    """An answer as it is kept, under an id drawn at random."""
    late = session.step(step).progress is Progress.CLOSED
    organisation = event.by.organisation
    if who := session.participants.get(event.by.person):
        organisation = who.organisation
    part = event.part if isinstance(event, e.Reply) else None
    aside = event.private and step != SUMMARY and shown_live(scenario.step(step))
    id, source = drawn_id(event.chance, "answer"), event.source or None
    return Answer(id, step, event.by.person, organisation, value, event.at, late, source, part=part, aside=aside)


def _partial(scenario: Scenario, session: Session, event: e.Event, answer: Answer) -> Answer:
    """The answer, with what its message was added to where that said only a part."""
    if not isinstance(event, e.Reply) or event.seconds:
        return answer
    old = before(session, answer.step, event)
    alone = kinds.read(asked(scenario, session, answer.step, event.today), event.text, None)
    return answer if old is None or alone == answer.value else replace(answer, before=old)


def _held(scenario: Scenario, session: Session, answer: Answer, event: e.Event) -> Outcome:
    """An answer from somebody who hasn't said yes is kept apart, and they are asked once."""
    asked_before = any(a.person == answer.person for a in session.held)
    if isinstance(event, e.Reply) and event.came:
        answer = replace(answer, at=event.came)  # a day in all, however long its author was asked what it is
    session = held(session, answer, beside=several(scenario, answer.step))
    ask: Effect = toast(Text.JOIN_FIRST) if not event.source else reply_with(event, Text.JOIN_FIRST)
    asks = () if asked_before and event.source else (ask,)
    return Outcome(session, (*asks, *_sound(session, answer)))


def _receipt(scenario: Scenario, session: Session, answer: Answer, event: e.Event) -> tuple[Effect, ...]:
    """A reaction on a text, with a word where something is missing of it; a word with what was noted for a tap."""
    question = asked(scenario, session, answer.step)
    left = kinds.left(question, answer.value)
    if event.source:
        more = (reply_with(event, Text.SAID, step=answer.step, more=left),) if left else ()
        return (Receive(event.source), *more)
    if isinstance(event, e.Tap) and (words := kinds.tapped(question, answer.value, event.code)):
        return (toast(Text.NOTED, step=answer.step, more=words),)
    text = _passed(session, answer.step) if answer.passed else Text.NOTED
    said = kinds.show(question, answer.value)
    return (toast(text, step=answer.step, detail=said, more=left),)


def _passed(session: Session, step: str) -> Text:
    """What is said of a question passed: one that has closed invites no answer."""
    return Text.PASSED_LATE if session.step(step).progress is Progress.CLOSED else Text.PASSED


def _take(scenario: Scenario, session: Session, step: str, value: Value, event: e.Event) -> Outcome:
    answer = _partial(scenario, session, event, new_answer(scenario, session, step, value, event))
    if session.phase is Phase.CLOSED and event.by.person not in session.participants:
        return refusal(session, Text.NO_LONGER)
    if event.source and _said_already(scenario, session, answer):
        return Outcome(session, (Receive(event.source),))
    effects: tuple[Effect, ...] = ()
    if not _takes_part(session, event):
        unplaced = event.by.organisation is None and session.organisations
        if not event.by.consented or unplaced:
            return _held(scenario, session, answer, event)
        session, effects = admitted(scenario, session, event)
        answer = replace(answer, organisation=session.participants[event.by.person].organisation)
    if event.by.person not in answered_by(session, step):
        effects = (*effects, *_echo(scenario, session, answer, event))
    session = taken(scenario, session, answer, event.chance)
    receipt = (*_receipt(scenario, session, answer, event), *asked_back(scenario, session, answer))
    return Outcome(session, (*effects, *receipt, *_sound(session, answer), *refreshed(session)))


def _sound(session: Session, answer: Answer) -> tuple[Effect, ...]:
    """A voice note that was taken, or waits for its author's yes, is kept, as long as it leads to whoever sent it."""
    there = answer in session.held or session.answers.get(answer.id) is not None
    return (KeepVoice(answer.id),) if kinds.has_voice(answer.value) and there else ()


def _said_already(scenario: Scenario, session: Session, answer: Answer) -> bool:
    """Whether somebody has said these very words to this question already: a phone that was offline sends them twice.
    Without words, as in voice notes, nothing tells that two are the same."""
    spec, theirs = kinds.spec_of(scenario.step(answer.step)), session.answers.by(answer.person or "", answer.step)
    return spec.several and any(one.value == answer.value and spec.words(one.value) for one in theirs if not one.passed)


def _echo(scenario: Scenario, session: Session, answer: Answer, event: e.Event) -> tuple[Effect, ...]:
    """Which question a text in private is taken for: said of the first answer to an open one; with thanks for the first
    that somebody confides in a session, since a reaction alone to a painful story is a wall."""
    step = answer.step
    if not (event.private and event.source) or session.step(step).progress is Progress.CLOSED:
        return ()
    thanks = not answer.passed and scenario.step(step).private and not _confided(scenario, session, event.by.person)
    said = reply_with(event, Text.HEARD_WITH_THANKS if thanks else Text.HEARD_FOR, step=step)
    return (replace(said, ref=Ref(RefKind.HEARD_FOR, step)),)


def _confided(scenario: Scenario, session: Session, person: PersonId) -> bool:
    """Whether somebody has answered a private question of this session already; a pass is no answer."""
    private = (step.id for step in scenario.steps if step.private)
    return any(
        person in session.step(id).answered or any(not a.passed for a in session.answers.by(person, id))
        for id in private
    )


def _takes_part(session: Session, event: e.Event) -> bool:
    who = session.participants.get(event.by.person)
    return who is not None and (who.active or who.relayed)


def reply(scenario: Scenario, session: Session, event: e.Reply) -> Outcome:
    """A text or a voice note in reply to a prompt."""
    if refused := unready(scenario, session, event.step, event):
        return Outcome(session, (reply_with(event, refused, step=event.step),))
    if event.medium and not event.text:
        return Outcome(session, (reply_with(event, Text.UNFIT, step=event.step),))
    if why := unsure(scenario, event):
        return Outcome(session, (AskMeant(why, event.step, event.text, event.seconds),))
    value = _read(scenario, session, event.step, event.text, event, seconds=event.seconds)
    if isinstance(value, Unread):
        return _unclear(session, event, value)
    if isinstance(value, PassValue) and shown_of(scenario, session, event.step, event.by.person):
        return Outcome(session, (reply_with(event, Text.SHOWN, step=event.step),))
    return _take(scenario, session, event.step, value, event)


def unsure(scenario: Scenario, event: e.Reply) -> Unsure | None:
    """Why this may not be meant as an answer, unless its author has said that it is."""
    public = scenario.step(event.step).private and not event.private
    return None if event.sure else Unsure.PUBLIC if public else event.unsure


def _unclear(session: Session, event: e.Reply, unread: Unread) -> Outcome:
    """What can't be read is asked back; an edit of that message is read as if it were the first."""
    message = Unclear(event.source, event.by.person, event.step, event.part)
    if event.source and message not in session.unclear:
        session = replace(session, unclear=(*session.unclear, message))
    return Outcome(session, (reply_with(event, Text.SAID, step=event.step, more=unread.why),))


def _read(
    scenario: Scenario, session: Session, step: str, text: str, event: e.Event, *, seconds: int
) -> Value | Unread:
    question = asked(scenario, session, step, event.today)
    if seconds:
        return kinds.spec_of(question.step).hear(question.step, text, seconds)
    return kinds.read(question, text, before(session, step, event))


def before(session: Session, step: str, event: e.Event) -> Value | None:
    """What the person said of this step so far, kept apart or not."""
    held = [a for a in session.held if a.step == step and a.person == event.by.person]
    mine = (*held, *session.answers.by(event.by.person, step))
    return mine[-1].value if mine else None


def tap(scenario: Scenario, session: Session, event: e.Tap) -> Outcome:
    """A button under a prompt."""
    if why := unready(scenario, session, event.step, event):
        return Outcome(session, (toast(why, step=event.step),))
    value = kinds.tap(asked(scenario, session, event.step), event.code, before(session, event.step, event))
    if isinstance(value, Unread):
        return Outcome(session, (toast(Text.SAID, step=event.step, more=value.why),))
    if isinstance(value, PassValue) and _has_words(scenario, session, event):
        return Outcome(session, (toast(Text.STANDS, step=event.step),))
    return _take(scenario, session, event.step, value, event)


def _has_words(scenario: Scenario, session: Session, event: e.Tap) -> bool:
    """Whether a tap on "pass" would wipe out words; those are withdrawn by /undo alone."""
    mine = session.answers.by(event.by.person, event.step)
    return several(scenario, event.step) and any(not a.passed for a in mine)
