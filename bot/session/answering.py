"""Answers: by text or tap, edited, withdrawn, late, and kept apart while their author hasn't said yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import kinds
from bot.session.addresses import step_ref
from bot.session.answers import Answer
from bot.session.chance import drawn_id
from bot.session.disclosure.batches import shown_of, stands
from bot.session.doubts import asked_back, unasked
from bot.session.effects import Effect, Post, Prompt, Receive, Text
from bot.session.kinds.spec import Unread
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, retelling, toast
from bot.session.participation import admitted
from bot.session.placing import SUMMARY, asked, held, several, taken
from bot.session.state import GRACE, Phase, Progress, Session
from bot.session.values import PassValue, Value

#: How many answers one person can give to one step (docs/safety.md, "Abuse").
MOST = 30


def over(session: Session, now: datetime) -> bool:
    """Whether the time for late answers has passed too."""
    return session.closed is not None and now > session.closed + GRACE


def _unready(scenario: Scenario, session: Session, step: str, event: e.Event) -> Text | None:
    """Why this step takes no answer from this person now, if it doesn't."""
    state = session.step(step)
    if state.progress in (Progress.WAITING, Progress.SKIPPED):
        return Text.NOT_YET
    if over(session, event.at) or event.by.person in state.answered:
        return Text.NO_LONGER
    if stands(scenario, session, step, event.by.person):
        return Text.SHOWN
    if len(session.answers.by(event.by.person, step)) >= MOST:
        return Text.ENOUGH
    return None


def new_answer(scenario: Scenario, session: Session, step: str, value: Value, event: e.Event) -> Answer:
    """An answer as it is kept, under an id drawn at random."""
    late = session.step(step).progress is Progress.CLOSED
    organisation = event.by.organisation
    if who := session.participants.get(event.by.person):
        organisation = who.organisation
    id = drawn_id(event.chance, "answer")
    return Answer(id, step, event.by.person, organisation, value, event.at, late, event.source or None)


def _held(scenario: Scenario, session: Session, answer: Answer, event: e.Event) -> Outcome:
    """An answer from somebody who hasn't said yes is kept apart, and they are asked once."""
    asked_before = any(a.person == answer.person for a in session.held)
    session = held(session, answer, beside=several(scenario, answer.step))
    ask: Effect = toast(Text.JOIN_FIRST) if not event.source else reply_with(event, Text.JOIN_FIRST)
    return Outcome(session, () if asked_before and event.source else (ask,))


def _receipt(scenario: Scenario, session: Session, answer: Answer, event: e.Event) -> tuple[Effect, ...]:
    """A reaction on a text, with a word where something is missing of it; a word with what was noted for a tap."""
    question = asked(scenario, session, answer.step)
    left = kinds.left(question, answer.value)
    if event.source:
        more = (reply_with(event, Text.SAID, step=answer.step, more=left),) if left else ()
        return (Receive(event.source), *more)
    text = Text.PASSED if answer.passed else Text.NOTED
    said = kinds.show(question, answer.value)
    return (toast(text, step=answer.step, detail=said, more=left),)


def _take(scenario: Scenario, session: Session, step: str, value: Value, event: e.Event) -> Outcome:
    answer = new_answer(scenario, session, step, value, event)
    if session.phase is Phase.CLOSED and event.by.person not in session.participants:
        return refusal(session, Text.NO_LONGER)
    effects: tuple[Effect, ...] = ()
    if not _takes_part(session, event):
        unplaced = event.by.organisation is None and session.organisations
        if not event.by.consented or unplaced:
            return _held(scenario, session, answer, event)
        session, effects = admitted(scenario, session, event)
        answer = replace(answer, organisation=session.participants[event.by.person].organisation)
    session = taken(scenario, session, answer, event.chance)
    receipt = (*_receipt(scenario, session, answer, event), *asked_back(scenario, answer))
    return Outcome(session, (*effects, *receipt, *refreshed(session)))


def _takes_part(session: Session, event: e.Event) -> bool:
    who = session.participants.get(event.by.person)
    return who is not None and who.active


def reply(scenario: Scenario, session: Session, event: e.Reply) -> Outcome:
    """A text or a voice note in reply to a prompt."""
    if why := _unready(scenario, session, event.step, event):
        return Outcome(session, (reply_with(event, why, step=event.step),))
    value = _read(scenario, session, event.step, event.text, event, seconds=event.seconds)
    if isinstance(value, Unread):
        return Outcome(session, (reply_with(event, Text.SAID, step=event.step, more=value.why),))
    if isinstance(value, PassValue) and shown_of(scenario, session, event.step, event.by.person):
        return Outcome(session, (reply_with(event, Text.SHOWN, step=event.step),))
    return _take(scenario, session, event.step, value, event)


