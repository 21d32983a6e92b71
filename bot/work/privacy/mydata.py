"""/mydata: all that is kept of whoever asks, in their private chat."""

from __future__ import annotations

from markupsafe import Markup

from bot.gateway.inbound.updates import IncomingMessage
from bot.store import groups, people, record, roles, sessions
from bot.wording.mydata import Account, Membership, in_private, my_data, session_block, unreadable
from bot.work.context import Context
from bot.work.runtime import PinnedScenarioError


def show(context: Context, incoming: IncomingMessage) -> None:
    """/mydata"""
    if context.group:
        context.say(in_private(context.words))
    else:
        tell(context)


def tell(context: Context) -> None:
    """All of it, in as many messages as it needs."""
    blocks = [
        block for code in sessions.with_person(context.tx, context.person.person) if (block := _session(context, code))
    ]
    context.say(my_data(context.words, _account(context), tuple(blocks)))


def _account(context: Context) -> Account:
    tx, person = context.tx, context.person.person
    known = people.get(tx, person) or context.person
    return Account(
        number=people.account(tx, person) or 0,
        language=known.language,
        reachable=known.reachable,
        roles=tuple(roles.all_of(tx, person)),
        recorded=record.count_by(tx, person),
        memberships=tuple(Membership(*row) for row in groups.memberships(tx, person)),
    )


def _session(context: Context, code: str) -> Markup | None:
    """One session; where its scenario can't be read any more, that it is kept."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return None
    try:
        scenario = context.runtime.scenario(stored.digest, stored.source)
    except PinnedScenarioError:
        return unreadable(context.words, code)
    return session_block(context.words, scenario, stored.session, context.person.person)
