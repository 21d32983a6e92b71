"""Scale: a whole number from 1 to 5; a later number takes the place of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import Literal

from bot.content.phrase import Lines, Listed, Number, Phrase, ScenarioText, count, joined, say
from bot.content.report import Axis, Bar, Bars, Block, Mean, Paragraph
from bot.reading.numbers import number
from bot.scenario.kinds import ScaleStep
from bot.session.kinds.figures import Figures, Part, parts, sides
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import answered, level
from bot.session.kinds.terms import Asked, Key, Keypad, Measured, Unread
from bot.session.organisations import side_name
from bot.session.results import Remark, StepResult
from bot.session.shown import Shown
from bot.session.small_numbers import Coded, coded
from bot.session.values import Value

LOWEST, HIGHEST = 1, 5
_ALL = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True, slots=True)
class ScaleValue(Value):
    """A whole number from 1 to 5."""

    score: int
    kind: Literal["scale"] = "scale"


#: What the scores come to; of a side its mean, coded.
ScaleFigures = Figures[Coded]


def _scores(answers: Sequence[Shown]) -> list[int]:
    return [shown.value.score for shown in answers if isinstance(shown.value, ScaleValue)]


def _spread(came_to: ScaleFigures, mean: float) -> float:
    """The standard deviation of the scores: of all together, whose distribution is told anyway."""
    pairs = list(zip(_ALL, came_to.counts, strict=True))
    return sqrt(sum(times * (score - mean) ** 2 for score, times in pairs) / sum(came_to.counts))


def _axis(step: ScaleStep, came_to: ScaleFigures) -> Axis:
    """What the ends mean, and about where each side stands: its numbers one by one are told nobody."""
    low, high = (ScenarioText(text) if text else None for text in (step.low, step.high))
    means = (Mean(_of_a_side(part), part.told.half, part.told.end) for part in came_to.parts)
    return Axis(low, high, tuple(means))


def _of_a_side(part: Part[Coded]) -> Phrase:
    return joined(side_name(part.side), " ", level(part.told))


def _in_words(pairs: Sequence[tuple[int, int]]) -> Phrase:
    """How many gave each number, as people say it: "3 people chose 1, 1 chose 2 and 2 chose 5"."""
    given = [(n, score) for score, n in pairs if n]
    first = [count("{n} person chose {score}", "{n} people chose {score}", n, score=Number(s)) for n, s in given[:1]]
    rest = [count("{n} chose {score}", "{n} chose {score}", n, score=Number(s)) for n, s in given[1:]]
    return joined(Listed((*first, *rest)), ".")


class ScaleSpec(Asking[ScaleStep, ScaleValue, ScaleFigures]):
    """A step that is answered with a number."""

    model = ScaleStep
    value = ScaleValue
    several = False
    figures = True

    def read(self, asked: Asked[ScaleStep], reply: str, before: ScaleValue | None) -> Value | Unread:
        """`4`, or `4/5`."""
        found = number(reply, of=HIGHEST)
        if found is not None and LOWEST <= found <= HIGHEST:
            return ScaleValue(found)
        return Unread(say("I didn’t understand that. Reply with just a number from 1 to 5, or tap a button."))

    def show(self, asked: Asked[ScaleStep], value: ScaleValue) -> str:
        """The number."""
        return str(value.score)

    def score(self, value: ScaleValue) -> int | None:
        """The number."""
        return value.score

    def mine(self, asked: Asked[ScaleStep], value: ScaleValue) -> Phrase:
        """The number, as one."""
        return Number(value.score)

    def words(self, value: ScaleValue) -> int:
        """A number is no words."""
        return 0

    def legend(self, asked: Asked[ScaleStep]) -> Lines:
        """What the two ends mean."""
        ends = ((LOWEST, asked.step.low), (HIGHEST, asked.step.high))
        return tuple(joined(Number(n), " = ", ScenarioText(text)) for n, text in ends if text)

    def hint(self, step: ScaleStep, *, private: bool) -> Phrase:
        """A number."""
        return say("Tap a button, or reply with a number from 1 to 5.")

    def brief(self, step: ScaleStep) -> Phrase:
        """A number."""
        return say("A number from 1 to 5.")

    def keys(self, asked: Asked[ScaleStep]) -> Keypad:
        """The five numbers."""
        return Keypad(tuple(Key(Number(n), str(n)) for n in _ALL), width=len(_ALL))

    def tally(self, asked: Asked[ScaleStep], answers: Sequence[Shown], minimum: int) -> ScaleFigures:
        """How often each number was given, and the mean."""
        scores = _scores(answers)
        mean = fmean(scores) if scores else None
        told = parts(answers, lambda some: coded(fmean(_scores(some))))
        return Figures(tuple(scores.count(n) for n in _ALL), mean, told)

    def report(self, step: ScaleStep, result: StepResult, came_to: ScaleFigures) -> tuple[Block, ...]:
        """The mean, the five numbers, and about what each side came to."""
        mean = say("Average: {mean} out of 5.", mean=Number(came_to.mean or 0, 1))
        pairs = list(zip(_ALL, came_to.counts, strict=True))
        bars = tuple(Bar(Number(score), times) for score, times in pairs)
        return (
            Paragraph((joined(mean, answered(result), by=" "),)),
            Bars(bars, result.people, (_in_words(pairs),), bool(came_to.parts), _axis(step, came_to)),
            *sides(result, came_to, level),
        )

    def remarkable(self, step: ScaleStep, came_to: ScaleFigures) -> tuple[Remark, ...]:
        """How far apart the sides are, where that may be told and is a point or more."""
        means = [part.told.half for part in came_to.parts]
        apart = max(means) - min(means) if means else 0
        said = [_of_a_side(part) for part in came_to.parts]
        return (Remark("difference", joined(*said, by=" · "), apart),) if apart >= 1 else ()

    def measured(self, step: ScaleStep, came_to: ScaleFigures | None) -> Measured | None:
        """The step's measure, where it takes one."""
        if step.measure is None:
            return None
        if came_to is None or came_to.mean is None:
            return Measured(step.measure)
        return Measured(step.measure, came_to.mean, _spread(came_to, came_to.mean))

    def json(self, asked: Asked[ScaleStep], value: ScaleValue) -> object:
        """The number."""
        return value.score
