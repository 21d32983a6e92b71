"""What comes of a message that answers several questions, part by part: each is answered as if a message of its own had
come for it, and all of it is told back at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from bot.content.phrase import Phrase, say
from bot.reading.numbered import Numbered
from bot.scenario.model import Scenario
from bot.session import amending, answering, kinds, settling
from bot.session import events as e
from bot.session.addresses import Ref, RefKind, order_of, step_ref
from bot.session.answers import Answer, Part, PersonId
from bot.session.chance import drawn
from bot.session.doubts import doubts_of
from bot.session.effects import (
    AskBack,
    Body,
    Echo,
    Effect,
    Post,
    Prompt,
    Receive,
    Revise,
    Short,
    Text,
    Understood,
)
from bot.session.kinds.terms import Unread
from bot.session.outcome import Outcome
from bot.session.placing import asked
from bot.session.state import Session, Unclear
from bot.session.values import PassValue

_TWO_WAYS = say("I couldn’t tell which lines are for this question. Please answer it by itself.")


def reply(scenario: Scenario, session: Session, event: e.Reply) -> Outcome:
    """A text or a voice note for one question: what its author was asked about an answer, or an answer."""
    return settling.meant(scenario, session, event) or answering.reply(scenario, session, event)


@dataclass
class Heard:
    """What comes of a message, question by question. It is told to whoever wrote it, or to the `reader` who passes it
    on: that one is asked nothing again by itself."""

    scenario: Scenario
    session: Session
    event: e.Replies | e.Edit
    among: tuple[int, ...]
    reader: PersonId | None = None

    def __post_init__(self) -> None:
        self.effects: list[Effect] = []
        self.again: list[Effect] = []
        self.answers: list[Understood] = []
        self.taken = self.thanks = False

    def each(self, said: Mapping[int, tuple[str, str]]) -> None:
        """Each question is answered by what stands behind its number."""
        for number, (step, text) in said.items():
            self._reply(number, step, text)

    def anew(self, said: Mapping[int, tuple[Answer | Unclear, str]]) -> None:
        """What stands behind a number says now what it says there."""
        for number, (old, text) in said.items():
            if isinstance(old, Unclear):
                self._reply(number, old.step, text)
            else:
                event = replace(self._as_edit(), text=text)
                self._note(number, old.step, text, amending.amended(self.scenario, self.session, old, event))

    def in_two_ways(self, steps: Mapping[int, str]) -> None:
        """What stands behind these numbers may belong elsewhere: they are asked again, and an edit says it first."""
        person, private = self.event.by.person, self.event.private and self.reader is None
        for number, step in steps.items():
            back = Unclear(self.event.source, person, step, Part(number, self.among))
            self.session = replace(self.session, unclear=(*self.session.unclear, back))
            self.again += [Post(Prompt(step, why=_TWO_WAYS), step_ref(step), to=person)] if private else []

    def _as_edit(self) -> e.Edit:
        return e.Edit(**self.event.circumstances, text="")

    def in_force(self) -> list[Understood]:
        """What the message says now, question by question."""
        theirs = self.session.answers.all_by(self.event.by.person)
        mine = {a.part.number: a for a in theirs if a.part and a.source == self.event.source}
        return [Understood(n, answer.step, self._mine(answer.step, "")) for n, answer in sorted(mine.items())]

    def _reply(self, number: int, step: str, text: str) -> None:
        where = self.event.circumstances
        where["chance"] = drawn(where["chance"], f"part {number}")
        event = e.Reply(**where, step=step, text=text, part=Part(number, self.among))
        self._note(number, step, text, reply(self.scenario, self.session, event))

    def _note(self, number: int, step: str, text: str, outcome: Outcome) -> None:
        self.session = outcome.session
        words = [effect for effect in outcome.effects if _a_word(effect)]
        other = [effect for effect in outcome.effects if not (_a_word(effect) or isinstance(effect, Receive))]
        doubts = [effect.body for effect in other if self.reader and _asks_back(effect)]
        self.effects += [effect for effect in other if not (self.reader and _asks_back(effect))]
        said = [word.body for word in words if isinstance(word, Post) and isinstance(word.body, Short)]
        self.thanks |= any(short.text is Text.HEARD_WITH_THANKS for short in said)
        note = next((short.more for short in said if short.text is Text.SAID), None) or self._doubted(doubts)
        if any(isinstance(effect, Receive) for effect in outcome.effects):
            self.taken = True
            self.answers.append(Understood(number, step, self._mine(step, text), note))
        elif said and said[0].text is Text.JOIN_FIRST:
            self.effects.append(words[0])
        elif said:
            self._refused(number, step, said[0], note)

    def _doubted(self, asked_back: Iterable[Body]) -> Phrase | None:
        """What the author of an answer would be asked about it, told to whoever passes it on: an edit says it."""
        for body in asked_back:
            if isinstance(body, AskBack) and (answer := self.session.answers.get(body.answer)):
                doubts = doubts_of(self.scenario, answer)
                return next((doubt.says for doubt in doubts if doubt.number == body.number), None)
        return None

    def _refused(self, number: int, step: str, why: Short, note: Phrase | None) -> None:
        """What couldn't be read is asked again, by its own question; in the group by a word."""
        if why.text is Text.SAID and note and self.event.private and self.reader is None:
            self.again.append(Post(Prompt(step, why=note), step_ref(step), to=self.event.by.person))
        else:
            self.answers.append(Understood(number, step, note=note, refused=why.text))

    def _mine(self, step: str, text: str) -> Phrase | None:
        """What was taken, in words; None of a question that is passed. What has been cut already leads to nobody any
        more: it is what the message says."""
        theirs = self.session.answers.by(self.event.by.person, step)
        found = next((a for a in reversed(theirs) if a.source == self.event.source), theirs[-1] if theirs else None)
        question = asked(self.scenario, self.session, step, self.event.today)
        value = found.value if found else kinds.read(question, text, None)
        if isinstance(value, Unread | PassValue):
            return None
        return kinds.spec_of(question.step).mine(question, value)

    def told(self, read: Numbered, voice: str = "") -> Outcome:
        """What all of it came to, told back to its author alone; in the group only what wasn't understood. What was
        passed on is told of that `voice`."""
        event, person = self.event, self.reader or self.event.by.person
        asked_again = event.private and self.reader is None
        unclear = () if asked_again else tuple(sorted(read.unclear))
        thanks = self.thanks and self.reader is None
        echo = Echo(tuple(self.answers), unclear, read.unknown, bool(read.before), thanks, voice)
        doubt = any(one.refused for one in self.answers) or echo.unclear or echo.unknown or echo.before
        receipt = (Receive(event.source),) if self.taken else ()
        ref = Ref(RefKind.ECHO, str(order_of(event.source)))
        said: tuple[Effect, ...] = ()
        if event.private and isinstance(event, e.Edit):
            said = (Revise(echo, ref, to=person),) if self.answers or doubt else ()
        elif event.private and (self.answers or doubt):
            said = (Post(echo, ref, to=person, reply_to=event.source or None),)
        elif doubt:
            unread = replace(echo, answers=tuple(one for one in self.answers if one.refused), thanks=False)
            said = (Post(unread, reply_to=event.source or None),)
        return Outcome(self.session, (*receipt, *said, *self.again, *_once(self.effects)))


def _a_word(effect: Effect) -> bool:
    """Whether it is a word to the author that the echo has instead."""
    return isinstance(effect, Post) and isinstance(effect.body, Short)


def _asks_back(effect: Effect) -> TypeGuard[Post]:
    """Whether it asks the author of an answer about it."""
    return isinstance(effect, Post) and isinstance(effect.body, AskBack)


def _once(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Each of them once, where it came last."""
    return tuple(reversed(dict.fromkeys(reversed(list(effects)))))
