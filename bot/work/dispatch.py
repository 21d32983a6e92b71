"""One decoded update to whoever handles it: a table by what it is."""

from __future__ import annotations

from datetime import datetime

from bot.gateway.inbound.updates import Heard, Ignored, Incoming, Moved, Pressed, Reopened, Standing, Titled
from bot.session import events as e
from bot.session.roles import Role
from bot.store import groups, people
from bot.store.db import Tx
from bot.wording import desk
from bot.work.chats.issues import woken
from bot.work.chats.membership import moved, reopened, standing, titled
from bot.work.commands.table.table import command
from bot.work.context import Visit
from bot.work.presses import press
from bot.work.rate_limit import MOST, SILENCE, Verdict
from bot.work.replies import reply
from bot.work.run_event import play, revised
from bot.work.runtime import World


def handle(tx: Tx, world: World, now: datetime, incoming: Incoming) -> None:
    """Work on one update, inside its transaction. Raises NeedsAdmins where a group's admins must be
    asked of Telegram first; whatever else it raises sets the update aside."""
    match incoming:
        case Heard():
            _heard(tx, world, now, incoming)
        case Pressed():
            if visit := _visit(tx, world, now, incoming):
                press(visit, incoming)
        case Standing():
            standing(tx, world, now, incoming)
        case Moved():
            moved(tx, world, now, incoming)
        case Reopened():
            reopened(tx, now, incoming)
        case Titled():
            titled(tx, incoming)
        case Ignored():
            pass


def wake(tx: Tx, world: World, now: datetime, session: str, name: str) -> None:
    """A moment that a session asked to be woken at, or one of a group's."""
    if woken(tx, world, now, name):
        return
    nobody = people.Person("", None, reachable=False)
    visit = Visit(tx, world, now, nobody, None)
    if revised(visit, session, name):
        return
    due = e.Actor("", Role.STRANGER)
    play(visit, session, lambda _, __, ___: e.Due(by=due, at=now, name=name))


def _visit(tx: Tx, world: World, now: datetime, incoming: Heard | Pressed) -> Visit | None:
    """Who and where; None for a chat that isn't open, or somebody who can't be told."""
    if incoming.account is None or incoming.kind == "channel":
        return None
    language = incoming.language if isinstance(incoming, Heard) else None
    known = language if language in desk.SPOKEN else None
    group = groups.by_chat(tx, incoming.chat) if incoming.kind == "group" else None
    if incoming.kind == "group" and (group is None or not group.active):
        return None
    person = people.by_account(tx, incoming.account, language=known)
    callback = incoming.callback if isinstance(incoming, Pressed) else ""
    return Visit(tx, world, now, person, group, incoming.message, callback, known)


def _heard(tx: Tx, world: World, now: datetime, heard: Heard) -> None:
    if heard.account is None and heard.command and heard.kind == "group":
        _anonymous(tx, world, now, heard)
        return
    verdict = _verdict(world, heard)
    visit = _visit(tx, world, now, heard) if verdict is not Verdict.UNREAD else None
    if visit is None:
        return
    if verdict is Verdict.WARN:
        visit.say(desk.too_many_messages(visit.words, MOST, SILENCE // 60))
        return
    if visit.group is None and not visit.person.reachable:
        people.set_reachable(tx, visit.person.person, True, now)
    if visit.group and heard.topic != visit.group.topic and heard.command:
        groups.set_topic(tx, visit.group.id, heard.topic)
    if heard.command and not heard.edited:
        command(visit, heard)
    elif not heard.command and (heard.text or heard.voice):
        reply(visit, heard)


def _verdict(world: World, heard: Heard) -> Verdict:
    """Whether somebody writes so much that it isn't read. What says nothing to the bot isn't counted."""
    to_the_bot = heard.kind == "private" or heard.command or heard.reply_to_bot
    if heard.account is None or not heard.written or not to_the_bot:
        return Verdict.READ
    number, forget = (heard.chat, heard.message), heard.command == "forget"
    return world.guard.verdict(heard.account, number, heard.written, forget=forget)


def _anonymous(tx: Tx, world: World, now: datetime, heard: Heard) -> None:
    """A command that can't be attributed is answered, once it is seen to be one of ours."""
    group = groups.by_chat(tx, heard.chat)
    if group and group.active and heard.command in desk.COMMANDS:
        nobody = people.Person("", None, reachable=False)
        visit = Visit(tx, world, now, nobody, group, heard.message)
        visit.say(desk.anonymous(visit.words))
