"""The shape of a scenario, once it has been read and found right.

Knows what a scenario file may say, as frozen pydantic models. Knows nothing of lines and columns
(`load`), of rules that span several steps (`checks`), or of anybody who plays it (`bot.session`).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from bot.languages import LANGUAGES

#: The version of the file format that this code reads.
FORMAT = 1

_DURATION = re.compile(r"(\d{1,5})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(text: object) -> timedelta:
    """Turn `30s`, `45m`, `24h` or `5d` into a timedelta; raise ValueError for anything else."""
    if isinstance(text, timedelta):
        return text
    match = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError("a duration is a number and a unit: 30s, 45m, 24h or 5d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def show_duration(value: timedelta) -> str:
    """Write a duration as a scenario file would: the largest unit that holds it exactly."""
    seconds = int(value.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def known_language(code: str) -> str:
    """The code of a language that a scenario may be in; raise ValueError for any other."""
    if code not in LANGUAGES:
        raise ValueError(f"a language is one of {', '.join(LANGUAGES)}")
    return code


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(show_duration)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Language = Annotated[str, AfterValidator(known_language)]
#: One text in one or several languages; the order is that of the file.
Text = Annotated[dict[Language, Annotated[str, Field(min_length=1, max_length=2000)]], Field(min_length=1)]


class Shape(BaseModel):
    """What all parts of a scenario share: nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Shape):
    """One thing that can be chosen: an option of a choice, a row or a column of a matrix."""

    id: Identifier
    text: Text


class When(Shape):
    """The condition under which a step is played: the mean of an earlier scale step."""

    step: Identifier
    mean_below: float | None = None
    mean_above: float | None = None


class Length(Shape):
    """How long a whole session takes in each mode, as told to the facilitator."""

    live: Duration | None = None
    async_: Duration | None = Field(default=None, alias="async")


class Step(Shape):
    """What every step has, whatever its kind."""

    id: Identifier
    prompt: Text
    note: Text | None = None
    when: When | None = None
    window: Duration | None = None


class MessageStep(Step):
    """Says something and asks nothing."""

    kind: Literal["message"]


class AskingStep(Step):
    """A step that takes answers, and how they are collected, shown and attributed."""

    collect: Literal["group", "private"] = "group"
    reveal: Literal["live", "together", "never"] | None = None
    attribution: Literal["none", "organisation", "alias"] = "organisation"

    @property
    def private(self) -> bool:
        """Whether answers come through the private chat and stay sealed until the step closes."""
        return self.collect == "private"

    @property
    def revealed(self) -> Literal["live", "together", "never"]:
        """When answers are shown; left out, `live` in the group and `together` for a private step."""
        return self.reveal or ("together" if self.private else "live")


class TextStep(AskingStep):
    """Takes any number of free answers, in words or as voice notes."""

    kind: Literal["text"]


class ScaleStep(AskingStep):
    """Takes a whole number from 1 to 5."""

    kind: Literal["scale"]
    low: Text | None = None
    high: Text | None = None
    measure: Identifier | None = None


class ChoiceStep(AskingStep):
    """Takes up to `max` of the options."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    max: Annotated[int, Field(ge=1)] = 1


class MatrixStep(AskingStep):
    """Takes one column for each row. A column named `us` or `them` is read from where the person
    stands: `us` is their own organisation, `them` the other one."""

    kind: Literal["matrix"]
    rows: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]
    columns: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]


class VoteStep(AskingStep):
    """Takes up to `votes` dots on the answers of an earlier text step."""

    kind: Literal["vote"]
    on: Identifier
    votes: Annotated[int, Field(ge=1, le=10)] = 3


class CommitmentStep(AskingStep):
    """Takes commitments: what, who, by when. `follow_up` is when the bot asks what became of those
    that name no date."""

    kind: Literal["commitment"]
    follow_up: Duration | None = None


AnyStep = Annotated[
    MessageStep | TextStep | ScaleStep | ChoiceStep | MatrixStep | VoteStep | CommitmentStep,
    Field(discriminator="kind"),
]
KINDS = ("message", "text", "choice", "scale", "matrix", "vote", "commitment")


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
