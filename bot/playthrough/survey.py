"""What whoever rehearses can look at beside the phones: which workshops there are, where the one under way stands, who
has answered, and what is to come by itself. For their eyes: on the page everybody is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.playthrough.others import Others
from bot.rehearsal.shapes import Json
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.scenario.samples import find_samples
from bot.scenario.texts import text_in
from bot.scenario.variant import has_short
from bot.session.placing import answered_by, open_step
from bot.session.state import Session
from bot.session.wakes import CommitmentsDue, RemindersDue, ScheduleDue
from bot.store import groups, timers
from bot.store.db import Tx

#: What is to come -> the name of the page's word for it.
_COMING = {RemindersDue: "reminder", CommitmentsDue: "commitments", ScheduleDue: "opens"}


@dataclass(frozen=True)
class Survey:
    """Of one rehearsal, in a language."""

    others: Others
    language: str

    def scenarios(self) -> list[Json]:
        """Every workshop that can be played, in the order in which it is offered."""
        return [self._scenario(scenario) for scenario in self.others.app.runtime.library.all()]

    def _scenario(self, scenario: Scenario) -> Json:
        live = scenario.duration.live if scenario.duration else None
        return {
            "id": scenario.id,
            "title": text_in(scenario.title, self.language).text,
            "purpose": text_in(scenario.purpose, self.language).text,
            "minutes": int(live.total_seconds() // 60) if live else None,
            "short": has_short(scenario),
            "samples": find_samples(self.others.folders, scenario) is not None,
            "steps": [self._step(step) for step in scenario.steps],
        }

    def _step(self, step: AnyStep) -> Json:
        prompt = text_in(step.prompt, self.language).text
        heading = text_in(step.heading, self.language).text if step.heading else ""
        return {"heading": heading or prompt[:60], "prompt": prompt, "private": step.private}

    async def standing(self) -> Json:
        """The workshop under way, if there is one, and what is to come."""
        return await self.others.app.database.transact(self._standing)

    def _standing(self, tx: Tx) -> Json:
        found = self.others.running(tx)
        group = groups.by_chat(tx, self.others.group.id)
        rhythm = group.rhythm if group else None
        session = found[1] if found else None
        over_days = session is not None and session.pace is not None
        return {
            "workshop": self._workshop(*found) if found else None,
            "coming": sorted(self._coming(tx, session), key=lambda one: str(one["at"])),
            "quiet": [rhythm.quiet_from, rhythm.quiet_to] if rhythm and over_days else None,
            "zone": (rhythm.zone if rhythm else None) or self.others.app.settings.timezone,
        }

    def _workshop(self, scenario: Scenario, session: Session, accounts: dict[int, str]) -> Json:
        id = open_step(session)
        step = scenario.step(id) if id else None
        done = answered_by(session, id) if id else frozenset()
        takes_part = {account for account, person in accounts.items() if person in session.active()}
        return {
            "title": text_in(scenario.title, self.language).text,
            "phase": session.phase.value,
            "step": scenario.index(id) + 1 if id else None,
            "steps": [self._step(one) for one in scenario.steps],
            "asks": step is not None and step.asks,
            "note": text_in(step.note, self.language).text if step and step.note else "",
            "joined": sorted(takes_part),
            "answered": sorted(account for account in takes_part if accounts[account] in done),
        }

    def _coming(self, tx: Tx, session: Session | None) -> Iterator[Json]:
        for wake, due in timers.coming(tx):
            if what := _COMING.get(type(wake)):
                yield _moment(due, what)
        if session and session.pace:
            for at, what in ((session.pace.opens, "questionOpens"), (session.pace.closes, "questionCloses")):
                if at:
                    yield _moment(at, what)


def _moment(due: datetime, what: str) -> Json:
    return {"at": due.isoformat(), "what": what}
