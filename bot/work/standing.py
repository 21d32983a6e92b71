"""The bot's own standing: added to a group and removed, blocked and unblocked, a group that moves."""

from __future__ import annotations

from datetime import datetime

from bot.gateway.incoming import Moved, Standing, Titled
from bot.session.roles import may
from bot.store import groups, outbox, people, roles
from bot.store.db import Tx
from bot.store.outbox import Draft
from bot.wording import desk
from bot.wording.catalog import words
from bot.work.visit import Visit
from bot.work.world import World

_IN = frozenset({"member", "administrator", "restricted"})


def standing(tx: Tx, world: World, now: datetime, change: Standing) -> None:
    """The bot's membership of a chat has changed."""
    if change.kind == "private":
        if change.account is not None:
            person = people.by_account(tx, change.account)
            people.set_reachable(tx, person.person, change.status in _IN, now)
    elif change.kind == "group":
        if change.status in _IN:
            _added(tx, world, now, change)
        elif group := groups.by_chat(tx, change.chat):
            groups.deactivate(tx, group.id)


def _added(tx: Tx, world: World, now: datetime, change: Standing) -> None:
    """A group works once somebody with a role has added the bot; else the bot says so and leaves."""
    known = groups.by_chat(tx, change.chat)
    person = people.by_account(tx, change.account) if change.account is not None else None
    if known and known.active:
        return
    language = person.language if person and person.language in desk.SPOKEN else world.language
    may_open = person is not None and may(roles.anywhere(tx, person.person), "open")
    group = groups.open(tx, change.chat, change.title, None, (language or world.language,), now)
    if person is None or not may_open:
        groups.deactivate(tx, group.id)
        _leave(tx, now, group.id, language or world.language)
        return
    Visit(tx, world, now, person, group).say(desk.welcome(words(group.languages[0])))


def _leave(tx: Tx, now: datetime, group_id: int, language: str) -> None:
    said = desk.not_opened(words(language)).blocks[0]
    place = f"g:{group_id}"
    outbox.put(tx, Draft(place=place, method="send", html=str(said)), now)
    outbox.put(tx, Draft(place=place, method="leave"), now)


def moved(tx: Tx, change: Moved) -> None:
    """The group has become a supergroup and has another number."""
    groups.migrate(tx, change.chat, change.to)


def titled(tx: Tx, change: Titled) -> None:
    """The group has another title."""
    if group := groups.by_chat(tx, change.chat):
        groups.set_title(tx, group.id, change.title)
