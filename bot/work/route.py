"""Routing: what somebody wrote, and what is known of it -> what it means for a session.

Pure: which session is meant, who acts and what the message was about have been looked up before, and whatever comes
of it is somebody else's to do. So a session can be played by what people write, without all that is around it. What
commands, buttons and links mean for a session is as pure, and stands with their rows (`make` in `commands.to_session`,
`LINKS` in `commands.start`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sys import intern

from bot.reading.numbered import numbered
from bot.reading.numbered_line import numbered_line
from bot.reading.words import Meaning, says
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import Ref, RefKind, doubt_of, order_of
from bot.session.asking import asked_in, voice_of
from bot.session.effects import Unsure
from bot.session.joining import read_joining
from bot.session.naming import Named, read_organisation, read_organisations
from bot.session.numbering import question_number
from bot.session.organisations import Organisation
from bot.session.placing import answered_by, open_step, open_steps, together
from bot.session.roles import Role
from bot.session.roster import Line
from bot.session.state import Progress, Session

#: The messages whose replies say yes or no to taking part.
JOINING = frozenset({RefKind.OPENING, RefKind.JOIN_FIRST, RefKind.NO_ORGANISATION, RefKind.JOINING})


@dataclass(frozen=True, slots=True)
class Written:
    """What of a message can matter to a session: its text, or a voice note of so many seconds; what else it is
    (`medium`), and whether it was passed on; whether it is an edit of one that came before, and which anonymous
    question that answered, where memory tells (`said_to`)."""

    text: str
    edited: bool = False
    seconds: int = 0
    medium: str | None = None
    forwarded: bool = False
    said_to: str | None = None

    @property
    def unsure(self) -> Unsure | None:
        """Why it may not be meant as an answer."""
        if self.forwarded:
            return Unsure.FORWARDED
        return Unsure.CAPTION if self.medium and self.text else None


def acting(role: Callable[[], Role], present: Callable[[], bool], *, steering: bool) -> Role:
    """What somebody is for what they do: who steers needs their `role`; who takes part only to be `present` in the
    group, whatever role they have. Both are asked for where they matter alone; answers come by the hundred."""
    if steering:
        return role()
    return Role.MEMBER if present() else Role.STRANGER


def written(
    where: e.Circumstances, what: Written, about: Ref, scenario: Scenario, session: Session
) -> e.SessionEvent | None:
    """A text or a voice note in reply to one of a session's messages, or to the session as a whole; None where it
    means nothing."""
    if doubt := doubt_of(about):
        return e.Settle(**where, doubt=doubt, said=what.text, edited=what.edited)
    if about.kind is RefKind.PROBE:
        words = "" if what.medium or what.seconds else what.text
        return e.Elaborate(**where, answer=about.key, text=words, edited=what.edited)
    if about.kind is RefKind.VOICE:
        return e.Transcribe(**where, answer=about.key, text="" if what.medium or what.seconds else what.text)
    if what.edited:
        return e.Edit(**where, text=what.text, said_to=what.said_to)
    if about.kind in (RefKind.STEP, RefKind.HEARD_FOR, RefKind.NUDGE, RefKind.REMINDER, RefKind.REVEAL):
        here = _meant(where, about.key, scenario, session)
        if len(here) > 1 and not (what.medium and not what.text):
            return _several(where, what, [(_number(scenario, session, step), step) for step in here])
        return answer(where, what, intern(here[0]))  # one string for all answers
    if about.kind in (RefKind.QUESTIONS, RefKind.CATCH_UP) and (asked := asked_in(about)):
        return _several(where, what, list(enumerate(asked, 1)))
    if about.kind is RefKind.SUMMARY:
        return e.Correct(**where, text="" if what.medium else what.text)
    step = open_step(session)
    asks = step and (not where["private"] or asks_here(scenario, session, private=True))
    return answer(where, what, step) if step and asks else None


def probing(where: e.Circumstances, text: str, about: Ref) -> e.Probe | None:
    """What a facilitator replies to the list of answers: a number of it, and what is to be asked."""
    said, listed = numbered_line(text), about.key.split(",")
    if said is None or not 1 <= said[0] <= len(listed):
        return None
    return e.Probe(**where, answer=listed[said[0] - 1], question=said[1])


def reviewing(where: e.Circumstances, text: str, about: Ref) -> e.SetAside | e.Reveal | None:
    """What a facilitator replies to the words that wait to be shown: show, or a number and why it is set aside."""
    if says(text, Meaning.SHOW):
        return e.Reveal(**where, step=about.key)
    said = numbered_line(text)
    return e.SetAside(**where, step=about.key, number=said[0], reason=said[1]) if said else None


def _meant(where: e.Circumstances, step: str, scenario: Scenario, session: Session) -> tuple[str, ...]:
    """Which step a reply to the question of that step is for: in the group, of those that were asked in one message,
    those that are answered there."""
    asked = together(scenario, session, step)
    if where["private"] or len(asked) == 1:
        return (step,)
    return tuple(one for one in asked if scenario.step(one).asks and not scenario.step(one).private) or (step,)


def _number(scenario: Scenario, session: Session, step: str) -> int:
    """By which number the group knows a question."""
    return (question_number(scenario, session, step) or (0, 0))[0]


def _several(where: e.Circumstances, what: Written, asked: list[tuple[int, str]]) -> e.SessionEvent:
    """What somebody wrote to several questions, which have these numbers."""
    if what.medium and not what.text:
        return answer(where, what, asked[0][1])
    return e.Replies(**where, asked=tuple(asked), text=what.text, seconds=what.seconds, unsure=what.unsure)


def relayed(where: e.Circumstances, text: str, about: Ref) -> e.Relay:
    """What somebody says, passed on in reply to the message that asked for it."""
    return e.Relay(**where, asked=tuple(enumerate(asked_in(about), 1)), text=text, voice=voice_of(about))


def names(text: str, about: Ref, scenario: Scenario, session: Session) -> bool:
    """Whether a text in private that replies to nothing answers, by their numbers, the questions that this message
    asks: not where another private question is open, which lines with numbers may answer too."""
    asks, read = asked_in(about), numbered(text, range(1, len(asked_in(about)) + 1))
    others = [step for step in open_steps(session) if scenario.step(step).private and step not in asks]
    waits = any(session.step(step).progress in (Progress.OPEN, Progress.WAITING) for step in asks)
    return bool(read.said or read.unclear) and waits and not others


def answer(where: e.Circumstances, what: Written, step: str) -> e.Reply:
    """What somebody wrote, as an answer to a step."""
    return e.Reply(**where, step=step, text=what.text, seconds=what.seconds, medium=what.medium, unsure=what.unsure)


def leaves_chat(event: e.SessionEvent, session: Session) -> bool:
    """Whether the message that brought an event is to leave its private chat in time, with all that was said there
    about the session (as it is now) by whoever takes part, or may: any but those by which it is steered. One that is
    edited is known; who has let the bot write again has sent none."""
    person = event.by.person
    concerned = person in session.participants or any(answer.person == person for answer in session.held)
    return concerned and event.private and order_of(event.source) > 0 and not isinstance(event, e.Edit | e.Steering)


def asks_here(scenario: Scenario, session: Session, *, private: bool) -> bool:
    """Whether a session has a question open that is answered in this chat: in private only a private one."""
    shapes = [scenario.step(step) for step in open_steps(session)]
    return any(shape.asks and (shape.private or not private) for shape in shapes)


def joining(
    where: e.Circumstances, text: str, known: tuple[Organisation, ...]
) -> e.Join | e.Propose | e.Decline | None:
    """A yes or a no to taking part; None where it can't be told. What isn't known is proposed."""
    saying = read_joining(text, known)
    if saying.yes is None:
        return None
    if not saying.yes:
        return e.Decline(**where)
    if saying.new:
        name, side = saying.new
        return e.Propose(**where, name=name, side=side)
    return e.Join(**where, organisation=saying.organisation, side=saying.side)


def deciding(text: str, known: tuple[Organisation, ...]) -> str | None:
    """What a facilitator replies to a proposal: yes, no, or the id of the one that it is; None where it can't be
    told."""
    saying = read_joining(text, known)
    if saying.organisation:
        return saying.organisation.id
    if saying.new or saying.yes is None:
        return None
    return "yes" if saying.yes else "no"


def corrected(id: str, text: str) -> Line:
    """Another name for an organisation, with a side or without."""
    name, side = read_organisation(text) or (" ".join(text.split()), None)
    return Line(name, side, id)


def chosen(where: e.Circumstances, id: str, known: Sequence[Organisation]) -> e.Join:
    """A yes by tap, with the organisation of that id where there is one."""
    return e.Join(**where, organisation=next((o for o in known if o.id == id), None))


def organisations(text: str) -> list[Named] | str:
    """The organisations of a group; else the first line that can't be read as such, empty where there is no line."""
    read = read_organisations(text)
    return list(read.named) or read.unread or ""


def missed(scenario: Scenario, session: Session, person: str) -> str | None:
    """The first private question that is open and that somebody, who can be written to again, hasn't answered."""
    private = (step for step in open_steps(session) if scenario.step(step).private)
    return next((step for step in private if person not in answered_by(session, step)), None)
