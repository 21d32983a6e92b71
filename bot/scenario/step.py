"""What every step of a scenario has, whatever its kind, and what a kind declares of itself, so that nobody has to ask
which kind it is. Knows no kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.scenario.durations import Duration
from bot.scenario.texts import Heading, Text

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]


class Shape(BaseModel):
    """What all parts of a scenario share: nothing unknown is let in, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Shape):
    """One thing that can be chosen: an option of a choice, a row or a column of a matrix."""

    id: Identifier
    text: Text


class When(Shape):
    """The condition under which a step is played: exactly one bound, on an earlier scale step. A mean of all can hide a
    side that is far below; `any_side_below` and `gap_above` look at each side's mean, where the sides may be told."""

    step: Identifier
    mean_below: float | None = None
    mean_above: float | None = None
    any_side_below: float | None = None
    gap_above: float | None = None

    @property
    def bounds(self) -> dict[str, float]:
        """The bounds that are given, by their keys."""
        given = ((name, getattr(self, name)) for name in BOUNDS)
        return {name: value for name, value in given if value is not None}


#: The keys of a condition of which one is needed.
BOUNDS = tuple(name for name in When.model_fields if name != "step")


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
    #: What it is in an XLSForm (`bot/xlsform/`); empty where XLSForm has nothing like it.
    form: ClassVar[Literal["", "note", "text", "range", "select", "table"]] = ""
    #: How many questions its prompt had better have at most: people answer one of several.
    most_questions: ClassVar[int] = 1

    id: Identifier
    heading: Heading | None = None
    prompt: Text
    note: Text | None = None
    when: When | None = None
    window: Duration | None = None
    with_: Literal["next"] | None = Field(default=None, alias="with")
    short: bool = False

    @property
    def called(self) -> Text:
        """By what words summaries, buttons and lists name it: its heading, else its prompt, which they shorten."""
        return self.heading or self.prompt

    @property
    def with_next(self) -> bool:
        """Whether it opens together with the next step, so that one window is enough for both."""
        return self.with_ == "next"

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

    def lists(self) -> Iterator[tuple[str, tuple[Option, ...]]]:
        """What there is to choose from in it, by its keys."""
        for name in type(self).model_fields:
            if isinstance(held := getattr(self, name), tuple):
                yield name, held

    def objections(self) -> Iterator[Objection]:
        """What its own rules find, by the codes of `problems.CATALOGUE`."""
        return iter(())


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
        """A sealed step can't be shown as the answers come; who answers in the group is seen to, and so would be
        whose pseudonym it is."""
        if self.private and self.reveal == "live":
            yield "reveal", "private-live", {}
        if not self.private and self.attribution == "alias":
            yield "attribution", "alias-in-group", {}
