"""What a session that has ended leaves of commitments becomes its group's, and stays as the session has it: late ones,
edits, what is taken back or forgotten are followed for as long as the session takes them."""

from __future__ import annotations

from bot.scenario.model import Scenario
from bot.session.addresses import GroupPlace, RefKind
from bot.session.pledges import Pledge, promised
from bot.session.state import Phase, Session
from bot.store import commitments, groups
from bot.work.commitments.asking import reckon
from bot.work.commitments.telling import post, refresh
from bot.work.context import Context
from bot.work.over_days import quiet_hours


def mirror(context: Context, scenario: Scenario, session: Session, group_id: int) -> None:
    """Keep what a session leaves, once it has ended; what names another organisation is proposed to it."""
    group = groups.get(context.tx, group_id)
    if session.phase is not Phase.CLOSED or session.closed is None or group is None:
        return
    zone = quiet_hours(context, group).there
    closed, today = session.closed.astimezone(zone).date(), context.now.astimezone(zone).date()
    there, had = promised(scenario, session), commitments.of_session(context.tx, session.code)
    if not there and not had:
        return
    changed = commitments.mirror(context.tx, group.id, session.code, closed, there, today)
    kept = commitments.of_session(context.tx, session.code)
    gone = {one.id for one in had} - {one.id for one in kept}
    refresh(context, changed, erased=bool(gone) or _reworded(had, kept))
    if new := [one for one in kept if one.waits and not _proposed(context, one)]:
        post(context, RefKind.PLEDGES_PROPOSED, new, GroupPlace(group.id))
    reckon(context, group)


def _reworded(had: list[Pledge], kept: list[Pledge]) -> bool:
    """Whether words that stood there are taken back."""
    now = {one.id: (one.what, one.who) for one in kept}
    return any(now.get(one.id) != (one.what, one.who) for one in had)


def _proposed(context: Context, pledge: Pledge) -> bool:
    """Whether it has been put to the organisation that it names."""
    told = commitments.told_in(context.tx, [pledge.id])
    return any(parts[0].ref.kind is RefKind.PLEDGES_PROPOSED for parts in told)
