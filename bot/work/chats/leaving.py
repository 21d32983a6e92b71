"""Somebody is in a group no longer, or steers there no longer: told by Telegram unasked, or found out when it was
asked.

From that moment nothing is sent to them of the group's, they aren't counted, and only a new yes brings them back. What
they said before stays, as after /leave; /forget works.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.gateway.inbound.updates import MemberChange
from bot.session import events as e
from bot.session.addresses import CONTROL_REF, PrivatePlace, Ref, step_ref
from bot.session.engine import advance
from bot.session.placing import open_steps
from bot.session.roles import Presence, Role
from bot.store import groups, messages, people, record, roles, sessions, unsent
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.people import Person
from bot.store.roles import Grant
from bot.store.sessions import Stored
from bot.wording import team
from bot.wording.catalog import Words
from bot.wording.message import Message
from bot.work.asked import Membership
from bot.work.chats.coordinators import tell_coordinators
from bot.work.context import Context
from bot.work.effects import deliver
from bot.work.retell import take_back
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

_NOBODY = Person("", None, reachable=False)


def member_changed(tx: Tx, runtime: Runtime, now: datetime, change: MemberChange) -> None:
    """Telegram tells that somebody's membership of a group has changed. Whoever isn't known has nothing to lose."""
    group, person = groups.by_chat(tx, change.chat), people.known(tx, change.account)
    if group is not None and person is not None:
        context = Context(tx, runtime, now, _NOBODY, group)
        put_out = not change.presence.here and change.by != change.account
        _is_now(context, group, person.person, change.presence, put_out=put_out)


def learned(tx: Tx, runtime: Runtime, now: datetime, found: Mapping[Membership, Presence]) -> None:
    """Telegram has answered what it was asked. Of whoever is out it isn't known by whose doing, but who is banned was
    put out."""
    for (group_id, account), presence in found.items():
        group, person = groups.get(tx, group_id), people.known(tx, account)
        if group is None or person is None or presence is Presence.UNKNOWN:
            continue
        context = Context(tx, runtime, now, _NOBODY, group)
        try:
            with tx.savepoint():
                _is_now(context, group, person.person, presence, put_out=presence is Presence.BANNED)
        except Exception as error:  # one session's damage must keep nobody's update from being worked on
            log.error("somebody who left couldn't be taken out of a workshop: %s", type(error).__name__)


def _is_now(context: Context, group: Group, person: str, presence: Presence, *, put_out: bool) -> None:
    roles.seen(context.tx, group.id, person, presence)
    if put_out:
        lose_roles(context, group, person, record.Deed.PUT_OUT)
    if not presence.here:
        groups.left(context.tx, group.id, person)
        _bring(context, group, person, e.Departed(by=e.Actor("", Role.STRANGER), at=context.now, person=person))
    elif presence is not Presence.ADMIN and roles.given(context.tx, person, group.id) is None:
        steers_no_more(context, group, person)


def steers_no_more(context: Context, group: Group, person: str) -> None:
    """Somebody has no role in the group any more: the facilitator's message of its workshop isn't theirs."""
    _bring(context, group, person, e.Unseated(by=e.Actor("", Role.STRANGER), at=context.now, person=person))


def lose_roles(context: Context, group: Group, person: str, deed: record.Deed) -> None:
    """The roles that somebody was given in this group go, with their invitations; the others who look after it are
    told, and can read it in the record."""
    for grant in [held for held in roles.held_by(context.tx, person) if held.where == group.id]:
        roles.take(context.tx, grant)
        record.note(context.tx, group.id, deed, context.now, subject=grant)
        tell_coordinators(context, group.id, partial(_put_out, grant, group.title), but=person)


def _put_out(grant: Grant, title: str, w: Words) -> Message:
    return team.put_out(w, grant.holder, title)


def _bring(context: Context, group: Group, person: str, event: e.Departed | e.Unseated) -> None:
    """Bring it to each of the group's sessions in which something leads to them."""
    for code in sessions.with_person(context.tx, person):
        stored = sessions.load(context.tx, code)
        if stored is not None and stored.group_id == group.id:
            _bring_to(context, stored, event)


def _bring_to(context: Context, stored: Stored, event: e.Departed | e.Unseated) -> None:
    scenario = context.runtime.scenario(stored)
    outcome = advance(scenario, stored.session, event)
    if outcome.session is stored.session:
        return
    deliver(context, scenario, stored.session, outcome, stored.group_id)
    asked = map(step_ref, open_steps(stored.session)) if isinstance(event, e.Departed) else ()
    _take_back(context, stored, event.person, [CONTROL_REF, *asked])


def _take_back(context: Context, stored: Stored, person: str, refs: list[Ref]) -> None:
    """What was sent to somebody of a session, and still waits for their answer or steers it, is taken back; what is on
    its way doesn't go."""
    place, code = PrivatePlace(person), stored.session.code
    unsent.take_back_to(context.tx, place, code)
    for ref in refs:
        for part in messages.parts(context.tx, place, code, ref):
            take_back(context, part)
