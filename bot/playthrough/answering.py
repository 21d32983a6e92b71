"""Sample answers given as people would give them: as a reply to the question, in the group or in private."""

from __future__ import annotations

import re

from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.scenario.kinds import AnyStep
from bot.scenario.samples import Samples
from bot.scenario.texts import text_in
from bot.session.state import Session


def give(room: Room, group: Chat, person: Person, step: AnyStep, text: str) -> None:
    """Somebody answers a step of the session in that group."""
    chat = room.private(person) if step.private else group
    room.say(person, chat, text, reply_to=_asked(room, chat, text_in(step.prompt, person.language).text))


def sample(samples: Samples, session: Session, step: AnyStep, person: int, language: str) -> str:
    """What one of the six (from 0) answers to a step in this session. Raises KeyError for a step without answers. Of a
    vote only what stands on its list is left, or a pass: where fewer people have written, there is less to vote on."""
    text = samples.to(step.id, language)[person]
    if step.draws_on is None:
        return text
    long = len(session.step(step.id).candidates)
    return ",".join(number for number in re.findall(r"\d+", text) if 1 <= int(number) <= long) or "-"


def _asked(room: Room, chat: Chat, prompt: str) -> Message | None:
    """Where a question stands in a chat; None where nobody need reply to it."""
    theirs = (message for message in reversed(room.messages(chat)) if message.sender == 0)
    return next((message for message in theirs if prompt in message.text), None)
