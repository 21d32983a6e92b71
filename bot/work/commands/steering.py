"""Steering a workshop: on, back, rest, end, each by a command and by a button of the facilitator's message."""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.inbound.updates import IncomingMessage
from bot.reading.lengths import length_of
from bot.reading.normal import plain
from bot.reading.words import Meaning, says
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import going_on
from bot.session.joining import read_yes
from bot.session.roles import Act
from bot.session.state import Phase, Session
from bot.wording import refusals
from bot.wording.catalog import N_
from bot.work.commands.row import ALIVE, EVER, Command, Moment, Press, Where
from bot.work.commands.to_session import Pressed, Steering
from bot.work.context import Context
from bot.work.over_days import reminding
from bot.work.run_event import circumstances, play, steered


def _relay(where: e.Circumstances, said: str) -> e.SessionEvent:
    """/relay [the pseudonym of a voice], /relay forget [its pseudonym] [yes or no]"""
    verb, _, rest = said.strip().partition(" ")
    if not rest.strip() or not (plain(verb) == "forget" or says(verb, Meaning.REMOVE)):
        return e.AskRelay(**where, alias=said.strip())
    alias, _, last = rest.strip().rpartition(" ")
    sure = read_yes(last) if alias else None
    return e.ForgetVoice(**where, alias=rest.strip() if sure is None else alias.strip(), sure=sure)


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


def _longer(where: e.Circumstances, said: str) -> e.SessionEvent:
    """/extend [12h or 2d]"""
    return e.Extend(**where, by_length=length_of(said))


def _remind(context: Context, _: IncomingMessage) -> None:
    """/remind"""
    if code := steered(context):
        _reminded(context, code)


def _remind_pressed(context: Context, words: list[str]) -> None:
    if not _reminded(context, words[0]):
        context.toast(refusals.press_again(context.words), alert=True)


def _reminded(context: Context, code: str) -> bool:
    def make(_: Scenario, session: Session, who: e.Actor) -> e.SessionEvent:
        return e.Remind(**circumstances(context, who), **reminding(context, session))

    return play(context, code, make, steering=True)


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


def _extend(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    return e.Extend(**where, leaving=_leaving(scenario, words))


def _step(scenario: Scenario, words: list[str]) -> str:
    return scenario.steps[int(words[0])].id


def _set_aside(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    return e.SetAside(**where, step=_step(scenario, words), number=int(words[1]))


def _back(where: e.Circumstances, scenario: Scenario, words: list[str]) -> e.SessionEvent:
    return e.Back(**where, leaving=_leaving(scenario, words))


COMMANDS = (
    _command("next", N_("next question"), _onward),
    _command("back", N_("previous question"), lambda where, _: e.Back(**where), ALIVE - {Phase.OPENING}),
    _command("extend", N_("leave a question open longer"), _longer, frozenset({Phase.RUNNING})),
    Command(
        "remind",
        Where.ANYWHERE,
        "remind",
        N_("remind those who haven’t answered"),
        _remind,
        by_engine=True,
        when=frozenset({Phase.RUNNING}),
    ),
    Command(
        "relay",
        Where.PRIVATE,
        "relay",
        N_("pass on what somebody without Telegram says"),
        Steering(_relay),
        by_engine=True,
        when=ALIVE,
    ),
    _command("pause", N_("take a break"), lambda where, _: e.Pause(**where), frozenset({Phase.RUNNING})),
    _command("resume", N_("resume after a break"), lambda where, _: e.Resume(**where), frozenset({Phase.PAUSED})),
    _command("status", N_("where the workshop stands"), lambda where, _: e.AskStatus(**where)),
    _command(
        "probe", N_("ask somebody to say more"), lambda where, _: e.AskProbes(**where), EVER - {None, Phase.OPENING}
    ),
    _command("close", N_("end the workshop"), _close),
)
PRESSES = (
    _press("next", "next", _on(sure=None)),
    _press("onward", "next", _on(sure=True)),
    _press("stay", "next", _on(sure=False)),
    _press("nudge", "next", _nudge),
    _press("extend", "extend", _extend),
    Press("remind", "remind", _remind_pressed, by_engine=True),
    _press("back", "back", _back),
    _press("unrelay", "relay", lambda where, _, words: e.ForgetVoice(**where, voice=words[0], sure=True), once=True),
    _press("probe", "probe", lambda where, _, __: e.AskProbes(**where)),
    _press("review", "review", lambda where, scenario, words: e.AskReview(**where, step=_step(scenario, words))),
    _press("aside", "review", _set_aside),
    _press("reveal", "review", lambda where, scenario, words: e.Reveal(**where, step=_step(scenario, words))),
    _press("pause", "pause", lambda where, _, __: e.Pause(**where)),
    _press("resume", "resume", lambda where, _, __: e.Resume(**where)),
    _press("end", "close", lambda where, _, __: e.Close(**where)),
    _press("endquiet", "close", lambda where, _, __: e.Close(**where, sure=True, quiet=True), once=True),
    _press("endyes", "close", lambda where, _, __: e.Close(**where, sure=True), once=True),
)
