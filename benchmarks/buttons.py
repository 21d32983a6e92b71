"""What people find to press in a workshop: the buttons of a message, and those that say the same as a text."""

from __future__ import annotations

import re

from bot.rehearsal.model import Message
from bot.scenario.kinds import ChoiceStep, MatrixStep, ScaleStep, VoteStep
from bot.scenario.step import AskingStep

#: Where a button's payload begins, after its signature.
_PAYLOAD = 12


def key_of(message: Message, payload: str, code: str = "") -> str:
    """The data of a button whose payload begins like this and, with a code, ends with it; empty where there is none."""
    keys = (key.data for row in message.keyboard for key in row)
    ending = f"-{code}" if code else ""
    return next((d for d in keys if d[_PAYLOAD:].startswith(payload) and d.endswith(ending)), "")


def link_of(message: Message) -> str:
    """Where a message's first link leads; empty where it has none."""
    return next((key.url for row in message.keyboard for key in row if key.url), "")


def taps_of(step: AskingStep, said: str) -> list[str]:
    """The buttons that say the same as a text, one after the other; none for a question of words."""
    if isinstance(step, MatrixStep):
        return said.split()
    if isinstance(step, ChoiceStep | ScaleStep | VoteStep):
        return re.findall(r"\d+", said)
    return []
