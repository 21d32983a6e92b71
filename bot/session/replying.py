"""Several questions answered in one message. Each is answered as if a message of its own had come for it, and nothing
is said of it apart: what was understood is told back in one message, which can be corrected by an edit. What wasn't is
asked again, alone.

An edit changes what the message said, and nothing else: no question that it didn't name before.
"""

from __future__ import annotations

from dataclasses import replace

from bot.reading.numbered import Numbered, numbered
from bot.scenario.model import Scenario
from bot.session import amending, kinds
from bot.session import events as e
from bot.session.answers import Answer, Part
from bot.session.effects import AskWhich
from bot.session.kinds.terms import Unread
from bot.session.outcome import Outcome
from bot.session.part_by_part import Heard, reply
from bot.session.placing import asked
from bot.session.roles import may
from bot.session.state import Session, Unclear


def fits(scenario: Scenario, session: Session, step: str, text: str, seconds: int = 0) -> bool:
    """Whether a text, or a voice note, can be read as an answer to a step."""
    question = asked(scenario, session, step)
    if seconds:
        return not isinstance(kinds.spec_of(question.step).hear(question.step, text, seconds), Unread)
    return not isinstance(kinds.read(question, text, None), Unread)


def replies(scenario: Scenario, session: Session, event: e.Replies) -> Outcome:
    """A message for several questions. One that names none of them is for the only one that it can be for, else its
    author is asked."""
    steps = dict(event.asked)
    read = numbered(event.text, steps)
    if event.seconds or event.unsure or not read.named:
        return _for_one(scenario, session, event, tuple(steps.values()))
    if len(steps) == 1:
        return _alone(scenario, session, event, *event.asked[0], read)
    heard = Heard(scenario, session, event, tuple(steps))
    heard.each({number: (steps[number], said) for number, said in sorted(read.said.items())})
    heard.in_two_ways({number: steps[number] for number in sorted(read.unclear)})
    return heard.told(read)


def _for_one(scenario: Scenario, session: Session, event: e.Replies, steps: tuple[str, ...]) -> Outcome:
    """A message without a number."""
    fitting = tuple(step for step in steps if fits(scenario, session, step, event.text, event.seconds)) or steps
    if len(fitting) > 1:
        return Outcome(session, (AskWhich(fitting, event.text, event.seconds),))
    where, text, seconds, unsure = event.circumstances, event.text, event.seconds, event.unsure
    one = e.Reply(**where, step=fitting[0], text=text, seconds=seconds, unsure=unsure)
    return reply(scenario, session, one)


def _alone(scenario: Scenario, session: Session, event: e.Replies, number: int, step: str, read: Numbered) -> Outcome:
    """A message for one question, with its number or without."""
    if read.said.keys() == {number} and not (read.unclear or read.unknown or read.before):
        part = Part(number, (number,))
        return reply(scenario, session, e.Reply(**event.circumstances, step=step, text=read.said[number], part=part))
    return reply(scenario, session, e.Reply(**event.circumstances, step=step, text=event.text))


def edit(scenario: Scenario, session: Session, event: e.Edit) -> Outcome:
    """An edited message: what it said is said anew, part by part where it said several things."""
    reader, event = event.by.person, _as_voice(session, event)
    relayed = reader != event.by.person
    said: list[Answer | Unclear] = [*session.answers.all_by(event.by.person), *session.held, *session.unclear]
    theirs = [one for one in said if event.source and (one.source, one.person) == (event.source, event.by.person)]
    parts = {one.part.number: one for one in theirs if one.part}
    if not parts:
        return amending.edit(scenario, session, event)
    among = next(one.part.among for one in parts.values() if one.part)
    read = numbered(event.text, among)
    heard = Heard(scenario, session, event, among, reader=reader if relayed else None)
    heard.anew({number: (parts[number], said) for number, said in sorted(read.said.items()) if number in parts})
    if heard.session is session and not (heard.answers or heard.again):
        return amending.edit(scenario, session, event) if event.said_to else Outcome(session)
    heard.answers = [*heard.in_force(), *(one for one in heard.answers if one.refused)]
    voice = session.participants[event.by.person].alias if relayed else ""
    return heard.told(replace(read, unclear=read.unclear & parts.keys(), unknown=(), before=""), voice)


def _as_voice(session: Session, event: e.Edit) -> e.Edit:
    """The edit as if the voice had made it that its message was passed on for; by nobody but who may pass on."""
    voices = (person for person, who in session.participants.items() if who.relayed)
    said = (p for p in voices if any(a.source == event.source for a in session.answers.all_by(p)))
    voice = next(said, None) if event.source and may(event.by.role, "relay") else None
    return replace(event, by=replace(event.by, person=voice)) if voice else event
