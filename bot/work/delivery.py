"""An outcome on its way: where its messages go, and how their readers see the session."""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenario.model import Scenario
from bot.session.addresses import (
    GroupPlace,
    Place,
    PrivatePlace,
)
from bot.session.state import Session
from bot.store import groups, keeping, people
from bot.wording.catalog import words
from bot.wording.scene import Scene
from bot.work.context import Context, reader_language
from bot.work.over_days import zone_of


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outcome on its way: the context that caused it, and the session after it."""

    context: Context
    scenario: Scenario
    session: Session
    group_id: int

    def place(self, to: str | None) -> Place:
        """The chat in which a message to somebody, or to the group, is sent."""
        return PrivatePlace(to) if to else GroupPlace(self.group_id)

    def scene(self, to: str | None) -> Scene:
        """The session as that reader sees it."""
        language = self.session.languages[0]
        if to:
            person = people.get(self.context.tx, to)
            language = reader_language(person, language) if person else language
        runtime, group = self.context.runtime, groups.get(self.context.tx, self.group_id)
        pace = self.session.pace
        return Scene(
            self.scenario,
            self.session,
            words(language),
            private=to is not None,
            retention=keeping.of_session(self.context.tx, self.session.code, runtime.retention),
            zone=pace.quiet.there if pace else zone_of(runtime, group),
            group=group.title if group else "",
        )
