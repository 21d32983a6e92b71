"""Choice: one option, or several up to the step's `max`. Typed numbers replace what was chosen
before; taps add and take away, and with `max` 1 move the choice."""

from __future__ import annotations

from bot.scenario.model import ChoiceStep
from bot.session.effects import Text
from bot.session.kinds.reading import Asked, numbers
from bot.session.values import ChoiceValue, PassValue, Value

SEVERAL = False


def _options(asked: Asked) -> ChoiceStep:
    if not isinstance(asked.step, ChoiceStep):
        raise TypeError("a choice is asked by a choice step")
    return asked.step


def _value(step: ChoiceStep, chosen: set[str]) -> Value | Text:
    if len(chosen) > step.max:
        return Text.TOO_MANY
    return ChoiceValue(tuple(option.id for option in step.options if option.id in chosen))


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """`2`, `1,4`, or an option's text in any language."""
    step = _options(asked)
    found = numbers(reply)
    if found and all(1 <= number <= len(step.options) for number in found):
        return _value(step, {step.options[number - 1].id for number in found})
    said = reply.strip().casefold()
    named = {o.id for o in step.options if said in {text.casefold() for text in o.text.values()}}
    return _value(step, named) if named else Text.UNREAD_CHOICE


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """A tap chooses an option, or takes the choice back; nothing chosen is a question passed."""
    step = _options(asked)
    value = read(asked, code, None)
    if not isinstance(value, ChoiceValue):
        return value
    tapped = set(value.options)
    chosen = set(before.options) if isinstance(before, ChoiceValue) else set()
    if step.max == 1:
        return _value(step, tapped)
    changed = chosen ^ tapped
    return _value(step, changed) if changed else PassValue()


def show(asked: Asked, value: Value) -> str:
    """The numbers of the options: `1,4`."""
    ids = [option.id for option in _options(asked).options]
    chosen = value.options if isinstance(value, ChoiceValue) else ()
    return ",".join(str(ids.index(option) + 1) for option in chosen)
