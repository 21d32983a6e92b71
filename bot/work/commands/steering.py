"""Steering a workshop: on, back, rest, end, each by a command and by a button of the facilitator's message."""

from __future__ import annotations

from collections.abc import Callable

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.joining import read_yes
from bot.session.roles import Act
from bot.wording.catalog import N_
from bot.work.commands.row import Command, Press, Where
from bot.work.commands.to_session import Pressed, Steering


def _command(act: Act, does: str, make: Callable[[e.Circumstances, str], e.SessionEvent]) -> Command:
    """A steering command is called as its act is, and works in private too, on the session that one steers."""
    return Command(act, Where.ANYWHERE, act, does, Steering(make), by_engine=True)


def _press(
    verb: str, act: Act, make: Callable[[e.Circumstances, Scenario, list[str]], e.SessionEvent], *, once: bool = False
) -> Press:
    return Press(verb, act, Pressed(make, steering=True), personal=once, by_engine=True, once=once)


def _close(where: e.Circumstances, said: str) -> e.SessionEvent:
    """/close [yes or no]"""
    return e.Close(**where, sure=read_yes(said))


def _next(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    """On from the step that the button was under; `s` is before the first."""
    index = words[0]
    return e.Next(**where, leaving="" if index == "s" else scenario.steps[int(index)].id)


COMMANDS = (
    _command("next", N_("next question"), lambda where, _: e.Next(**where)),
    _command("back", N_("previous question"), lambda where, _: e.Back(**where)),
    _command("pause", N_("take a break"), lambda where, _: e.Pause(**where)),
    _command("resume", N_("resume after a break"), lambda where, _: e.Resume(**where)),
    _command("status", N_("where the workshop stands"), lambda where, _: e.AskStatus(**where)),
    _command("close", N_("end the workshop"), _close),
)
PRESSES = (
    _press("next", "next", _next),
    _press("back", "back", lambda where, _, __: e.Back(**where)),
    _press("pause", "pause", lambda where, _, __: e.Pause(**where)),
    _press("resume", "resume", lambda where, _, __: e.Resume(**where)),
    _press("end", "close", lambda where, _, __: e.Close(**where)),
    _press("endyes", "close", lambda where, _, __: e.Close(**where, sure=True), once=True),
)
