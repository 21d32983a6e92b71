"""The field on which is measured: groups in the middle of a session, and the updates that flood in.

`prepare` makes a database in which every group has a session open at a question of words; `updates` are
the answers as Telegram would tell them, groups mixed as they come in real life.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.resources import folder
from bot.scenario.shelf import Shelf
from bot.session import events as e
from bot.session.engine import advance, begin
from bot.session.roles import Role
from bot.session.state import Session, Side
from bot.store import groups, messages, people, sessions
from bot.store.db import Database, Tx
from bot.wording.notice import VERSION

BOT = {"id": 100001, "is_bot": True, "first_name": "Palabre", "username": "palabre_bot"}
TOKEN = "100001:benchmark"
#: Its first question of words that is asked in the group is the one that is open.
SCENARIO = "expertise"
START = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
_FIRST_ACCOUNT, _FIRST_CHAT, _QUESTION = 7_000_000_000, -1_002_000_000_000, 10
TEXT = "Nous avons attendu la décision trois semaines, puis nous avons commencé avec nos propres moyens."


@dataclass(frozen=True)
class Size:
    """So many groups, people in each, and answers from each person."""

    groups: int = 50
    people: int = 20
    answers: int = 10

    @property
    def total(self) -> int:
        """All answers."""
        return self.groups * self.people * self.answers


async def prepare(path: Path, size: Size) -> None:
    """Make the database."""
    database = await Database.open(path)
    shelf = Shelf([folder("scenarios")])
    for number in range(size.groups):
        await database.transact(lambda tx, n=number: _group(tx, shelf, n, size))
    await database.close()


def _group(tx: Tx, shelf: Shelf, number: int, size: Size) -> None:
    scenario = shelf.get(SCENARIO)
    group = groups.open(tx, _FIRST_CHAT - number, f"Groupe {number}", None, ("fr",), START)
    sides = (("Toit vert", Side.SOUTH), ("Aurore", Side.NORTH))
    organisations = tuple(groups.add_organisation(tx, group.id, *side) for side in sides)
    ids = [people.by_account(tx, account(number, n)).person for n in range(size.people)]
    lead = e.Actor(ids[0], Role.FACILITATOR)
    code = sessions.new_code(tx, number * 7919 + 1)
    opened = e.Open(by=lead, at=START, code=code, scenario=SCENARIO, languages=("fr",), organisations=organisations)
    outcome = begin(scenario, opened)
    assert outcome is not None
    session: Session = outcome.session
    for n, person in enumerate(ids):
        organisation = organisations[n % 2]
        groups.enrol(tx, group.id, person, organisation.id, VERSION, START.date())
        who = e.Actor(person, Role.MEMBER, True, organisation.id)
        session = advance(scenario, session, e.Join(by=who, at=START, chance=n, organisation=organisation)).session
    first = next(step.id for step in scenario.steps if step.kind == "text" and step.collect == "group")
    while session.step(first).progress != "open":
        session = advance(scenario, session, e.Next(by=lead, at=START)).session
    sessions.create(tx, session, group.id, shelf.source(SCENARIO))
    sessions.save(tx, session)
    row = messages.queue(tx, f"g:{group.id}", code, f"step:{first}", 0)
    messages.sent(tx, row, _QUESTION)


def account(group: int, person: int) -> int:
    """The Telegram account of somebody."""
    return _FIRST_ACCOUNT + group * 1000 + person


def updates(size: Size, first: int = 1) -> Iterator[bytes]:
    """Each answer as one update of about 800 bytes."""
    number = first
    for turn in range(size.answers):
        for person in range(size.people):
            for group in range(size.groups):
                yield json.dumps(_update(number, group, person, turn), ensure_ascii=False).encode()
                number += 1


def _update(number: int, group: int, person: int, turn: int) -> dict[str, object]:
    chat = {"id": _FIRST_CHAT - group, "type": "supergroup", "title": f"Groupe {group}", "is_forum": False}
    who = {"id": account(group, person), "is_bot": False, "first_name": "Prénom", "last_name": "Nom",
           "username": f"personne{person}", "language_code": "fr"}  # fmt: skip
    question = {"message_id": _QUESTION, "from": BOT, "chat": chat, "date": 1_800_000_000, "text": "Question " * 12}
    message = {"message_id": 1000 + number, "from": who, "chat": chat, "date": 1_800_000_100,
               "reply_to_message": question, "text": f"{TEXT} ({turn})"}  # fmt: skip
    return {"update_id": number, "message": message}
