"""What pydantic finds wrong with a tree, told as our own problems, each at its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.scenario.fields import PARTS, neutral, option, some_step
from bot.scenario.kinds import MODELS, AnyStep
from bot.scenario.model import Scenario
from bot.scenario.problems import Problem, like, meant
from bot.scenario.step import BOUNDS, Step
from bot.scenario.tree import Node, plain

Path = tuple[str | int, ...]
#: What a path is called that leads nowhere further.
WHOLE = "the scenario"


def read_header(root: Node, problems: list[Problem]) -> None:
    """Find what is wrong outside the steps."""
    values = plain(root)
    if not isinstance(values, dict):
        problems.append(Problem("not-a-mapping", root.line, root.column, {"place": WHOLE}))
        return
    steps = values.get("steps")
    if isinstance(steps, list) and steps:
        values["steps"] = [some_step()] * len(steps)
    _validate(Scenario, values, root, (), problems)


def read_step(root: Node, node: Node, index: int, problems: list[Problem]) -> AnyStep | None:
    """One step. Where something is wrong with it, that is told, and the step comes with neutral values in
    its place, so that the rest can be checked; None where too little is left."""
    values, path = plain(node), ("steps", index)
    if not isinstance(values, dict):
        place = words(root, path)
        problems.append(Problem("not-a-mapping", node.line, node.column, {"place": place}))
        return None
    kind = values.get("kind")
    if kind not in MODELS:
        problems.append(_wrong_kind(root, node, kind, path))
        _as_meant(values, kind, root, path, problems)
        return None
    model = MODELS[str(kind)]
    # MODELS holds the models of AnyStep and no others.
    return _validate(model, values, root, path, problems) or _mended(model, values)  # type: ignore[return-value]


def _as_meant(values: dict[str, object], kind: object, root: Node, path: Path, problems: list[Problem]) -> None:
    """What else is wrong with a step of an unknown kind: by the kind that was probably meant, or, where none is like
    it, by the keys that any kind has."""
    if close := like(str(kind), MODELS):
        _validate(MODELS[close], values | {"kind": close}, root, path, problems)
        return
    known = {key for model in MODELS.values() for key in _keys(model, ())}
    rest = {key: value for key, value in values.items() if key in Step.model_fields or key not in known}
    _validate(Step, {key: value for key, value in rest.items() if key != "kind"}, root, path, problems)


def _mended(model: type[BaseModel], values: dict[str, object]) -> BaseModel | None:
    """The step with what is wrong in it left out, or replaced by something that no rule objects to."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            _mend(model, values, found["loc"])
    try:
        return model.model_validate(values)
    except ValidationError:
        return None


def _mend(model: type[BaseModel], values: dict[str, object], where: Path) -> None:
    key, part = str(where[0]), where[1] if len(where) > 1 else None
    held = values.get(key)
    if isinstance(held, list) and isinstance(part, int):
        held[part] = option(part)
    elif isinstance(held, dict) and part in BOUNDS:
        held[part] = 3
    elif (stand_in := neutral(model, key)) is not None:
        values[key] = stand_in
    else:
        values.pop(key, None)


def _wrong_kind(root: Node, node: Node, kind: object, path: Path) -> Problem:
    if kind is None:
        return Problem("missing-key", node.line, node.column, {"place": words(root, path), "key": "kind"})
    line, column = position(root, (*path, "kind"))
    return Problem("unknown-kind", line, column, {"value": str(kind)[:40], "meant": meant(str(kind), MODELS)})


def _validate(
    model: type[BaseModel], values: dict[str, object], root: Node, path: Path, problems: list[Problem]
) -> BaseModel | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        told = {found["loc"][:-1] for found in errors if found["loc"][-1:] == ("[key]",)} | _misspelt(model, errors)
        for found in errors:
            if found["loc"] in told:
                continue
            where = (*path, *found["loc"])
            problem = _problem(root, model, where, found["type"], found.get("ctx", {}), found["input"])
            problems.append(problem)
        return None


def _misspelt(model: type[BaseModel], errors: Sequence[ErrorDetails]) -> set[Path]:
    """The keys that are missing because they are there under a name that is nearly theirs."""
    extra = [found["loc"] for found in errors if found["type"] == "extra_forbidden"]
    near = ((loc[:-1], like(str(loc[-1]), _keys(model, loc[:-1]))) for loc in extra)
    return {(*where, name) for where, name in near if name} & {e["loc"] for e in errors if e["type"] == "missing"}


