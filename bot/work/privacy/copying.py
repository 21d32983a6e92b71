"""What a backup doesn't carry: the way from an anonymous answer to its author, and what was being read and said just
then, which tells who was about to answer.

Done in the copy, before it has its name. Whoever puts it back goes on from what is in it (`store/restoring.py`).
"""

from __future__ import annotations

from bot.scenario.load import pinned_scenario
from bot.session.copying import copied
from bot.session.playing import as_played
from bot.session.wakes import HeldOver
from bot.store import inbox, message_traces, orders, pending, sessions, timers, unsent, uploads, voices
from bot.store.db import Tx


def leave_out(tx: Tx) -> None:
    """Take out of a copy of the database what isn't to be in it."""
    for listed in sessions.listing(tx):
        stored = sessions.load(tx, listed.code)
        if stored is None:
            continue
        scenario = pinned_scenario(stored.source)
        session = copied(as_played(scenario, stored.session) if scenario else None, stored.session)
        if session is not stored.session:
            sessions.save(tx, session)
        timers.cancel(tx, listed.code, HeldOver())
    inbox.unheard(tx, HeldOver())
    pending.leave_out(tx)
    message_traces.leave_out(tx)
    unsent.leave_out(tx)
    voices.leave_out(tx)
    uploads.leave_out(tx)
    orders.leave_out(tx)
