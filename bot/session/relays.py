"""What a facilitator does who passes on what somebody without Telegram, or without a network, has said."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.session.event import Event
from bot.session.roles import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRelay(Event):
    """The questions are asked for: to begin a new voice, or to go on with one, by its pseudonym."""

    alias: str = ""
    act: Act = field(default="relay", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay(Event):
    """What somebody has said: `asked` are the numbers of questions and their steps. A new voice (`voice` empty, else
    its id) names its organisation in the first line."""

    asked: tuple[tuple[int, str], ...]
    text: str
    voice: str = ""
    act: Act = field(default="relay", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetVoice(Event):
    """What a voice has said, and that it was there, is to be erased: by its pseudonym, or by its id. `sure` is what was
    said to being asked back."""

    alias: str = ""
    voice: str = ""
    sure: bool | None = None
    act: Act = field(default="relay", init=False)
