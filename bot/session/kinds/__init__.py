"""The kinds of step: one file each, one row in the table below. Whoever wants to know something of a step's kind asks
here, and never which kind it is.

A new kind is its model in `scenario.kinds`, one file here, one row below, its words in `locales/`, and a dialogue.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import CoreSchema

from bot.content.phrase import Phrase
from bot.reading.words import passes
from bot.scenario.kinds import MODELS, AnyStep
from bot.session.kinds.choice import ChoiceSpec
from bot.session.kinds.commitment import CommitmentSpec
from bot.session.kinds.matrix import MatrixSpec
from bot.session.kinds.message import MessageSpec
from bot.session.kinds.scale import ScaleSpec
from bot.session.kinds.spec import Spec
from bot.session.kinds.terms import Asked, Doubt, Unread
from bot.session.kinds.text import TextSpec, TextValue
from bot.session.kinds.text import elaborated as elaborated
from bot.session.kinds.text import first_said as first_said
from bot.session.kinds.text import has_voice as has_voice
from bot.session.kinds.text import transcribed as transcribed
from bot.session.kinds.vote import VoteSpec
from bot.session.values import PassValue, Value

AnySpec = Spec[Any, Any, Any]

#: The table.
_ALL: tuple[AnySpec, ...] = (
    MessageSpec(),
    TextSpec(),
    ChoiceSpec(),
    ScaleSpec(),
    MatrixSpec(),
    VoteSpec(),
    CommitmentSpec(),
)
_BY_MODEL = {spec.model: spec for spec in _ALL}

#: Every kind by its name: a model without a spec is found out when this is read.
SPECS: dict[str, AnySpec] = {name: _BY_MODEL[model] for name, model in MODELS.items()}

#: What is said of a summary is said in words, and treated like an answer to a question of words.
CORRECTION: AnySpec = TextSpec()


def _stored(source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
    shapes: list[Any] = [PassValue, *(spec.value for spec in _ALL if spec.value)]
    return handler.generate_schema(Annotated[reduce(or_, shapes), Field(discriminator="kind")])


#: A value of any kind, as it is stored: told apart by its `kind`.
StoredValue = Annotated[Value, GetPydanticSchema(_stored)]


def spec_of(step: AnyStep) -> AnySpec:
    """What a step's kind says of itself."""
    return SPECS[step.kind]


def elaborates(step: AnyStep) -> bool:
    """Whether the author of an answer can be asked to say more: those in words."""
    return spec_of(step).value is TextValue


def correction(words: str) -> Value:
    """What somebody says of a summary."""
    return TextValue(words)


def _own(spec: AnySpec, before: Value | None) -> Value | None:
    """What was said before, where it was more than a pass."""
    return before if spec.value and isinstance(before, spec.value) else None


def read(asked: Asked[Any], reply: str, before: Value | None) -> Value | Unread:
    """Read a text reply to a step; a lone dash, or the word for it, passes on any question."""
    spec = spec_of(asked.step)
    if spec.value and passes(reply):
        return PassValue()
    return spec.read(asked, reply, _own(spec, before))


def reread(asked: Asked[Any], reply: str, old: Value, before: Value | None) -> Value | Unread:
    """Read a reply that was edited: it says the whole answer anew, just its part of it (what was said `before` stays),
    or what stands beside it."""
    spec = spec_of(asked.step)
    own = _own(spec, old)
    said = spec.captioned(own, reply) if own else None
    if own and said is None and before is None and not passes(reply):
        return spec.reread(asked, reply, own)
    return read(asked, reply, before) if said is None else said


def tap(asked: Asked[Any], code: str, before: Value | None) -> Value | Unread:
    """Read a tap on a step's button."""
    spec = spec_of(asked.step)
    if spec.value and code == "-":
        return PassValue()
    return spec.tap(asked, code, _own(spec, before))


def guessed(step: AnyStep, value: Value, *, days_apart: bool) -> Phrase | None:
    """What was read so that its author must be told; of a passed question nothing."""
    return None if isinstance(value, PassValue) else spec_of(step).guessed(value, days_apart=days_apart)


def days(step: AnyStep, value: Value) -> tuple[date, ...]:
    """The days that a value says without saying them in full; of a passed question none."""
    return () if isinstance(value, PassValue) else spec_of(step).days(value)


def doubts(step: AnyStep, value: Value) -> tuple[Doubt, ...]:
    """What its author was asked about, or is to be; of a passed question nothing."""
    return () if isinstance(value, PassValue) else spec_of(step).doubts(value)


def show(asked: Asked[Any], value: Value) -> str:
    """A value as its author would type it; a dash for a passed question."""
    return "-" if isinstance(value, PassValue) else spec_of(asked.step).show(asked, value)


def left(asked: Asked[Any], value: Value) -> Phrase | None:
    """What is still missing of a partial value; of a passed question nothing."""
    return None if isinstance(value, PassValue) else spec_of(asked.step).left(asked.step, value)


def tapped(asked: Asked[Any], value: Value, code: str) -> Phrase | None:
    """What a button has changed, in words; None of a passed question, and where its codes say enough."""
    return None if isinstance(value, PassValue) else spec_of(asked.step).tapped(asked, value, code)
