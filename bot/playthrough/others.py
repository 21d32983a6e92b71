"""Lets the others answer in a rehearsal: whoever plays through a workshop alone types for one person, and the sample
answers are given for everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.playthrough.answering import give, sample
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
    """The people of a rehearsal in their group, in the order of the sample answers; and the folders in which those
    may lie."""

    app: App
    room: Room
    group: Chat
    people: Sequence[Person]
    folders: Sequence[Path]

    async def answer(self, person: Person) -> str:
        """Everybody but that person who takes part and hasn't answered the open question does; gives the name of what
        the page says where nobody can (empty: nothing)."""
        found = await self.app.database.transact(self._running)
        if found is None:
            return "nothingOpen"
        scenario, session, accounts = found
        step = self._asking(scenario, session)
        if step is None:
            return "nothingOpen"
        samples = find_samples(self.folders, self.app.runtime.library.get(session.scenario))
        if samples is None:
            return "noSamples"
        done = answered_by(session, step.id)
        for number, other in enumerate(self.people):
            known = accounts[other.id]
            if other is not person and known in session.active() and known not in done:
                give(self.room, self.group, other, step, sample(samples, session, step, number, other.language))
        return ""

    def _running(self, tx: Tx) -> tuple[Scenario, Session, dict[int, str]] | None:
        """The session under way, with its scenario, and who is who in it."""
        group = groups.by_chat(tx, self.group.id)
        code = sessions.running_in(tx, group.id) if group else None
        stored = sessions.load(tx, code) if code else None
        if stored is None:
            return None
        accounts = {one.id: people.by_account(tx, one.id).person for one in self.people}
        return self.app.runtime.scenario(stored), stored.session, accounts

    @staticmethod
    def _asking(scenario: Scenario, session: Session) -> AnyStep | None:
        id = open_step(session)
        step = scenario.step(id) if id else None
        return step if step and step.asks else None
