"""How those who take part and those who facilitate look after one another, an event each."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.session.event import Event
from bot.session.roles import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper(Event):
    """Somebody in the group has a word for those who facilitate, unsigned."""

    text: str
    act: Act = field(default="whisper", init=False)
