"""The field on which is measured: a database in which every group has a session open at a question of words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.letters import QUESTION, Size
from benchmarks.names import account, chat
from bot.resources import folder
from bot.scenario.library import Library
from bot.session import events as e
from bot.session.addresses import GroupPlace, step_ref
from bot.session.engine import advance, begin
from bot.session.organisations import Organisation, Side
from bot.session.roles import Role
from bot.session.state import Session
from bot.session.steering import MOMENT
from bot.store import groups, messages, people, sessions
from bot.store import organisations as listing
from bot.store.db import Database, Tx
from bot.store.groups import Group
from bot.wording.notice import VERSION

#: Its first question of words that is asked in the group is the one that is open.
SCENARIO = "expertise"
START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


async def prepare(path: Path, size: Size, *, opened: bool = True) -> None:
    """Make the database, or add these groups to one; each has a session under way or, without `opened`, one that
    was closed yesterday: of who takes part in nothing nothing is kept."""
    database = await Database.open(path)
    try:
        library = Library([folder("scenarios")])
        for number in size.numbers:
            await database.transact(lambda tx, n=number: _group(tx, library, n, size, opened))
    finally:
        await database.close()


def _group(tx: Tx, library: Library, number: int, size: Size, opened: bool) -> None:
    group = groups.open(tx, chat(number), f"Groupe {number}", None, ("fr",), START)
    sides = (("Toit vert", Side.SOUTH), ("Aurore", Side.NORTH))
    organisations = tuple(Organisation(f"o{n}", *side) for n, side in enumerate(sides, 1))
    listing.save(tx, group.id, organisations)
    ids = [people.by_account(tx, account(number, n)).person for n in range(size.people)]
    for n, person in enumerate(ids):
        groups.enrol(tx, group.id, person, organisations[n % 2].id, VERSION, START.date())
    _session(tx, library, number, group, organisations, ids, opened)


def _session(tx: Tx, library: Library, number: int, group: Group, organisations: tuple[Organisation, ...],
             ids: list[str], opened: bool) -> None:  # fmt: skip
    at = START if opened else datetime.now(UTC) - timedelta(days=1)
    scenario = library.get(SCENARIO)
    lead = e.Actor(ids[0], Role.FACILITATOR)
    code = sessions.new_code(tx, number * 7919 + 1)
    opening = e.Open(by=lead, at=at, code=code, scenario=SCENARIO, languages=("fr",), organisations=organisations)
    outcome = begin(scenario, opening)
    assert outcome is not None
    session: Session = outcome.session
    for n, person in enumerate(ids):
        organisation = organisations[n % 2]
        who = e.Actor(person, Role.MEMBER, True, organisation.id)
        session = advance(scenario, session, e.Join(by=who, at=at, chance=n, organisation=organisation)).session
    first = next(step.id for step in scenario.steps if step.kind == "text" and step.collect == "group")
    while session.step(first).progress != "open":
        session = advance(scenario, session, e.Next(sure=True, by=lead, at=at)).session
        at += MOMENT  # sooner, another tap is the same one
    if not opened:
        session = advance(scenario, session, e.Close(by=lead, at=at, sure=True)).session
    sessions.create(tx, outcome.session, group.id, library.source(SCENARIO))
    sessions.save(tx, session)
    row = messages.queue(tx, GroupPlace(group.id), code, step_ref(first), 0)
    messages.sent(tx, row, QUESTION, at)
