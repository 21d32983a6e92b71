"""Settling: the author of an answer says what they were asked about it, by a tap or in words, at once or days later.

An edit of such words changes what they said, for as long as they are in force: not where another message has said
something else since, nor where the answer is gone.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.phrase import say
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import kinds
from bot.session.answering import over, unsure
from bot.session.answers import Answer
from bot.session.disclosure.batches import shown_of
from bot.session.doubts import asked_back, doubts_of, standing, unasked
from bot.session.effects import Receive, Text
from bot.session.kinds.terms import Doubt, Unread
from bot.session.outcome import Outcome, refreshed, reply_with, retelling, toast
from bot.session.placing import asked
from bot.session.state import Session

_WHICH = say("Which one is that for? Please reply to the question about it.")


def meant(scenario: Scenario, session: Session, event: e.Reply) -> Outcome | None:
    """A reply to a step that says nothing but what its author is asked about an answer of theirs; None where it
    isn't that. Where there are several that it could be about they are asked which."""
    open_ones = [
        (answer, doubt)
        for answer in session.answers.by(event.by.person, event.step)
        if (doubt := standing(scenario, answer))
    ]
    if not open_ones or event.seconds or event.medium or unsure(scenario, event):
        return None
    question = asked(scenario, session, event.step, event.today)
    if not kinds.spec_of(question.step).settles(question, event.text):
        return None
    if len(open_ones) > 1:
        return Outcome(session, (reply_with(event, Text.SAID, more=_WHICH),))
    answer, doubt = open_ones[0]
    return _settled(scenario, session, answer, doubt, event, event.text)


def settle(scenario: Scenario, session: Session, event: e.Settle) -> Outcome:
    """What somebody says to a question about an answer, which must be theirs."""
    answer = session.answers.get(event.doubt[0])
    if answer is not None and answer.person != event.by.person:
        return _told(session, event, Text.NOT_YOUR_WORDS)
    doubts = doubts_of(scenario, answer) if answer else ()
    doubt = next((one for one in doubts if one.number == event.doubt[1]), None)
    if event.edited and not (doubt and _in_force(doubt, event)):
        return Outcome(session)
    if answer is None or doubt is None or over(session, event.at):
        return _told(session, event, Text.NO_LONGER)
    if answer in shown_of(scenario, session, answer.step, event.by.person):
        return _told(session, event, Text.SHOWN)
    return _settled(scenario, session, answer, doubt, event, event.said)


def settled_by(scenario: Scenario, session: Session, event: e.Event) -> tuple[str, int] | None:
    """Which doubt (the answer's id, its number) a message of somebody's has settled, if it has settled one."""
    mine = session.answers.all_by(event.by.person)
    doubts = ((answer.id, doubt) for answer in mine for doubt in doubts_of(scenario, answer))
    return next(((id, doubt.number) for id, doubt in doubts if event.source and doubt.by == event.source), None)


def _in_force(doubt: Doubt, event: e.Settle) -> bool:
    """Whether an edited message is what settled a doubt, and says something else now; or nothing has settled it."""
    return doubt.open or (doubt.by == event.source and doubt.said != event.said)


def _told(session: Session, event: e.Event, text: Text) -> Outcome:
    return Outcome(session, (reply_with(event, text) if event.source else toast(text),))


def _settled(scenario: Scenario, session: Session, answer: Answer, doubt: Doubt, event: e.Event, said: str) -> Outcome:
    question = asked(scenario, session, answer.step, event.today)
    value = kinds.spec_of(question.step).settle(question, answer.value, doubt.number, said, event.source)
    if isinstance(value, Unread):
        why = value.why
        return Outcome(
            session, (reply_with(event, Text.SAID, more=why) if event.source else toast(Text.SAID, more=why),)
        )
    new = replace(answer, value=value)
    session = replace(session, answers=session.answers.swap(answer, new))
    now = next(one for one in doubts_of(scenario, new) if one.number == doubt.number)
    receipt = Receive(event.source) if event.source else toast(Text.SAID, more=now.says)
    told = (
        *unasked(scenario, session, answer, new),
        *asked_back(scenario, session, new, before=answer),
        *retelling(session, new.step),
    )
    return Outcome(session, (receipt, *told, *refreshed(session)))
