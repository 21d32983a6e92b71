"""Somebody who does something, and what waits to be asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.session.addresses import NO_SOURCE, Source
from tests.dialogues.chats import Told


@dataclass
class Pending:
    """A message that may be meant as an answer to these questions, each of a session."""

    id: str
    name: str
    source: Source
    text: str
    asks: tuple[tuple[str, str], ...]
    at: datetime


@dataclass
class Visit:
    """Somebody who does something, in private or in the group, by a text (`source`) or by a press; and what the bot
    does of it."""

    name: str
    private: bool = False
    source: Source = NO_SOURCE
    pressed: bool = False
    told: list[Told] = field(default_factory=list)
