"""A group in which the bot can't speak: whoever steers is told in private, once, and what is held is tried again.

The sender finds a trouble and writes it into the inbox like a moment that has come; here it is worked on.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import GroupPlace, Place, PrivatePlace, Ref, RefKind
from bot.session.engine import advance
from bot.session.outcome import Outcome
from bot.session.roles import Role
from bot.session.wakes import GroupFinding, GroupMoved, IssueFound, TryAgain
from bot.store import groups, held_back, issues, messages, people, roles, sessions
from bot.store.db import Tx
from bot.store.groups import Group
from bot.store.issues import WRITING, Issue
from bot.store.people import Person
from bot.wording.catalog import words
from bot.wording.issues import group_trouble
from bot.work.context import Context, reader_language, send
from bot.work.effects import deliver
from bot.work.runtime import Runtime

_NOBODY = people.Person("", None, reachable=False)


def woken(tx: Tx, runtime: Runtime, now: datetime, wake: GroupFinding) -> None:
    """A moment of a group's."""
    group = groups.get(tx, wake.group)
    if group is None:
        return
    context = Context(tx, runtime, now, _NOBODY, group)
    match wake:
        case IssueFound(_, issue):
            _found(context, group, Issue(issue))
        case TryAgain():
            better(tx, group.id, now)
        case GroupMoved():
            emptied(context, group)
        case _:
            assert_never(wake)


def troubled(context: Context, group: Group, trouble: Issue) -> None:
    """A trouble that an update tells of: what waits for the group is held and, while a session is under way,
    whoever steers is told."""
    held_back.hold(context.tx, GroupPlace(group.id))
    if sessions.running_in(context.tx, group.id) and issues.note(context.tx, group.id, trouble, context.now):
        _tell(context, group, trouble)


def better(tx: Tx, group_id: int, now: datetime) -> None:
    """Something has changed that may help: what is held is tried again."""
    held_back.let_go(tx, GroupPlace(group_id), now)


def over(tx: Tx, group_id: int, now: datetime) -> None:
    """The bot may write in the group again."""
    issues.over(tx, group_id, WRITING)
    better(tx, group_id, now)


def emptied(context: Context, group: Group) -> None:
    """The group's chat holds none of our messages any more: what can still be answered is asked there again,
    unless it is there already or still to come."""
    place = GroupPlace(group.id)
    code = sessions.latest_in(context.tx, group.id)
    stored = sessions.load(context.tx, code) if code else None
    if stored is None:
        return
    scenario = context.runtime.scenario(stored)
    event = e.Emptied(by=e.Actor("", Role.STRANGER), at=context.now, place=place)
    outcome = advance(scenario, stored.session, event)
    wanted = tuple(effect for effect in outcome.effects if not _there(context.tx, place, stored.session.code, effect))
    deliver(context, scenario, stored.session, Outcome(outcome.session, wanted), group.id)


def _there(tx: Tx, place: Place, code: str, effect: fx.Effect) -> bool:
    """Whether a message of that name is still to be sent, or was sent since those before it were lost."""
    rows = messages.parts(tx, place, code, effect.ref) if isinstance(effect, fx.Post) else []
    return any(row.number is not None or held_back.awaits(tx, row.id) for row in rows)


def _found(context: Context, group: Group, issue: Issue) -> None:
    _tell(context, group, issue)
    if issue is Issue.TOPIC_GONE:
        emptied(context, group)


def _tell(context: Context, group: Group, trouble: Issue) -> None:
    for person in _whom(context.tx, group.id):
        w = words(reader_language(person, group.languages[0]))
        message = group_trouble(w, trouble, group.title)
        send(context, message, place=PrivatePlace(person.person), ref=Ref(RefKind.ISSUE), session=None)


def _whom(tx: Tx, group_id: int) -> list[Person]:
    """The facilitator of the group's last session, where they can be written to; else the coordinators."""
    code = sessions.latest_in(tx, group_id)
    stored = sessions.load(tx, code) if code else None
    facilitator = people.get(tx, stored.session.facilitator) if stored else None
    if facilitator and facilitator.reachable:
        return [facilitator]
    return [
        person for one in roles.coordinators_of(tx, group_id) if (person := people.get(tx, one)) and person.reachable
    ]
