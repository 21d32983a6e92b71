"""The purge: what has been kept as long as it may be goes, and of a session only counts and measures stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import idle
from bot.session.kinds import spec_of
from bot.session.results import StepResult
from bot.session.state import Session
from bot.session.wakes import Idle
from bot.store import (
    commitments,
    confirmations,
    dead_letters,
    groups,
    inbox,
    invites,
    keeping,
    message_traces,
    orders,
    organisations,
    outbox,
    pending,
    people,
    private_messages,
    record,
    schedules,
    sessions,
    tallies,
    timers,
    under_way,
    uploads,
    voices,
    withdrawals,
)
from bot.store.db import Tx
from bot.store.sessions import Stored
from bot.store.tallies import StepTally, Tally
from bot.summary.tally import tally
from bot.work.commitments.telling import refresh
from bot.work.context import Context
from bot.work.privacy.unsaying import unsay
from bot.work.runtime import PinnedScenarioError, Runtime
from bot.work.tidying.clearing import DELETABLE


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each are gone; `ending` sessions are over by themselves and end in a moment."""

    sessions: int
    members: int
    groups: int
    people: int
    ending: int


def purge(tx: Tx, runtime: Runtime, now: datetime) -> Purged:
    """Erase whatever is past its time. Sessions in which nothing happens any more are woken to end."""
    expired = keeping.expired(tx, now, runtime.retention, idle.LONGEST)
    for code in expired:
        _expire(tx, runtime, code, now)
    nobody = people.Person("", None, reachable=False)
    _drop_commitments(Context(tx, runtime, now, nobody, None), now - runtime.retention)
    ending = _end_idle(tx, now)
    members, gone = groups.prune(tx)
    inbox.prune(tx, now)
    dead_letters.prune(tx, now)
    outbox.prune(tx, now)
    message_traces.prune(tx)
    private_messages.prune(tx, now - DELETABLE)
    pending.prune(tx, now)
    voices.prune(tx, now)
    uploads.prune(tx, now)
    orders.prune(tx, now)
    invites.prune(tx, now)
    organisations.prune(tx, now)
    confirmations.prune(tx, now)
    schedules.prune(tx, now)
    record.prune(tx, now)
    withdrawals.prune(tx, now)
    return Purged(len(expired), members, gone, people.prune(tx, now - runtime.retention), ending)


def _end_idle(tx: Tx, now: datetime) -> int:
    """Wake the sessions that seem to be over by themselves; the work loop ends those that are, some at a time, as with
    every moment."""
    ending = under_way.at_rest(tx, now - idle.REST, now - idle.LONGEST)
    for code in ending:
        timers.set(tx, code, Idle(), now)
    return len(ending)


def _expire(tx: Tx, runtime: Runtime, code: str, now: datetime) -> None:
    stored = sessions.load(tx, code)
    group = groups.get(tx, stored.group_id) if stored else None
    if stored and group:
        unsay(Context(tx, runtime, now, people.Person("", None, reachable=False), None), stored, group, slowly=True)
    if stored is not None and (kept := _tally(runtime, stored, now)):
        tallies.keep(tx, kept)
    if keeping.shortened(tx, code, now, runtime.retention):
        withdrawals.note(tx, withdrawals.session(code), now)
    sessions.erase(tx, code)  # else no withdrawal: in a backup it is past its time too, and leaves its tally first


def _drop_commitments(context: Context, past: datetime) -> None:
    """Those that have been kept for long enough go, from what the bot said of them too; and who told of a change."""
    ids = [one.id for one in commitments.expired(context.tx, context.now.date())]
    commitments.drop(context.tx, ids)
    refresh(context, ids, erased=True)
    commitments.unlink(context.tx, past.date())


def _tally(runtime: Runtime, stored: Stored, now: datetime) -> Tally | None:
    """What stays of a session; nothing where its scenario can't be read any more."""
    try:
        scenario = runtime.scenario(stored)
    except PinnedScenarioError:
        return None
    return what_stays(scenario, stored.session, stored.group_id, now)


def what_stays(scenario: Scenario, session: Session, group_id: int, now: datetime) -> Tally:
    """Counts and measures of a session, each only from as many people on as are shown of."""
    summary = tally(scenario, session, audience="document")
    return Tally(
        code=session.code,
        group_id=group_id,
        scenario=session.scenario,
        opened=summary.opened,
        closed=summary.closed or now.date(),
        steps=tuple(_step(scenario, result) for result in summary.steps),
    )


def _step(scenario: Scenario, result: StepResult) -> StepTally:
    shape = scenario.step(result.step)
    measured = spec_of(shape).measured(shape, result.came_to)
    name = measured.name if measured else None
    if result.people < result.minimum:
        return StepTally(result.step, result.kind, name)
    mean, spread = (measured.mean, measured.spread) if measured else (None, None)
    return StepTally(result.step, result.kind, name, result.people, mean, spread)
