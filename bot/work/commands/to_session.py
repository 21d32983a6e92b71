"""From a command or a press to an event of the session that it means; the engine judges who may, and when.

What event it comes to is made purely, by `make`, so that a session can be played without all that is around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.gateway.inbound.updates import IncomingMessage
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.wording import refusals
from bot.work.context import Context
from bot.work.run_event import circumstances, play, steered, taken_part_in


@dataclass(frozen=True, slots=True)
class Steering:
    """A command to the session that runs here, or that whoever sends it steers; `make` is given what was said after
    the command's name."""

    make: Callable[[e.Circumstances, str], e.SessionEvent]

    def __call__(self, context: Context, incoming: IncomingMessage) -> None:
        """Carry out the command."""
        code = steered(context)
        if code:
            said = incoming.argument
            play(context, code, lambda _, __, who: self.make(circumstances(context, who), said), steering=True)


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A command about oneself in the session that one takes part in, or, where `ended` says so, has taken part in; in
    private the newest, or with `last` that in which one said something last. `make` as in `Steering`."""

    make: Callable[[e.Circumstances, str], e.SessionEvent]
    ended: bool
    last: bool = False

    def __call__(self, context: Context, incoming: IncomingMessage) -> None:
        """Carry out the command."""
        code, said = taken_part_in(context, ended=self.ended, last=self.last), incoming.argument
        if code is None or not play(context, code, lambda _, __, who: self.make(circumstances(context, who), said)):
            context.say(refusals.nothing_running(context.words))


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a session's button. The data's first word is the session's code; `make` is given those after it."""

    make: Callable[[e.Circumstances, Scenario, list[str]], e.SessionEvent]
    steering: bool = False

    def __call__(self, context: Context, words: list[str]) -> None:
        """Carry out the press."""
        code, *rest = words

        def make(scenario: Scenario, _: object, who: e.Actor) -> e.SessionEvent:
            return self.make(circumstances(context, who), scenario, rest)

        if not play(context, code, make, steering=self.steering):
            context.toast(refusals.press_again(context.words), alert=True)
