"""/mydata: all that is kept of whoever asks, in their private chat, for an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from bot.gateway.inbound.updates import IncomingMessage
from bot.session.addresses import Ref, RefKind
from bot.store import (
    commitments,
    downloads,
    groups,
    outbox,
    pending,
    people,
    record,
    roles,
    schedules,
    sessions,
    voices,
)
from bot.store.outbox import Draft, Priority
from bot.wording import summaries
from bot.wording.erasure import cleared
from bot.wording.mydata import (
    Account,
    Membership,
    beyond_workshops,
    in_private,
    my_data,
    session_block,
    unreadable,
    waits,
)
from bot.work.context import Context, send
from bot.work.runtime import PinnedScenarioError

#: How long the answer stays in the chat: whoever searches the phone later finds nothing.
_STAYS = timedelta(hours=1)


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
    waiting = [waits(context.words, one.words) for one in pending.of_person(context.tx, context.person.person)]
    said = my_data(context.words, _account(context), (*blocks, *waiting, *_beyond(context)))
    rows = send(context, said, place=context.place, ref=Ref(RefKind.MYDATA), session=None)
    _goes(context, [Draft(place=context.place, method="delete", message=row) for row in rows])
    _goes(context, [Draft(place=context.place, method="delete", numbers=(context.number,))])


def _goes(context: Context, drafts: list[Draft]) -> None:
    """These messages are deleted in an hour: the outbox waits for it, and outlives a restart."""
    instead, at = str(cleared(context.words)), context.now + _STAYS
    for draft in drafts:
        outbox.put(context.tx, replace(draft, html=instead, not_before=at, priority=Priority.LOW), context.now)


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
        zone=known.zone,
        muted=known.muted,
    )


def _beyond(context: Context) -> tuple[Markup, ...]:
    """What outlives workshops, or comes before them."""
    tx, person = context.tx, context.person.person
    possible, planned = commitments.possible_by(tx, person), schedules.count_by(tx, person)
    said = beyond_workshops(context.words, commitments.of_person(tx, person), possible, planned)
    downloaded = downloads.of_person(tx, person)
    return (*said, summaries.had(context.words, downloaded)) if downloaded else said


def _session(context: Context, code: str) -> Markup | None:
    """One session; where its scenario can't be read any more, that it is kept."""
    stored = sessions.load(context.tx, code)
    if stored is None:
        return None
    try:
        scenario = context.runtime.scenario(stored)
    except PinnedScenarioError:
        return unreadable(context.words, code)
    return session_block(context.words, scenario, stored.session, context.person.person, voices.kept(context.tx, code))
