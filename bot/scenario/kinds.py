"""The kinds of step, one model each: what a file may say of it, and what other parts of a scenario may ask of it.

What is done with the answers is said of each kind in `bot.session.kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from bot.scenario.durations import Duration
from bot.scenario.step import AskingStep, Identifier, Objection, Option, Step
from bot.scenario.texts import Text


class MessageStep(Step):
    """Says something and asks nothing."""

    form: ClassVar = "note"

    kind: Literal["message"]


class TextStep(AskingStep):
    """Takes any number of free answers, in words or as voice notes."""

    form: ClassVar = "text"
    votable: ClassVar[bool] = True
    most_questions: ClassVar[int] = 2  # a second one may help somebody to tell more

    kind: Literal["text"]


class ScaleStep(AskingStep):
    """Takes a whole number from 1 to 5."""

    form: ClassVar = "range"
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

    form: ClassVar = "select"

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    max: Annotated[int, Field(ge=1)] = 1

    def objections(self) -> Iterator[Objection]:
        """Nobody can choose more than there is."""
        yield from super().objections()
        if self.max > len(self.options):
            yield "max", "max-too-large", {"value": self.max, "count": len(self.options)}


class Column(Option):
    """A column of a matrix. `means: own` says that it stands for the organisation of whoever chooses it, `other` for
    another one; so do the ids `us` and `them` where nothing is said."""

    means: Literal["own", "other"] | None = None

    @property
    def stands_for(self) -> Literal["own", "other"] | None:
        """Whose organisation is meant, seen from whoever chooses it; None where it says the same for all."""
        return self.means or _MEANT.get(self.id)


_MEANT: dict[str, Literal["own", "other"]] = {"us": "own", "them": "other"}


class MatrixStep(AskingStep):
    """Takes one column for each row. What some columns say depends on who chooses them (`means`)."""

    form: ClassVar = "table"

    kind: Literal["matrix"]
    rows: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=6)]

    def objections(self) -> Iterator[Objection]:
        """One column can mean one's own organisation, and one another."""
        yield from super().objections()
        seen: dict[str, str] = {}
        for column in self.columns:
            if seen.get(column.stands_for or "", column.id) != column.id:
                yield "columns", "means-twice", {"value": column.stands_for, "id": column.id}
            elif column.stands_for:
                seen[column.stands_for] = column.id


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


#: A step that takes answers.
AnyQuestion = TextStep | ChoiceStep | ScaleStep | MatrixStep | VoteStep | CommitmentStep
AnyStep = Annotated[MessageStep | AnyQuestion, Field(discriminator="kind")]
#: Every kind by its name, in the order in which authors are told of them.
MODELS: dict[str, type[Step]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyStep)[0])
}
