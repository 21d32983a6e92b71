"""The bot's own standing: added to a group and removed, its rights there, blocked and unblocked, a group that moves."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from bot.gateway.inbound.updates import ChatMigration, MembershipChange, TitleChange, TopicReopened
from bot.languages import SPOKEN
from bot.session.addresses import ChatPlace
from bot.session.roles import Role, may
from bot.store import groups, outbox, people, roles, sessions
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.issues import Issue
from bot.store.outbox import Draft
from bot.wording import welcome
from bot.wording.catalog import words
from bot.work.asked import Asked, UnaskedError
from bot.work.chats.issues import better, emptied, over, troubled
from bot.work.chats.unblocked import returned
from bot.work.commitments import asking
from bot.work.context import Context
from bot.work.runtime import Runtime

_IN = frozenset({"member", "administrator", "restricted"})

#: How long after a group became a supergroup the update that tells so may come. An update that the bot was added
#: to the supergroup comes beside it, in no order that is promised.
_PERHAPS_OURS = timedelta(seconds=10)


def membership_changed(tx: Tx, runtime: Runtime, now: datetime, change: MembershipChange, asked: Asked) -> None:
    """The bot's membership of a chat has changed. Raises NeedsTelegram where Telegram is to be asked first whether
    somebody is still in their groups."""
    if change.kind == "private":
        if change.account is not None:
            person = people.by_account(tx, change.account)
            _private(Context(tx, runtime, now, person, None, asked=asked), reachable=change.status in _IN)
    elif change.kind == "group":
        known = groups.by_chat(tx, change.chat)
        if change.status not in _IN:
            _removed(tx, runtime, now, known)
        elif known and known.active:
            _rights(tx, runtime, now, known, may_send=change.may_send)
        else:
            _added(tx, runtime, now, change)


def _private(context: Context, *, reachable: bool) -> None:
    """Somebody has blocked the bot, or lets it write again. What can't be asked of Telegram now isn't shown."""
    people.set_reachable(context.tx, context.person.person, reachable, context.now)
    if reachable and not context.person.reachable:
        with suppress(UnaskedError), context.tx.savepoint():
            returned(context)


def _removed(tx: Tx, runtime: Runtime, now: datetime, group: Group | None) -> None:
    """The bot is out; whoever steers is told, but not where it left a group that wasn't open."""
    if group and group.active:
        groups.deactivate(tx, group.id)
        troubled(_nobody_s(tx, runtime, now, group), group, Issue.OUT)


def _rights(tx: Tx, runtime: Runtime, now: datetime, group: Group, *, may_send: bool) -> None:
    """The bot's rights in a group have changed."""
    if may_send:
        over(tx, group.id, now)
    else:
        troubled(_nobody_s(tx, runtime, now, group), group, Issue.RIGHTS)


def _nobody_s(tx: Tx, runtime: Runtime, now: datetime, group: Group) -> Context:
    return Context(tx, runtime, now, people.Person("", None, reachable=False), group)


def _added(tx: Tx, runtime: Runtime, now: datetime, change: MembershipChange) -> None:
    """A group works once somebody who may open it has added the bot; else the bot says so and leaves. Whoever opens it
    looks after it."""
    person = people.by_account(tx, change.account) if change.account is not None else None
    language = (person.language if person and person.language in SPOKEN else None) or runtime.language
    if person is None or not _may_open(tx, person, groups.by_chat(tx, change.chat)):
        _leave(tx, now, change.chat, language)
        return
    group = groups.open(tx, change.chat, change.title, None, (language,), now)
    roles.give(tx, person.person, Role.COORDINATOR, group.id, roles.Origin.OPENED, now.date())
    asking.reckon(Context(tx, runtime, now, person, group), group)
    if sessions.running_in(tx, group.id):  # they know it, and it goes on where it was
        better(tx, group.id, now)
        return
    Context(tx, runtime, now, person, group).say(welcome.welcome(words(group.languages[0])))


def _may_open(tx: Tx, person: people.Person, known: Group | None) -> bool:
    """Whether somebody may open a group: one that has had workshops only if they look after it, or they would come by
    what was said there by adding the bot again."""
    if known is None or not groups.has_past(tx, known.id):
        return may(roles.anywhere(tx, person.person), "open")
    grant = roles.given(tx, person.person, known.id)
    return grant is not None and may(grant.role, "open")


def _leave(tx: Tx, now: datetime, chat: int, language: str) -> None:
    """It goes to the chat as such: what waits for a group that was open before is not for this one. And it waits a
    moment: should this be a group of ours that has just moved here, there is nothing to leave."""
    said = welcome.not_opened(words(language)).blocks[0]
    then = now + _PERHAPS_OURS
    outbox.put(tx, Draft(place=ChatPlace(chat), method="send", html=str(said), not_before=then), now)
    outbox.put(tx, Draft(place=ChatPlace(chat), method="leave", not_before=then), now)


def moved(tx: Tx, runtime: Runtime, now: datetime, change: ChatMigration) -> None:
    """The group has become a supergroup and has another number."""
    if group := groups.migrate(tx, change.chat, change.to):
        emptied(_nobody_s(tx, runtime, now, group), group)


def reopened(tx: Tx, now: datetime, change: TopicReopened) -> None:
    """A topic is open again; what waits may go there."""
    if group := groups.by_chat(tx, change.chat):
        better(tx, group.id, now)


def titled(tx: Tx, change: TitleChange) -> None:
    """The group has another title."""
    if group := groups.by_chat(tx, change.chat):
        groups.set_title(tx, group.id, change.title)
