"""Replay: what was withdrawn since a backup was taken is taken out of it, by the ledger of withdrawals.

Says nothing to anybody: that was done when it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.session.disclosure.batches import settled
from bot.session.events import Actor, Forget
from bot.session.outcome import Outcome
from bot.session.playing import as_played
from bot.store import groups, inbox, messages, people, sessions, unsent, withdrawals
from bot.store.db import Tx
from bot.store.file.ledger_copy import Withdrawal
from bot.store.sessions import Stored
from bot.store.withdrawals import Replayed
from bot.work.privacy.erasing import erase_person


def replay(tx: Tx, entries: Iterable[Withdrawal], now: datetime) -> Replayed:
    """Erase what the ledger says was withdrawn and this database, an older one, doesn't know of; its own
    ledger has it from now on."""
    known = {withdrawal.entry for withdrawal in withdrawals.ledger(tx)}
    new = [withdrawal for withdrawal in entries if withdrawal.entry not in known]
    done = _replayed(tx, new, now) if new else Replayed()
    withdrawals.enter(tx, new)
    return done


def _replayed(tx: Tx, entries: list[Withdrawal], now: datetime) -> Replayed:
    meant = withdrawals.meant(tx, entries)
    wiped = [group.id for group in groups.everyone(tx) if meant(withdrawals.group(group.id))]
    for id in wiped:
        groups.erase(tx, id)
    erased = [code for code in _codes(tx) if meant(withdrawals.session(code))]
    for code in erased:
        sessions.erase(tx, code)
    forgotten = [person for person in people.everyone(tx) if meant(withdrawals.person(person))]
    for person in forgotten:
        _forget(tx, person, now)
    undone = sum(_take_out(tx, code, meant, now) for code in _codes(tx))
    return Replayed(len(forgotten), undone, len(erased), len(wiped))


def _codes(tx: Tx) -> list[str]:
    return [listed.code for listed in sessions.listing(tx)]


def _scenario(stored: Stored) -> Scenario | None:
    pinned = pinned_scenario(stored.source)
    return as_played(pinned, stored.session) if pinned else None


def _forget(tx: Tx, person: str, now: datetime) -> None:
    account = people.account(tx, person)
    heard = [seq for seq, _ in inbox.said_by(tx, account)] if account is not None else []

    def tell(stored: Stored, scenario: Scenario | None, outcome: Outcome) -> None:
        _keep_silent(tx, stored.session.code)

    erase_person(tx, person, now, read=_scenario, tell=tell, heard=heard)


def _keep_silent(tx: Tx, code: str) -> None:
    """What was waiting to be said about a session may quote what is erased, and nobody words it anew. It was sent
    long ago, most likely: a reply to it is to find its question."""
    messages.doubt_unsent(tx, code)
    unsent.take_back(tx, code)


def _take_out(tx: Tx, code: str, meant: withdrawals.Meant, now: datetime) -> int:
    """The answers of a session that their authors took back; gives how many."""
    stored = sessions.load(tx, code)
    if stored is None:
        return 0
    before = stored.session
    withdrawn = [answer for answer in before.answers if meant(withdrawals.answer(code, answer.id))]
    left = before.answers
    for answer in withdrawn:
        left = left.minus(answer)
    if withdrawn:
        after, scenario = replace(before, answers=left), _scenario(stored)
        if scenario is not None:  # what was shown of the question goes as a whole
            after = settled(scenario, before, after, Forget(by=Actor(""), at=now))
        sessions.save(tx, after)
        _keep_silent(tx, code)
    return len(withdrawn)
