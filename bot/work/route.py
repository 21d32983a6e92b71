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

from bot.scenario.model import Scenario
from bot.scenario.step import AskingStep
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.joining import read_joining, read_organisation
from bot.session.organisations import Organisation, Side
from bot.session.placing import answered_by
from bot.session.roles import Role
from bot.session.state import Session
from bot.session.steering import open_step

#: The messages whose replies say yes or no to taking part.
JOINING = frozenset({RefKind.OPENING, RefKind.JOIN_FIRST, RefKind.NO_ORGANISATION, RefKind.JOINING})


@dataclass(frozen=True, slots=True)
class Written:
    """What of a message can matter to a session: its text, or a voice note (Telegram's id) of so many seconds, and
    whether it is an edit of one that came before."""

    text: str
    edited: bool = False
    voice: str | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """A yes with an organisation that the group doesn't know yet."""

    name: str
    side: Side


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
    if about.kind is RefKind.STEP:
        return _answer(where, what, intern(about.key))  # one string for all answers to a step
    if about.kind is RefKind.SUMMARY:
        return e.Edit(**where, text=what.text) if what.edited else e.Correct(**where, text=what.text)
    if open_step(session) and (not where["private"] or asks_here(scenario, session, private=True)):
        return _answer(where, what, open_step(session))
    return e.Edit(**where, text=what.text) if what.edited else None


def _answer(where: e.Circumstances, what: Written, step: str | None) -> e.SessionEvent:
    if what.edited:
        return e.Edit(**where, text=what.text, step=step)
    return e.Reply(**where, step=step or "", text=what.text, voice=what.voice, seconds=what.seconds)


def asks_here(scenario: Scenario, session: Session, *, private: bool) -> bool:
    """Whether a session has a question open that is answered in this chat: in private only a private one."""
    step = open_step(session)
    shape = scenario.step(step) if step else None
    return isinstance(shape, AskingStep) and (shape.private or not private)


def joining(
    where: e.Circumstances, text: str, known: tuple[Organisation, ...]
) -> e.Join | e.Decline | NewOrganisation | None:
    """A yes or a no to taking part; None where it can't be told."""
    saying = read_joining(text, known)
    if saying.yes is None:
        return None
    if not saying.yes:
        return e.Decline(**where)
    return NewOrganisation(*saying.new) if saying.new else e.Join(**where, organisation=saying.organisation)


def chosen(where: e.Circumstances, id: str, known: Sequence[Organisation]) -> e.Join:
    """A yes by tap, with the organisation of that id where there is one."""
    return e.Join(**where, organisation=next((o for o in known if o.id == id), None))


def organisations(text: str) -> list[tuple[str, Side]] | str:
    """The organisations of a group, one a line; else the first line that says none, empty where there is no line."""
    lines = [line for line in text.splitlines() if line.strip()]
    read = [(line, read_organisation(line)) for line in lines]
    unread = next((line for line, organisation in read if organisation is None), None)
    if unread is not None or not read:
        return unread or ""
    return [organisation for _, organisation in read if organisation is not None]


def missed(scenario: Scenario, session: Session, person: str) -> str | None:
    """The private question that is open and that somebody, who can be written to again, hasn't answered."""
    step = open_step(session)
    if step is None or person in answered_by(session, step):
        return None
    return step if asks_here(scenario, session, private=True) else None
