"""The shape of a scenario, once it has been read and found right.

Knows what a scenario file may say, as frozen pydantic models; a kind of step is one model, which also declares
what other parts of a scenario may ask of it. Knows nothing of lines and columns (`load`), of rules that span
several steps (`checks`), or of anybody who plays it (`bot.session`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.scenario.durations import Duration
from bot.scenario.texts import Text

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]


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


#: What is wrong inside a step though each part has its right shape: where, which problem, and what the file says.
Objection = tuple[str, str, dict[str, object]]


class Step(Shape):
    """What every step has, whatever its kind; and what a kind declares of itself, so that nobody has to ask
    which kind it is."""

    #: Whether it asks something, so that there are answers.
    asks: ClassVar[bool] = False
    #: Whether a later step can be about its answers, one by one.
    votable: ClassVar[bool] = False
    #: Whether its answers have a mean, which a later step's `when` can look at.
    scored: ClassVar[bool] = False
    #: Whether its answers are what a group takes away from a session.
    takeaway: ClassVar[bool] = False

    id: Identifier
    prompt: Text
    note: Text | None = None
    when: When | None = None
    window: Duration | None = None

    @property
    def private(self) -> bool:
        """Whether answers come through the private chat and stay sealed until the step closes."""
        return False

    @property
    def unattributed(self) -> bool:
        """Whether answers lead to nobody once the step has closed."""
        return False

    @property
    def draws_on(self) -> str | None:
        """The id of the earlier step (`on`) whose answers this one is about."""
        return None

    @property
    def measures(self) -> str | None:
        """The name of the measure that is taken with this step, session after session."""
        return None

    def objections(self) -> Iterator[Objection]:
        """What its own rules find, by the codes of `problems.CATALOGUE`."""
        return iter(())


class MessageStep(Step):
    """Says something and asks nothing."""

    kind: Literal["message"]


class AskingStep(Step):
    """A step that takes answers, and how they are collected, shown and attributed."""

    asks: ClassVar[bool] = True

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

    @property
    def unattributed(self) -> bool:
        """Whether answers lead to nobody once the step has closed."""
        return self.attribution == "none"

    def objections(self) -> Iterator[Objection]:
        """A sealed step can't be shown as the answers come."""
        if self.private and self.reveal == "live":
            yield "reveal", "private-live", {}


class TextStep(AskingStep):
    """Takes any number of free answers, in words or as voice notes."""

    votable: ClassVar[bool] = True

    kind: Literal["text"]


class ScaleStep(AskingStep):
    """Takes a whole number from 1 to 5."""

    scored: ClassVar[bool] = True

    kind: Literal["scale"]
    low: Text | None = None
    high: Text | None = None
    measure: Identifier | None = None

    @property
    def measures(self) -> str | None:
        """The name of the measure that is taken with this step, session after session."""
        return self.measure


class ChoiceStep(AskingStep):
    """Takes up to `max` of the options."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    max: Annotated[int, Field(ge=1)] = 1

    def objections(self) -> Iterator[Objection]:
        """Nobody can choose more than there is."""
        yield from super().objections()
        if self.max > len(self.options):
            yield "max", "max-too-large", {"value": self.max, "count": len(self.options)}


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

    @property
    def draws_on(self) -> str | None:
        """The id of the earlier step (`on`) whose answers this one is about."""
        return self.on


class CommitmentStep(AskingStep):
    """Takes commitments: what, who, by when. `follow_up` is when the bot asks what became of those
    that name no date."""

    takeaway: ClassVar[bool] = True

    kind: Literal["commitment"]
    follow_up: Duration | None = None


AnyStep = Annotated[
    MessageStep | TextStep | ChoiceStep | ScaleStep | MatrixStep | VoteStep | CommitmentStep,
    Field(discriminator="kind"),
]
#: Every kind by its name, in the order in which authors are told of them.
MODELS: dict[str, type[Step]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyStep)[0])
}


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
