"""/mydata: all that is kept of whoever asks, in their private chat."""

from __future__ import annotations

from markupsafe import Markup

from bot.gateway.inbound.updates import Heard
from bot.store import groups, people, roles, sessions
from bot.wording.mydata import Account, Membership, in_private, my_data, session_block, unreadable
from bot.work.context import Visit
from bot.work.runtime import PinnedScenarioError


def show(visit: Visit, heard: Heard) -> None:
    """/mydata"""
    if visit.group:
        visit.say(in_private(visit.words))
    else:
        tell(visit)


def tell(visit: Visit) -> None:
    """All of it, in as many messages as it needs."""
    blocks = [block for code in sessions.with_person(visit.tx, visit.person.person) if (block := _session(visit, code))]
    visit.say(my_data(visit.words, _account(visit), tuple(blocks)))


def _account(visit: Visit) -> Account:
    tx, person = visit.tx, visit.person.person
    known = people.get(tx, person) or visit.person
    return Account(
        number=people.account(tx, person) or 0,
        language=known.language,
        reachable=known.reachable,
        roles=tuple(roles.held(tx, person)),
        memberships=tuple(Membership(*row) for row in groups.memberships(tx, person)),
    )


def _session(visit: Visit, code: str) -> Markup | None:
    """One session; where its scenario can't be read any more, that it is kept."""
    stored = sessions.load(visit.tx, code)
    if stored is None:
        return None
    try:
        scenario = visit.world.scenario(stored.digest, stored.source)
    except PinnedScenarioError:
        return unreadable(visit.words, code)
    return session_block(visit.words, scenario, stored.session, visit.person.person)
