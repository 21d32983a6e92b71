"""What the models say of their own keys: which hold texts, which hold parts with keys of their own, and what could
stand for a required one. Derived from the models alone, so that a new kind of step, or a new key, needs no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.languages import LANGUAGES
from bot.scenario.kinds import MODELS
from bot.scenario.model import Scenario
from bot.scenario.step import Option

#: A text that no rule objects to.
TEXT = {"fr": "x"}


def _types(annotation: object) -> Iterator[object]:
    """The types that an annotation is made of; a text by language is a dict, whatever is inside."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _types(inner[0])
    elif origin is dict:
        yield dict
    elif origin is not Literal and inner:
        for one in inner:
            yield from _types(one)
    else:
        yield annotation


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """All keys of a model, and of the models inside it, as a file writes them."""
    for name, field in model.model_fields.items():
        yield field.alias or name, field
        for inner in _parts(field):
            yield from _fields(inner)


def _parts(field: FieldInfo) -> list[type[BaseModel]]:
    types = _types(field.annotation)
    return [kind for kind in types if isinstance(kind, type) and issubclass(kind, BaseModel)]


def holds_text(field: FieldInfo) -> bool:
    """Whether a field is a text by language."""
    return dict in _types(field.annotation)


#: The keys whose values are texts by language.
TEXTS = frozenset(key for key, field in _fields(Scenario) if holds_text(field))
#: The keys whose values have keys of their own, and which; but for `steps`, where it depends on the kind.
PARTS: dict[str, type[BaseModel]] = {
    key: parts[0] for key, field in _fields(Scenario) if len(parts := _parts(field)) == 1
}


_ALL: tuple[type[BaseModel], ...] = (Scenario, *MODELS.values())
#: Every key that a file can have, and the languages by which texts are told apart.
KEYS = frozenset({*(key for model in _ALL for key, _ in _fields(model)), *LANGUAGES})


def lists_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a step's lists of options, in their order."""
    return tuple(
        name for name, field in model.model_fields.items() if any(issubclass(part, Option) for part in _parts(field))
    )


def option(number: int) -> dict[str, object]:
    """An option that no rule objects to."""
    return {"id": f"x{number}", "text": TEXT}


def neutral(model: type[BaseModel], key: str) -> object | None:
    """What can stand for a required part that is wrong, so that no rule objects to it: as many options as there can
    be, so that a `max` fits. None for a key that can be left out, and for one that names something else."""
    field = model.model_fields.get(key)
    if field is None or not field.is_required():
        return None
    if key == "id":
        return "x"
    if any(issubclass(part, Option) for part in _parts(field)):
        most = next(rule.max_length for rule in field.metadata if hasattr(rule, "max_length"))
        return [option(number) for number in range(most)]
    return TEXT if holds_text(field) else None


def some_step() -> dict[str, object]:
    """A step that nothing is wrong with."""
    kind, model = next(iter(MODELS.items()))
    required = {key: neutral(model, key) for key, field in model.model_fields.items() if field.is_required()}
    return required | {"kind": kind}
