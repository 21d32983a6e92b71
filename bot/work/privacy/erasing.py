"""Somebody out of the database: out of each session by its engine, then out of every table by the list of what they
hold (`store/holdings.py`).

The one way of /forget, `palabre purge --person` and a restored backup. Knows nothing of what is said about it: each
of them says it, or keeps silent, session by session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session.disclosure.batches import unshown
from bot.session.engine import advance
from bot.session.events import Actor, Forget
from bot.session.outcome import Outcome
from bot.session.participation import without
from bot.session.state import Session
from bot.store import erasure, organisations, sessions
from bot.store.db import Tx
from bot.store.sessions import Stored

#: Gives the scenario of a session; None where it can't be read any more.
Read = Callable[[Stored], Scenario | None]

#: Says of a session, as it was, that somebody has been taken out of it, and what has become of it.
Tell = Callable[[Stored, Scenario | None, Outcome], None]


def erase_person(tx: Tx, person: str, now: datetime, *, read: Read, tell: Tell, heard: Sequence[int]) -> int:
    """Erase whatever leads to somebody, with what they said in these rows of the inbox; gives in how many sessions
    there was something."""
    codes, brought = sessions.with_person(tx, person), organisations.brought_in(tx, person)
    named = [code for group in brought for code in sessions.of_group(tx, group) if code not in codes]
    for code in (*codes, *named):
        if stored := sessions.load(tx, code):
            scenario = read(stored)
            outcome = _without(scenario, stored.session, person, brought.get(stored.group_id, frozenset()), now)
            sessions.save(tx, outcome.session)
            tell(stored, scenario, outcome)
    erasure.erase_person(tx, person, heard)
    return len(codes)


def _without(
    scenario: Scenario | None, session: Session, person: str, brought: frozenset[str], now: datetime
) -> Outcome:
    """A session after somebody is forgotten. Where its scenario can't be read any more nothing is shown again of the
    questions of which it was shown."""
    if scenario is None:
        return Outcome(unshown(session, without(session, person, brought)))
    return advance(scenario, session, Forget(by=Actor(person), at=now, brought=brought))
