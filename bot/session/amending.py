"""What was said is said otherwise, or taken back: an edited message, and /undo.

An edit changes what that very message said, and only while the message is in force. One that was overwritten, taken
back or forgotten is no new answer, to no question; nor is one that never was an answer, unless its author was asked
back about it. Knows nothing of which words are equal but what they come to: what comes to the same is nothing new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import kinds
from bot.session.addresses import Source
from bot.session.answering import over, reply
from bot.session.answers import Answer, PersonId
from bot.session.disclosure.batches import shown_of
from bot.session.doubts import asked_back, unasked
from bot.session.effects import Effect, Receive, Text
from bot.session.kinds.terms import Unread
from bot.session.outcome import Outcome, aside, refreshed, refusal, reply_with, retelling, toast
from bot.session.placing import SUMMARY, asked, unattributed
from bot.session.settling import settle, settled_by
from bot.session.state import Session
from bot.session.values import Value


def knows(session: Session, person: PersonId, source: Source) -> bool:
    """Whether an edit of somebody's message could change anything in a session."""
    voices = [one for one, who in session.participants.items() if who.relayed]  # whose messages are a facilitator's
    said = (*(a for one in (person, *voices) for a in session.answers.all_by(one)), *session.held)
    return any(source in (one.source for one in ones) for ones in (said, session.unclear))


def is_cut(session: Session, person: PersonId) -> bool:
    """Whether somebody has answered a question of which nothing leads to them any more."""
    return any(person in step.answered for step in session.steps.values())


def last_said(session: Session, person: PersonId) -> datetime | None:
    """When somebody last said something, of what still tells."""
    return max((a.at for a in session.answers.all_by(person) if a.at is not None), default=None)


def edit(scenario: Scenario, session: Session, event: e.Edit) -> Outcome:
    """An edited message: what it said is said anew, where it is in force."""
    theirs = (*session.answers.all_by(event.by.person), *session.held)
    mine = [a for a in theirs if a.source == event.source and a.person == event.by.person]
    return amended(scenario, session, mine[0], event) if mine else _no_answer(scenario, session, event)


def amended(scenario: Scenario, session: Session, old: Answer, event: e.Edit) -> Outcome:
    """An answer, whose message says this now."""
    value = _anew(scenario, session, old, event)
    if value == old.value:
        return Outcome(session)
    if over(session, event.at):
        why = Text.SUMMARY_STANDS if old.step == SUMMARY else Text.NO_LONGER
        return Outcome(session, (reply_with(event, why, step=old.step),))
    if old in shown_of(scenario, session, old.step, event.by.person):
        return Outcome(session, (reply_with(event, Text.SHOWN, step=old.step),))
    if isinstance(value, Unread):
        return Outcome(session, (reply_with(event, Text.SAID, step=old.step, more=value.why),))
    new = replace(old, value=value)
    told = (*unasked(scenario, session, old, new), *asked_back(scenario, session, new, before=old))
    return _swapped(session, old, new, told)


def _anew(scenario: Scenario, session: Session, old: Answer, event: e.Edit) -> Value | Unread:
    """What the message of an answer says now."""
    if old.step == SUMMARY:
        return kinds.correction(event.text)
    return kinds.reread(asked(scenario, session, old.step, event.today), event.text, old.value, old.before)


def _swapped(session: Session, old: Answer, new: Answer, more: tuple[Effect, ...]) -> Outcome:
    if old in session.held:
        return Outcome(replace(session, held=tuple(new if a == old else a for a in session.held)))
    session = replace(session, answers=session.answers.swap(old, new))
    receipt = (Receive(new.source),) if new.source else ()
    return Outcome(session, (*receipt, *more, *retelling(session, old.step), *refreshed(session)))


def _no_answer(scenario: Scenario, session: Session, event: e.Edit) -> Outcome:
    """An edit of what is no answer now: the first reading of a message that its author was asked back about, or other
    words on what they were asked about an answer."""
    if doubt := settled_by(scenario, session, event):
        return settle(scenario, session, _settling(event, doubt))
    back = next((b for b in session.unclear if (b.source, b.person) == (event.source, event.by.person)), None)
    if back is None:
        return Outcome(session, _told_closed(scenario, session, event))
    return reply(scenario, session, e.Reply(**event.circumstances, step=back.step, text=event.text))


def _settling(event: e.Edit, doubt: tuple[str, int]) -> e.Settle:
    return e.Settle(**event.circumstances, doubt=doubt, said=event.text, edited=True)


def _told_closed(scenario: Scenario, session: Session, event: e.Edit) -> tuple[Effect, ...]:
    """A word, where the message answered a question that leads to nobody any more."""
    step = event.said_to
    cut = step is not None and unattributed(scenario, step) and event.by.person in session.step(step).answered
    return (reply_with(event, Text.CLOSED_TO_EDITS, step=step),) if cut else ()


def undo(scenario: Scenario, session: Session, event: e.Undo) -> Outcome:
    """The person's last answer goes, with its receipt, and they are told which it was. Of an answer that leads to
    nobody any more it isn't known when it came: whoever has given one is asked first."""
    mine, cut = session.answers.all_by(event.by.person), event.elsewhere or is_cut(session, event.by.person)
    if event.sure is False:
        return _unchanged(session, event, Text.LEFT_AS_IT_IS)
    if over(session, event.at) or not mine:
        gone = cut and not over(session, event.at)
        return _unchanged(session, event, Text.UNDO_CUT if gone else Text.NOTHING_TO_UNDO)
    last = mine[-1]
    known = event.last == last.step or (event.sure and event.step in (None, last.step))
    if cut and not known:
        return Outcome(session, (aside(event, Text.UNDO_SURE, step=last.step),))
    return _undone(scenario, session, last, event)


def _unchanged(session: Session, event: e.Undo, text: Text) -> Outcome:
    """Nothing is taken back; who hasn't answered is nobody else's business."""
    return Outcome(session, (aside(event, text),)) if event.source else refusal(session, text)


def _undone(scenario: Scenario, session: Session, last: Answer, event: e.Undo) -> Outcome:
    session = replace(session, answers=session.answers.minus(last))
    alone = last.source and not any(a.source == last.source for a in session.answers.all_by(event.by.person))
    unmarked = (Receive(last.source, taken=False),) if last.source and alone else ()
    said = (*unmarked, *_told(event, last), *unasked(scenario, session, last))
    return Outcome(session, (*said, *retelling(session, last.step), *refreshed(session)))


def _told(event: e.Undo, last: Answer) -> tuple[Effect, ...]:
    """Which answer was withdrawn, told to its author alone."""
    if not event.source:
        return (toast(Text.UNDONE, step=last.step),)
    return (aside(event, Text.UNDONE, step=last.step, otherwise=Text.UNDONE_UNTOLD),)
