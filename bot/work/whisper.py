"""/whisper: an unsigned word to those who facilitate.

Nothing that stays leads from it to its author: the words are in the inbox until they are worked on and in the outbox
until they are sent, what asked for them goes at once, and that they went is told by a message of which only its number
is kept, among those of everybody. How many somebody sent is known to memory alone (`whisper_limit`).
"""

from __future__ import annotations

from datetime import timedelta

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import WHISPERING_REF
from bot.session.engine import advance
from bot.session.events import Actor, Whisper
from bot.session.roles import Role
from bot.session.state import Phase
from bot.store import groups, messages, people, sessions
from bot.store.groups import Group
from bot.store.messages import MessageRow
from bot.store.sessions import Stored
from bot.wording import caring, refusals
from bot.wording.erasure import cleared
from bot.work.context import Context
from bot.work.effects import deliver
from bot.work.facilitators import facilitating
from bot.work.run_event import circumstances
from bot.work.tidying import tidy
from bot.work.tidying.clearing import delete


def asked_for(context: Context, incoming: IncomingMessage) -> None:
    """/whisper [words]"""
    if context.group:
        code = sessions.running_in(context.tx, context.group.id)
        said = bool(incoming.argument)
        w = context.words
        context.say(caring.whisper_in_private(w, code, said=said) if code else refusals.nothing_running(w))
        return
    theirs = _theirs(context)
    if not theirs:
        context.say(caring.whose_whisper(context.words))
    elif len(theirs) > 1:
        _ask_which(context, theirs, incoming.argument)
    else:
        _said_or_asked(context, theirs[0][0], incoming.argument)


def _ask_which(context: Context, theirs: list[tuple[str, str]], text: str) -> None:
    """For which group it is; the words wait in memory."""
    context.runtime.whispers.hold(context.person.person, text)
    context.say(caring.which_whisper(context.words, theirs), ref=WHISPERING_REF)


def _theirs(context: Context) -> list[tuple[str, str]]:
    """The sessions in which whoever asks takes part, each with its group's title: those under way, else those that
    have ended lately."""
    open_to = [
        sessions.load(context.tx, code) for code in sessions.open_to(context.tx, context.person.person, context.now)
    ]
    found = [one for one in open_to if one is not None]
    alive = [one for one in found if one.session.phase is not Phase.CLOSED] or found
    titled = [(one.session.code, groups.get(context.tx, one.group_id)) for one in alive]
    return [(code, group.title) for code, group in titled if group is not None]


def chosen(context: Context, words: list[str]) -> None:
    """A group chosen by tap."""
    held = context.runtime.whispers.held(context.person.person)
    _said_or_asked(context, words[0], held)
    context.runtime.whispers.release(context.person.person)
    context.toast()


def _said_or_asked(context: Context, code: str, text: str) -> None:
    if text:
        said(context, code, text)
    else:
        ask(context, code)


def ask(context: Context, code: str) -> None:
    """Ask for the words, in private."""
    if _group(context, code):
        context.say(caring.ask_whisper(context.words), ref=WHISPERING_REF, session=code)


def _group(context: Context, code: str) -> tuple[Stored, Group] | None:
    """The session and its group, where whoever is here is in it at this moment; else they are told. Raises
    NeedsPresence and UnaskedError."""
    stored = sessions.load(context.tx, code)
    group = groups.get(context.tx, stored.group_id) if stored else None
    if stored is None or group is None or not context.presence(group).here:
        context.answer(refusals.nothing_running(context.words))
        return None
    return stored, group


def replied(context: Context, asked: MessageRow, text: str) -> None:
    """The words that were asked for."""
    if not text:
        context.say(caring.words_alone(context.words), ref=WHISPERING_REF, session=asked.session)
    elif asked.session is None:
        _ask_which(context, _theirs(context), text)
    else:
        said(context, asked.session, text)


def _unask(context: Context) -> None:
    """What asked for the words leaves the chat, and nothing is known of it any more."""
    for row in messages.of_ref(context.tx, context.place, WHISPERING_REF):
        if row.number:
            delete(context, context.place, [row.number], cleared)
        messages.gone(context.tx, [row.id])


def said(context: Context, code: str, text: str) -> None:
    """The words go to those who facilitate, where there is anybody to read them; else that is said."""
    found = _group(context, code)
    if found is None or not _may(context, code):
        return
    stored, group = found
    if not _reaches(context, group, stored.session.facilitator):
        context.answer(caring.nobody_to_whisper_to(context.words))
        return
    context.runtime.whispers.note(context.person.person, code, _this(context), context.now)
    scenario = context.runtime.scenario(stored)
    who = Actor(context.person.person, Role.MEMBER)
    event = Whisper(**circumstances(context, who), text=text)
    deliver(context, scenario, stored.session, advance(scenario, stored.session, event), group.id)
    _unask(context)
    if not context.callback:
        tidy.note(context, scenario, stored.session)


def _this(context: Context) -> str:
    """By what it is known that the same message, or press, is worked on again."""
    return context.source or context.callback


def _may(context: Context, code: str) -> bool:
    """Whether they haven't sent too many; if so they are told."""
    whispers, person = context.runtime.whispers, context.person.person
    wait = whispers.wait(person, code, context.now)
    if wait == timedelta(0) or whispers.noted(person, _this(context)):
        return True
    minutes = None if wait is None else -(-wait // timedelta(minutes=1))
    context.answer(caring.whispered_enough(context.words, minutes))
    return False


def _reaches(context: Context, group: Group, first: str) -> bool:
    found = (people.get(context.tx, one) for one in facilitating(context, group.id, first))
    return any(person is not None and person.reachable for person in found)
