"""What somebody asks for in their private chat: one question, all that is open, all that is to come."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.session.event import Event
from bot.session.roles import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPrivately(Event):
    """Somebody followed the link to answer a private step in their private chat."""

    step: str
    act: Act = field(default="private", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp(Event):
    """A participant asks in private for what was said so far, and for all that is open."""

    act: Act = field(default="catchup", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAhead(Event):
    """A participant asks in private for the questions to come, to answer them ahead."""

    act: Act = field(default="ahead", init=False)
