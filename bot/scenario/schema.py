"""The JSON Schema of a scenario file (2020-12), for editors that help while one writes: made from the models.

It knows what each part of a file may be. Rules that span several parts are `palabre check`'s alone.
"""

from __future__ import annotations

import json
from typing import Any

from bot.languages import LANGUAGES
from bot.scenario.described import KEYS
from bot.scenario.kinds import MODELS
from bot.scenario.model import Scenario
from bot.scenario.step import BOUNDS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DURATION = {
    "type": "string",
    "pattern": r"^\s*0*[1-9]\d{0,4}\s*[smhd]\s*$",
    "description": "A number and a unit: 30s, 45m, 24h or 5d.",
}
#: The lengths that texts can have at most, and what the schema calls such texts.
_TEXTS = {2000: "text", 40: "few-words"}
_Part = dict[str, Any]


def schema() -> _Part:
    """The schema as data."""
    made = Scenario.model_json_schema(by_alias=True)
    parts: _Part = {name: _described(name, _plain(part)) for name, part in made.pop("$defs").items()}
    whole = _described("Scenario", _plain(made))
    whole["properties"]["steps"]["items"] = _by_kind()
    whole["not"] = {"required": ["practice", "lesson"]}
    parts["When"] |= {"oneOf": [{"required": [bound]} for bound in BOUNDS]}
    parts |= {"duration": _DURATION, **{name: _by_language(most) for most, name in _TEXTS.items()}}
    return {"$schema": _DIALECT, "title": "A workshop of Palabre", **whole, "$defs": parts}


def as_json() -> str:
    """The schema as the file that comes with the program."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _by_kind() -> _Part:
    """One step: which keys it may have goes by its kind, so that an editor names what is wrong for that kind alone."""
    chosen = [
        {"if": _is(name), "then": {"$ref": f"#/$defs/{model.__name__}"}, "else": True} for name, model in MODELS.items()
    ]
    kind = {"enum": list(MODELS), "description": KEYS["kind"]}
    return {"type": "object", "required": ["kind"], "properties": {"kind": kind}, "allOf": chosen}


def _is(kind: str) -> _Part:
    return {"required": ["kind"], "properties": {"kind": {"const": kind}}}


def _described(name: str, part: _Part) -> _Part:
    for key, held in part.get("properties", {}).items():
        held["description"] = KEYS.get(f"{name.casefold()}.{key}") or KEYS[key]
    return part


def _plain(part: Any) -> Any:
    """A part without what a file has no words for: nulls, pydantic's own titles; texts and durations as files have
    them."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == "duration":
        return {"$ref": "#/$defs/duration"}
    if isinstance(words := part.get("additionalProperties"), dict):
        return {"$ref": f"#/$defs/{_TEXTS[words['maxLength']]}"}
    left = {key: _inside(key, value) for key, value in part.items() if key not in ("title", "default", "discriminator")}
    if "default" in part and part["default"] is not None:
        left["default"] = part["default"]
    given = [one for one in left.pop("anyOf", ()) if one != {"type": "null"}]
    return left | (given[0] if len(given) == 1 else {"anyOf": given} if given else {})


def _inside(key: str, value: Any) -> Any:
    """What stands behind a keyword; under `properties` the keys are the file's own, and may be called like one."""
    if key in ("properties", "$defs"):
        return {name: _plain(part) for name, part in value.items()}
    return _plain(value)


def _by_language(most: int) -> _Part:
    """A text; what looks like a number or a truth in YAML is a text too."""
    text = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": most}
    languages = {code: {**text, "description": row.name} for code, row in LANGUAGES.items()}
    return {"type": "object", "properties": languages, "additionalProperties": False, "minProperties": 1}