def _read(
    scenario: Scenario, session: Session, step: str, text: str, event: e.Event, *, seconds: int
) -> Value | Unread:
    question = asked(scenario, session, step, event.today)
    if seconds:
        return kinds.spec_of(question.step).hear(question.step, text, seconds)
    return kinds.read(question, text, _before(session, step, event))


def _before(session: Session, step: str, event: e.Event) -> Value | None:
    """What the person said of this step so far, kept apart or not."""
    held = [a for a in session.held if a.step == step and a.person == event.by.person]
    mine = (*held, *session.answers.by(event.by.person, step))
    return mine[-1].value if mine else None


def tap(scenario: Scenario, session: Session, event: e.Tap) -> Outcome:
    """A button under a prompt."""
    if why := _unready(scenario, session, event.step, event):
        return Outcome(session, (toast(why, step=event.step),))
    value = kinds.tap(asked(scenario, session, event.step), event.code, _before(session, event.step, event))
    if isinstance(value, Unread):
        return Outcome(session, (toast(Text.SAID, step=event.step, more=value.why),))
    if isinstance(value, PassValue) and _has_words(scenario, session, event):
        return Outcome(session, (toast(Text.STANDS, step=event.step),))
    return _take(scenario, session, event.step, value, event)


def _has_words(scenario: Scenario, session: Session, event: e.Tap) -> bool:
    """Whether a tap on "pass" would wipe out words; those are withdrawn by /undo alone."""
    mine = session.answers.by(event.by.person, event.step)
    return several(scenario, event.step) and any(not a.passed for a in mine)


def edit(scenario: Scenario, session: Session, event: e.Edit) -> Outcome:
    """An edited message: the answer that it was, or a reply that can be read now."""
    theirs = (*session.answers.all_by(event.by.person), *session.held)
    mine = [a for a in theirs if a.source == event.source and a.person == event.by.person]
    if not mine:
        return _first_reading(scenario, session, event)
    old = mine[0]
    if old.step == SUMMARY:
        return _swapped(session, old, replace(old, value=kinds.correction(event.text)), ())
    if over(session, event.at):
        return Outcome(session, (reply_with(event, Text.NO_LONGER, step=old.step),))
    if old in shown_of(scenario, session, old.step, event.by.person):
        return Outcome(session, (reply_with(event, Text.SHOWN, step=old.step),))
    value = kinds.reread(asked(scenario, session, old.step, event.today), event.text, old.value)
    if isinstance(value, Unread):
        return Outcome(session, (reply_with(event, Text.SAID, step=old.step, more=value.why),))
    new = replace(old, value=value)
    return _swapped(session, old, new, (*unasked(scenario, old, new), *asked_back(scenario, new, before=old)))


def _first_reading(scenario: Scenario, session: Session, event: e.Edit) -> Outcome:
    if event.step is None:
        return Outcome(session)
    again = e.Reply(
        by=event.by,
        at=event.at,
        chance=event.chance,
        source=event.source,
        private=event.private,
        day=event.day,
        step=event.step,
        text=event.text,
    )
    return reply(scenario, session, again)


def _swapped(session: Session, old: Answer, new: Answer, more: tuple[Effect, ...]) -> Outcome:
    if old in session.held:
        return Outcome(replace(session, held=tuple(new if a == old else a for a in session.held)))
    session = replace(session, answers=session.answers.swap(old, new))
    receipt = (Receive(new.source),) if new.source else ()
    return Outcome(session, (*receipt, *more, *retelling(session, old.step), *refreshed(session)))


def undo(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The person's last answer goes, with its receipt."""
    mine = session.answers.all_by(event.by.person)
    if not mine or over(session, event.at):
        return refusal(session, Text.NOTHING_TO_UNDO)
    last = mine[-1]
    session = replace(session, answers=session.answers.minus(last))
    unmarked = (Receive(last.source, taken=False),) if last.source else ()
    said: Effect = Receive(event.source) if event.source else toast(Text.UNDONE)
    questions = unasked(scenario, last)
    return Outcome(session, (*unmarked, said, *questions, *retelling(session, last.step), *refreshed(session)))


def ask_privately(scenario: Scenario, session: Session, event: e.AskPrivately) -> Outcome:
    """The prompt of a private step, sent to whoever followed its link."""
    if why := _unready(scenario, session, event.step, event):
        return refusal(session, why, step=event.step)
    return Outcome(session, (Post(Prompt(event.step), step_ref(event.step), to=event.by.person),))
