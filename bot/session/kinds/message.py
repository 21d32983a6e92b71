"""Message: says something and asks nothing."""

from __future__ import annotations

from bot.scenario.kinds import MessageStep
from bot.session.kinds.spec import Spec
from bot.session.results import Result
from bot.session.values import Value


class MessageSpec(Spec[MessageStep, Value, Result]):
    """A step that only says something."""

    model = MessageStep
