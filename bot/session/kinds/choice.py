"""Choice: one option, or several up to the step's `max`. Typed numbers replace what was chosen
before; taps add and take away, and with `max` 1 move the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.content.phrase import Lines, Listed, Number, Phrase, ScenarioText, joined, say
from bot.content.report import Bar, Bars, Block, paragraph
from bot.reading.choosing import Chosen, by_number, chosen
from bot.scenario.kinds import ChoiceStep
from bot.session.kinds.figures import Figures, parts, sides
from bot.session.kinds.reading import too_many
from bot.session.kinds.spec import Asking
from bot.session.kinds.telling import DIVIDED, answered, numbered
from bot.session.kinds.terms import Asked, Key, Keypad, Unread
from bot.session.results import StepResult
from bot.session.shown import Shown
from bot.session.small_numbers import most_said
from bot.session.values import PassValue, Value


@dataclass(frozen=True, slots=True)
class ChoiceValue(Value):
    """The ids of the options chosen, in the scenario's order."""

    options: tuple[str, ...]
    kind: Literal["choice"] = "choice"


#: How often each option was chosen; of a side the one that it chose most, by its id, or None where several were.
ChoiceFigures = Figures[str | None]


def _chosen(answers: Sequence[Shown]) -> list[str]:
    return [id for shown in answers if isinstance(shown.value, ChoiceValue) for id in shown.value.options]


def _value(step: ChoiceStep, chosen: set[str]) -> ChoiceValue | Unread:
    if len(chosen) > step.max:
        return too_many(step.max)
    return ChoiceValue(tuple(option.id for option in step.options if option.id in chosen))


def _read(step: ChoiceStep, found: Chosen | None) -> ChoiceValue | Unread:
    if found:
        return _value(step, {step.options[place].id for place in found})
    most = Number(len(step.options))
    if step.max > 1:
        return Unread(
            say(
                "I didn’t understand that. Reply with just numbers from 1 to {n}, like 1,2, or tap the buttons.", n=most
            )
        )
    return Unread(
        say("I didn’t understand that. Reply with just a number from 1 to {n}, like 2, or tap a button.", n=most)
    )


class ChoiceSpec(Asking[ChoiceStep, ChoiceValue, ChoiceFigures]):
    """A step that is answered by choosing."""

    model = ChoiceStep
    value = ChoiceValue
    several = False
    figures = True

    def read(self, asked: Asked[ChoiceStep], reply: str, before: ChoiceValue | None) -> Value | Unread:
        """`2`, `1,4`, or the texts of options in any language."""
        return _read(asked.step, chosen(reply, tuple(tuple(option.text.values()) for option in asked.step.options)))

    def tap(self, asked: Asked[ChoiceStep], code: str, before: ChoiceValue | None) -> Value | Unread:
        """A tap chooses an option, or takes the choice back; nothing chosen is a question passed."""
        tapped = _read(asked.step, by_number(code, len(asked.step.options)))
        if isinstance(tapped, Unread) or asked.step.max == 1:
            return tapped
        changed = {*tapped.options} ^ {*(before.options if before else ())}
        return _value(asked.step, changed) if changed else PassValue()

    def show(self, asked: Asked[ChoiceStep], value: ChoiceValue) -> str:
        """The numbers of the options: `1,4`."""
        ids = [option.id for option in asked.step.options]
        return ",".join(str(ids.index(option) + 1) for option in value.options)

    def mine(self, asked: Asked[ChoiceStep], value: ChoiceValue) -> Phrase:
        """The options by their texts."""
        return Listed(tuple(ScenarioText(o.text) for o in asked.step.options if o.id in value.options))

    def words(self, value: ChoiceValue) -> int:
        """An option is no words of its chooser's."""
        return 0

    def legend(self, asked: Asked[ChoiceStep]) -> Lines:
        """The options under their numbers."""
        return numbered(asked.step.options)

    def hint(self, step: ChoiceStep, *, private: bool) -> Phrase:
        """A number, or several."""
        if step.max == 1:
            return say("Tap a button, or reply with a number.")
        return say("Choose up to {n}: tap buttons, or reply like 1,4.", n=Number(step.max))

    def brief(self, step: ChoiceStep) -> Phrase:
        """A number, or several."""
        if step.max == 1:
            return say("A number.")
        return say("Up to {n} numbers, like 1,4.", n=Number(step.max))

    def keys(self, asked: Asked[ChoiceStep]) -> Keypad:
        """A button an option."""
        return Keypad(tuple(Key(Number(n), str(n), option.text) for n, option in enumerate(asked.step.options, 1)))

    def tally(self, asked: Asked[ChoiceStep], answers: Sequence[Shown], minimum: int) -> ChoiceFigures:
        """How often each option was chosen."""
        chosen = _chosen(answers)
        counts = tuple(chosen.count(option.id) for option in asked.step.options)
        return Figures(counts, None, parts(answers, lambda some: most_said(_chosen(some))))

    def report(self, step: ChoiceStep, result: StepResult, came_to: ChoiceFigures) -> tuple[Block, ...]:
        """How often each option was chosen; in words, the most frequent first. And what each side chose most."""
        texts = {option.id: ScenarioText(option.text) for option in step.options}
        pairs = list(zip(came_to.counts, texts.values(), strict=True))
        chosen = [(times, text) for times, text in sorted(pairs, key=lambda pair: -pair[0]) if times]
        return (
            paragraph(answered(result)),
            Bars(
                tuple(Bar(text, times) for times, text in pairs),
                result.people,
                tuple(joined(Number(times), " – ", text) for times, text in chosen),
            ),
            *sides(result, came_to, lambda most: texts[most] if most else DIVIDED),
        )

    def json(self, asked: Asked[ChoiceStep], value: ChoiceValue) -> object:
        """The options' ids."""
        return list(value.options)
