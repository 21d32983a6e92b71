"""Buttons: one table, verb -> what it does. What a button says was signed for its chat, and where it is
personal, for its person; who may press it is asked of `session.roles` now, not when it was made.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.gateway.api.buttons import SIGNATURE, verify
from bot.gateway.inbound.updates import Pressed
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.state import Organisation, Session
from bot.store import groups, sessions
from bot.wording import desk
from bot.work.commands.table import errands
from bot.work.commands.table.table import begin_or_ask
from bot.work.context import Visit, owned
from bot.work.privacy import forget, wipe
from bot.work.run_event import circumstances, play

Press = Callable[[Visit, list[str]], None]


def press(visit: Visit, pressed: Pressed) -> None:
    """Carry out a press; one whose signature is not for this chat changes nothing."""
    verb, *rest = pressed.data[SIGNATURE:].split("-", 1)
    personal = verb in _PERSONAL
    place = owned(visit.place, visit.person.person) if personal else visit.place
    act = _PRESSES.get(verb)
    if act is None or verify(visit.world.secret, place, pressed.data) is None:
        said = desk.not_your_button if personal else desk.press_again
        visit.toast(said(visit.words), alert=True)
    else:
        act(visit, rest[0].split("-") if rest else [])


def _played(visit: Visit, code: str, make: Callable[[Scenario, Session, e.Actor], e.Event], *, steering: bool) -> None:
    if not play(visit, code, make, steering=steering):
        visit.toast(desk.press_again(visit.words), alert=True)


def _answer(visit: Visit, words: list[str]) -> None:
    code, index, said = words
    said = "-" if said == "p" else said

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.Event:
        return e.Tap(**circumstances(visit, who), step=scenario.steps[int(index)].id, code=said)

    _played(visit, code, make, steering=False)


def _next(visit: Visit, words: list[str]) -> None:
    code, index = words

    def make(scenario: Scenario, session: Session, who: e.Actor) -> e.Event:
        leaving = "" if index == "s" else scenario.steps[int(index)].id
        return e.Next(**circumstances(visit, who), leaving=leaving)

    _played(visit, code, make, steering=True)


def _steering(make: Callable[[Visit, e.Actor], e.Event]) -> Press:
    def act(visit: Visit, words: list[str]) -> None:
        _played(visit, words[0], lambda _, __, who: make(visit, who), steering=True)

    return act


def _own(make: Callable[[Visit, e.Actor], e.Event]) -> Press:
    def act(visit: Visit, words: list[str]) -> None:
        _played(visit, words[0], lambda _, __, who: make(visit, who), steering=False)

    return act


def _join(visit: Visit, words: list[str]) -> None:
    code, choice = words
    if choice == "other":
        visit.toast(desk.other_organisation(visit.words), alert=True)
        return
    stored = sessions.load(visit.tx, code)
    known = groups.organisations(visit.tx, stored.group_id) if stored else ()
    organisation: Organisation | None = next((o for o in known if o.id == choice), None)
    _played(
        visit,
        code,
        lambda _, __, who: e.Join(**circumstances(visit, who), organisation=organisation),
        steering=False,
    )


def _pick(visit: Visit, words: list[str]) -> None:
    """A scenario chosen from the list."""
    name = "-".join(words)
    if visit.group is None or name not in visit.world.shelf.ids():
        visit.toast(desk.press_again(visit.words), alert=True)
    elif errands.allowed(visit, "session"):
        if sessions.running_in(visit.tx, visit.group.id):
            visit.answer(desk.already_running(visit.words))
        else:
            begin_or_ask(visit, name)
            visit.toast()


_PRESSES: dict[str, Press] = {
    "a": _answer,
    "next": _next,
    "back": _steering(lambda visit, who: e.Back(**circumstances(visit, who))),
    "pause": _steering(lambda visit, who: e.Pause(**circumstances(visit, who))),
    "resume": _steering(lambda visit, who: e.Resume(**circumstances(visit, who))),
    "end": _steering(lambda visit, who: e.Close(**circumstances(visit, who))),
    "endyes": _steering(lambda visit, who: e.Close(**circumstances(visit, who), sure=True)),
    "join": _join,
    "no": _own(lambda visit, who: e.Decline(**circumstances(visit, who))),
    "agree": _own(lambda visit, who: e.Agree(**circumstances(visit, who))),
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
