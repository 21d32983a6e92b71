"""Lets the others answer in a rehearsal: whoever plays through a workshop alone types for one person, and the sample
answers are given for everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.playthrough.answering import give, sample
from bot.playthrough.company import USUAL, Company
from bot.rehearsal.model import Chat, Person
from bot.rehearsal.room import Room
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.scenario.samples import find_samples
from bot.session.placing import answered_by, open_step
from bot.session.state import Session
from bot.store import groups, people, sessions
from bot.store.db import Tx


@dataclass(frozen=True)
class Others:
    """The people of a rehearsal in their group, whose sample answers they give (`company`); and the folders in which
    those may lie."""

    app: App
    room: Room
    group: Chat
    people: Sequence[Person]
    folders: Sequence[Path]
    company: Company = USUAL

    async def answer(self, person: Person | None, *, most: int | None = None) -> str:
        """Everybody but that person who takes part and hasn't answered the open question does, so many `most`; gives
        the name of what the page says where nobody can (empty: nothing)."""
        found = await self.app.database.transact(self.running)
        if found is None:
            return "nothingOpen"
        scenario, session, accounts = found
        step = self.asking(scenario, session)
        if step is None:
            return "nothingOpen"
        samples = find_samples(self.folders, self.app.runtime.library.get(session.scenario))
        if samples is None:
            return "noSamples"
        left = {*session.active()} - answered_by(session, step.id)
        theirs = zip(self.company.numbers, self.people, strict=True)
        for number, other in [one for one in theirs if one[1] is not person and accounts[one[1].id] in left][:most]:
            give(self.room, self.group, other, step, sample(samples, session, step, number, other.language))
        return ""

    def running(self, tx: Tx) -> tuple[Scenario, Session, dict[int, str]] | None:
        """The session under way, with its scenario, and who is who in it."""
        group = groups.by_chat(tx, self.group.id)
        code = sessions.running_in(tx, group.id) if group else None
        stored = sessions.load(tx, code) if code else None
        if stored is None:
            return None
        accounts = {one.id: people.by_account(tx, one.id).person for one in self.people}
        return self.app.runtime.scenario(stored), stored.session, accounts

    @staticmethod
    def asking(scenario: Scenario, session: Session) -> AnyStep | None:
        id = open_step(session)
        step = scenario.step(id) if id else None
        return step if step and step.asks else None
