"""Being forgotten: everything of somebody's goes, in every session, at once."""

from __future__ import annotations

from bot.gateway.incoming import Heard
from bot.session import events as e
from bot.session.joining import read_joining
from bot.store import aside, people, sessions
from bot.wording import desk
from bot.work.playing import circumstances, play
from bot.work.visit import Visit


def forget(visit: Visit, heard: Heard) -> None:
    """/forget [yes]: asks first, since nothing brings it back."""
    if read_joining(heard.argument, ()).yes is True:
        _erase(visit)
    else:
        visit.say(desk.forget_sure(visit.words))


def forget_pressed(visit: Visit, words: list[str]) -> None:
    """The second tap. In a group everybody sees the button; it was signed for whoever asked."""
    _erase(visit)
    visit.toast()


def _erase(visit: Visit) -> None:
    for code in sessions.with_person(visit.tx, visit.person.person):
        play(visit, code, lambda _, __, who: e.Forget(**circumstances(visit, who)))
    aside.forget(visit.tx, visit.person.person)
    visit.say(desk.forgotten(visit.words))
    people.erase(visit.tx, visit.person.person)
