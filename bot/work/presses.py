"""Buttons: one table, verb -> what it does. What a button says was signed for its chat, and where it is
personal, for its person; who may press it is asked of `session.roles` now, not when it was made.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.api.buttons import SIGNATURE, verify
from bot.gateway.inbound.updates import ButtonPress
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.organisations import Organisation
from bot.session.state import Session
from bot.store import groups, sessions
from bot.wording import desk
from bot.work.commands import errands
from bot.work.commands.table import begin_or_ask
from bot.work.context import Context, owned
from bot.work.privacy import forget, wipe
from bot.work.run_event import circumstances, play

Press = Callable[[Context, list[str]], None]


def press(context: Context, pressed: ButtonPress) -> None:
    """Carry out a press; one whose signature is not for this chat changes nothing."""
    verb, *rest = pressed.data[SIGNATURE:].split("-", 1)
    personal = verb in _PERSONAL
    place = owned(context.place, context.person.person) if personal else context.place
    act = _PRESSES.get(verb)
    if act is None or verify(context.runtime.secret, place, pressed.data) is None:
        said = desk.not_your_button if personal else desk.press_again
        context.toast(said(context.words), alert=True)
    else:
        act(context, rest[0].split("-") if rest else [])


def _played(
    context: Context, code: str, make: Callable[[Scenario, Session, e.Actor], e.Event], *, steering: bool
) -> None:
    if not play(context, code, make, steering=steering):
        context.toast(desk.press_again(context.words), alert=True)


def _answer(context: Context, words: list[str]) -> None:
    code, index, said = words
    said = "-" if said == "p" else said

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.Event:
        return e.Tap(**circumstances(context, who), step=scenario.steps[int(index)].id, code=said)

    _played(context, code, make, steering=False)


def _next(context: Context, words: list[str]) -> None:
    code, index = words

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.Event:
        leaving = "" if index == "s" else scenario.steps[int(index)].id
        return e.Next(**circumstances(context, who), leaving=leaving)

    _played(context, code, make, steering=True)


def _steering(make: Callable[[Context, e.Actor], e.Event]) -> Press:
    def act(context: Context, words: list[str]) -> None:
        _played(context, words[0], lambda _, __, who: make(context, who), steering=True)

    return act


def _own(make: Callable[[Context, e.Actor], e.Event]) -> Press:
    def act(context: Context, words: list[str]) -> None:
        _played(context, words[0], lambda _, __, who: make(context, who), steering=False)

    return act


def _join(context: Context, words: list[str]) -> None:
    code, named = words
    if named == "other":
        context.toast(desk.other_organisation(context.words), alert=True)
        return
    stored = sessions.load(context.tx, code)
    known = groups.organisations(context.tx, stored.group_id) if stored else ()
    organisation: Organisation | None = next((o for o in known if o.id == named), None)
    _played(
        context,
        code,
        lambda _, __, who: e.Join(**circumstances(context, who), organisation=organisation),
        steering=False,
    )


def _pick(context: Context, words: list[str]) -> None:
    """A scenario chosen from the list."""
    name = "-".join(words)
    if context.group is None or name not in context.runtime.library.ids():
        context.toast(desk.press_again(context.words), alert=True)
    elif errands.allowed(context, "session"):
        if sessions.running_in(context.tx, context.group.id):
            context.answer(desk.already_running(context.words))
        else:
            begin_or_ask(context, name)
            context.toast()


_PRESSES: dict[str, Press] = {
    "a": _answer,
    "next": _next,
    "back": _steering(lambda context, who: e.Back(**circumstances(context, who))),
    "pause": _steering(lambda context, who: e.Pause(**circumstances(context, who))),
    "resume": _steering(lambda context, who: e.Resume(**circumstances(context, who))),
    "end": _steering(lambda context, who: e.Close(**circumstances(context, who))),
    "endyes": _steering(lambda context, who: e.Close(**circumstances(context, who), sure=True)),
    "join": _join,
    "no": _own(lambda context, who: e.Decline(**circumstances(context, who))),
    "agree": _own(lambda context, who: e.Agree(**circumstances(context, who))),
    "pick": _pick,
    "lang": errands.language_pressed,
    "least": errands.least_pressed,
    "invite": errands.invite_pressed,
    "get": errands.summary_pressed,
    "forget": forget.forget_pressed,
    "wipe": wipe.chosen,
    "wipeyes": wipe.sure,
}

#: Those that only the person may press for whom they were put there, in a group too.
_PERSONAL = frozenset({"forget"})
