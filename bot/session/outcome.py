"""What a decision comes to: the session after it, and its effects in order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.phrase import Phrase
from bot.session.addresses import CONTROL_REF, NO_REF, OPENING_REF, STATUS_REF, SUMMARY_REF, Ref
from bot.session.effects import (
    Control,
    Effect,
    FinalSummary,
    Opening,
    Post,
    Refuse,
    Relisted,
    Retell,
    Revise,
    Short,
    Status,
    Text,
    Tidy,
    Toast,
)
from bot.session.events import Event
from bot.session.state import Phase, Progress, Session


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after an event, and what the edge is asked to do."""

    session: Session
    effects: tuple[Effect, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the event was refused, so that nothing was changed."""
        return any(isinstance(effect, Refuse) for effect in self.effects)


#: What each answer brings up to date, made once: at once, and debounced.
_SUMMARY = {debounce: Revise(FinalSummary(), SUMMARY_REF, debounce=debounce) for debounce in (False, True)}
_STATUS = {debounce: Revise(Status(), STATUS_REF, debounce=debounce) for debounce in (False, True)}
_CONTROL = Control()


def refusal(session: Session, text: Text, *, step: str | None = None, detail: str = "") -> Outcome:
    """Nothing changes, and whoever asked is told why."""
    return Outcome(session, (Refuse(Short(text, step, detail)),))


def not_taking_part(session: Session) -> Text:
    """What somebody is told who takes no part, and whether they still can."""
    return Text.TOOK_NO_PART if session.phase is Phase.CLOSED else Text.NOT_TAKING_PART


def reply_with(
    event: Event, text: Text, *, step: str | None = None, detail: str = "", number: int = 0, more: Phrase | None = None
) -> Post:
    """A short word to whoever did something, under their message and where they wrote it."""
    to = event.by.person if event.private else None
    return Post(Short(text, step, detail, number, more), to=to, reply_to=event.source or None)


def aside(
    event: Event,
    text: Text,
    *,
    step: str | None = None,
    detail: str = "",
    ref: Ref = NO_REF,
    otherwise: Text = Text.TOLD_IN_PRIVATE,
) -> Post:
    """A word for nobody else's eyes: in private wherever it was asked for; where that can't be, the group reads
    `otherwise`, which tells nothing of them."""
    return Post(
        Short(text, step, detail),
        ref,
        to=event.by.person,
        reply_to=event.source or None,
        otherwise=Short(otherwise),
    )


def toast(text: Text, *, step: str | None = None, detail: str = "", more: Phrase | None = None) -> Toast:
    """A short word on the screen of whoever pressed a button."""
    return Toast(Short(text, step, detail, more=more))


def told(event: Event, text: Text) -> tuple[Effect, ...]:
    """A word to whoever pressed, or wrote in private; in the group it is seen what came of it."""
    if event.source and not event.private:
        return ()
    return (reply_with(event, text) if event.source else toast(text),)


def refreshed(session: Session, *, debounce: bool = True) -> tuple[Effect, ...]:
    """The standing messages brought up to date: while a session lasts its status, and the
    facilitator's copy of it; afterwards the summary. At once, unless it may be debounced."""
    if session.phase is Phase.CLOSED:
        return (_SUMMARY[debounce],)
    return (_STATUS[debounce], Revise(_CONTROL, CONTROL_REF, to=session.facilitator, debounce=debounce))


def tidying(session: Session) -> tuple[Effect, ...]:
    """After a question has closed: nothing of it stays on people's phones, unless the group wants that it does. Comes
    last, so that nobody waits for it."""
    return (Tidy(),) if session.tidies else ()


def relisted() -> tuple[Effect, ...]:
    """After the organisations, or what waits to be one, have changed: the opening, and whatever else lists them."""
    return (Revise(Opening(), OPENING_REF), Relisted())


def retelling(session: Session, step: str) -> tuple[Effect, ...]:
    """After an answer to this step was withdrawn or reworded: what was posted since the step closed may
    quote it."""
    return () if session.step(step).progress is Progress.OPEN else (Retell(),)
