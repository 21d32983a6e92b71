"""Renewal: whoever has downloaded a summary that says no longer what is so (late answers, corrections, withdrawals, the
end of the workshop) is told so once, in private, an hour later, and not why: what came first and what came of it would
tell who.

What a document says is compared before and after each event, in memory alone.
"""

from __future__ import annotations

from datetime import timedelta

from bot.documents.json import session_as_json
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.addresses import NO_REF, PrivatePlace
from bot.session.roles import Presence, may, role_in
from bot.session.state import Session
from bot.session.wakes import NewerDue
from bot.store import downloads, groups, orders, people, roles, sessions, timers
from bot.store.downloads import Download
from bot.store.groups import Group
from bot.summary.tally import tally
from bot.wording import summaries
from bot.wording.catalog import words
from bot.work.context import Context, reader_language, send
from bot.work.downloads.having import act, readable

#: What comes meanwhile is in the newer one too: after the end answers and corrections come in one by one.
_AFTER = timedelta(hours=1)


def noticed(context: Context, scenario: Scenario, before: Session, after: Session) -> None:
    """Something has happened in a session: the documents that somebody has of it may say no longer what is so, and one
    that is being written may say what somebody has just taken back."""
    if before.answers is not after.answers and after.answers.changes(before.answers)[0]:
        orders.changed(context.tx, after.code)
    if before is after or not downloads.up_to_date(context.tx, after.code):
        return
    if _said(scenario, before) != _said(scenario, after):
        downloads.grow_old(context.tx, after.code)
        timers.hasten(context.tx, after.code, NewerDue(), context.now + _AFTER)


def _said(scenario: Scenario, session: Session) -> tuple[object, object]:
    """What documents say of a session."""
    return tally(scenario, session, audience="document"), session_as_json(scenario, session)


def tell(context: Context, code: str) -> None:
    """Whoever has an older one is told. Raises NeedsTelegram."""
    stored = sessions.load(context.tx, code)
    group = groups.get(context.tx, stored.group_id) if stored else None
    scenario = readable(context, stored) if stored else None
    if group is None or scenario is None:
        return
    found = downloads.to_tell(context.tx, code)
    there = _there(context, group, found)
    for one in found:
        grant = roles.given(context.tx, one.person, group.id)
        role = role_in(grant.role if grant else None, there.get(one.person, Presence.OUT))
        if may(role, act(one.format, scenario)):
            _tell(context, scenario, one)
        downloads.told(context.tx, one)


def _there(context: Context, group: Group, found: list[Download]) -> dict[str, Presence]:
    """What these are in the group now; whoever looks after all of them needn't be there."""
    asked = [one.person for one in found if group.active and not roles.everywhere(context.tx, one.person)]
    return dict(context.presences(group, asked))


def _tell(context: Context, scenario: Scenario, one: Download) -> None:
    person = people.get(context.tx, one.person)
    if person is None or not person.reachable:
        return
    w = words(reader_language(person, context.runtime.language))
    said = summaries.newer(w, text_in(scenario.title, w.language).text, one)
    send(context, said, place=PrivatePlace(one.person), ref=NO_REF, session=None, silent=True)
