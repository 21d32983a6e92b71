"""The shape of a scenario, once it has been read and found right.

Knows what a scenario file may say, as frozen pydantic models. Knows nothing of lines and columns (`load`), of rules
that span several steps (`checks`), or of anybody who plays it (`bot.session`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.scenario.durations import Duration
from bot.scenario.kinds import AnyStep
from bot.scenario.step import Identifier, Shape
from bot.scenario.texts import Text


class Length(Shape):
    """How long a whole session takes in each mode, as told to the facilitator."""

    live: Duration | None = None
    async_: Duration | None = Field(default=None, alias="async")


def _version(value: object) -> object:
    """The format's version; a file's scalars are all texts."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


class Scenario(Shape):
    """One practice, lesson or theme, ready to be played."""

    palabre: Annotated[Literal[1], BeforeValidator(_version)]
    id: Identifier
    practice: Annotated[int, Field(ge=1, le=6)] | None = None
    lesson: Annotated[int, Field(ge=1, le=4)] | None = None
    title: Text
    purpose: Text
    source: Annotated[str, Field(max_length=300)] | None = None
    duration: Length | None = None
    steps: Annotated[tuple[AnyStep, ...], Field(min_length=1, max_length=40)]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of this scenario, the first one first: those of its title."""
        return tuple(self.title)

    def step(self, id: str) -> AnyStep:
        """The step of that id; raises KeyError where there is none."""
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)

    def index(self, id: str) -> int:
        """The place of a step, from 0; raises KeyError where there is none."""
        return self.steps.index(self.step(id))