def position(root: Node, path: Path) -> tuple[int, int]:
    """Line and column of a path's key or item; of what holds it, where it isn't there."""
    node, place = root, (root.line, root.column)
    for part in path:
        if isinstance(node.value, dict) and isinstance(part, str) and part in node.value:
            place, node = node.keys[part], node.value[part]
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            place = (node.line, node.column)
        else:
            break
    return place


def words(root: Node, path: Path) -> str:
    """A path in words: `steps › information › prompt`; steps and options by their ids."""
    said: list[str] = []
    node: Node | None = root
    for part in path:
        value = node.value if node else None
        node = None
        if isinstance(part, int):
            node = value[part] if isinstance(value, list) and part < len(value) else None
            id = node.value.get("id") if node and isinstance(node.value, dict) else None
            said.append(id.value if id and isinstance(id.value, str) and id.value else f"no. {part + 1}")
        elif part != "[key]":
            node = value.get(part) if isinstance(value, dict) else None
            said.append(part)
    return " › ".join(said) or WHOLE


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the mapping at this path may have."""
    inner = [part for part in path if isinstance(part, str)]
    here = PARTS.get(inner[-1], model) if inner else model
    return [info.alias or name for name, info in here.model_fields.items()]


def _problem(
    root: Node, model: type[BaseModel], path: Path, kind: str, ctx: dict[str, object], given: object
) -> Problem:
    line, column = position(root, path)
    values: dict[str, object] = {"place": words(root, path), "value": str(given)[:40]}
    if path and path[-1] == "[key]":
        key = str(path[-2])
        return Problem("unknown-language", *position(root, path[:-1]), {"key": key[:40]})
    code, more = _TRANSLATED.get(kind, _other)(path, model, ctx, given)
    if code == "missing-key" or (code == "unknown-key" and path):
        values["place"] = words(root, path[:-1])
    return Problem(code, line, column, values | more)


Translation = tuple[str, dict[str, object]]
Translator = Callable[[Path, type[BaseModel], dict[str, object], object], Translation]


def _missing(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return "missing-key", {"key": path[-1]}


def _extra(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return "unknown-key", {"key": str(path[-1])[:40], "meant": meant(str(path[-1]), _keys(model, path[:-1]))}


def _literal(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    if path[-1] == "palabre":
        return "wrong-version", {}
    known = [word.strip("'") for word in str(ctx.get("expected", "")).replace(" or ", ", ").split(", ")]
    return "unknown-value", {"meant": meant(str(given), known)}


def _truth(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return "unknown-value", {"meant": meant(str(given), ("true", "false"))}


def _mapping(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    if isinstance(given, str) and path and path[-1] not in PARTS and not isinstance(path[-1], int):
        return ("text-by-language", {"text": given[:30]}) if given.strip() else ("empty-text", {})
    return "not-a-mapping", {}


def _too_short(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return ("empty-text", {}) if isinstance(given, dict) else ("too-few", {"least": ctx.get("min_length", 1)})


def _bounds(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    least, most = ctx.get("ge"), ctx.get("le")
    return "out-of-range", {"bounds": f"{least} or more" if least is not None else f"{most} or less"}


def _fixed(code: str) -> Translator:
    return lambda path, model, ctx, given: (code, {})


def _other(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return "not-a-text", {}


def _duration(path: Path, model: type[BaseModel], ctx: dict[str, object], given: object) -> Translation:
    return "bad-duration", {"value": given if isinstance(given, str) else "…"}


_TRANSLATED: dict[str, Translator] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _literal,
    "string_pattern_mismatch": _fixed("bad-id"),
    "string_too_short": _fixed("empty-text"),
    "string_too_long": lambda path, model, ctx, given: ("long-text", {"most": ctx.get("max_length")}),
    "string_type": _fixed("not-a-text"),
    "dict_type": _mapping,
    "model_type": _mapping,
    "int_parsing": _fixed("not-a-number"),
    "int_type": _fixed("not-a-number"),
    "bool_parsing": _truth,
    "bool_type": _truth,
    "float_parsing": _fixed("not-a-number"),
    "float_type": _fixed("not-a-number"),
    "greater_than_equal": _bounds,
    "less_than_equal": _bounds,
    "too_short": _too_short,
    "too_long": lambda path, model, ctx, given: ("too-many", {"most": ctx.get("max_length")}),
    "tuple_type": _fixed("not-a-list"),
    "value_error": _duration,
}
