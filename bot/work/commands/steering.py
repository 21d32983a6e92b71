"""Steering a workshop: on, back, rest, end, each by a command and by a button of the facilitator's message."""

from __future__ import annotations

from collections.abc import Callable

from bot.reading.words import Meaning, says
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import going_on
from bot.session.joining import read_yes
from bot.session.roles import Act
from bot.session.state import Phase
from bot.wording.catalog import N_
from bot.work.commands.row import ALIVE, Command, Moment, Press, Where
from bot.work.commands.to_session import Pressed, Steering


def _command(
    act: Act, does: str, make: Callable[[e.Circumstances, str], e.SessionEvent], when: frozenset[Moment] = ALIVE
) -> Command:
    """A steering command is called as its act is, and works in private too, on the session that one steers."""
    return Command(act, Where.ANYWHERE, act, does, Steering(make), by_engine=True, when=when)


def _press(
    verb: str, act: Act, make: Callable[[e.Circumstances, Scenario, list[str]], e.SessionEvent], *, once: bool = False
) -> Press:
    return Press(verb, act, Pressed(make, steering=True), personal=once, by_engine=True, once=once)


def _close(where: e.Circumstances, said: str) -> e.SessionEvent:
    """/close [yes, no, or quietly]"""
    quiet = says(said, Meaning.QUIETLY)
    return e.Close(**where, sure=quiet or read_yes(said), quiet=quiet)


def _onward(where: e.Circumstances, said: str) -> e.SessionEvent:
    """/next [go on, leave it open, or ask in the group]"""
    return going_on.meant(where, said, None) or e.Next(**where)


def _leaving(scenario: Scenario, words: list[str]) -> str | None:
    """The step that a button was under; empty before the first. Buttons of an earlier version don't say it."""
    if not words:
        return None
    return "" if words[0] == "s" else scenario.steps[int(words[0])].id


def _on(*, sure: bool | None) -> Callable[[e.Circumstances, Scenario, list[str]], e.SessionEvent]:
    """On from the step that the button was under, or not."""
    return lambda where, scenario, words: e.Next(**where, leaving=_leaving(scenario, words), sure=sure)


def _nudge(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    return e.Nudge(**where, leaving=_leaving(scenario, words))


def _back(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    return e.Back(**where, leaving=_leaving(scenario, words))


COMMANDS = (
    _command("next", N_("next question"), _onward),
    _command("back", N_("previous question"), lambda where, _: e.Back(**where), ALIVE - {Phase.OPENING}),
    _command("pause", N_("take a break"), lambda where, _: e.Pause(**where), frozenset({Phase.RUNNING})),
    _command("resume", N_("resume after a break"), lambda where, _: e.Resume(**where), frozenset({Phase.PAUSED})),
    _command("status", N_("where the workshop stands"), lambda where, _: e.AskStatus(**where)),
    _command("close", N_("end the workshop"), _close),
)
PRESSES = (
    _press("next", "next", _on(sure=None)),
    _press("onward", "next", _on(sure=True)),
    _press("stay", "next", _on(sure=False)),
    _press("nudge", "next", _nudge),
    _press("back", "back", _back),
    _press("pause", "pause", lambda where, _, __: e.Pause(**where)),
    _press("resume", "resume", lambda where, _, __: e.Resume(**where)),
    _press("end", "close", lambda where, _, __: e.Close(**where)),
    _press("endquiet", "close", lambda where, _, __: e.Close(**where, sure=True, quiet=True), once=True),
    _press("endyes", "close", lambda where, _, __: e.Close(**where, sure=True), once=True),
)
