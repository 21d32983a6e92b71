"""The JSON is as its schema says, for every kind of step; and the schema is no looser than what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from bot.documents.json import VERSION
from bot.scenario.kinds import MODELS
from bot.session.organisations import Side
from bot.session.pace import Mode
from tests.documents.made import session, written
from tests.session.guarded import SCENARIO as GUARDED
from tests.session.guarded import opened

SCHEMA = json.loads((resources.files("bot.documents") / "summary.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_schema_is_one_and_of_this_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": VERSION}


def test_what_is_written_is_as_the_schema_says() -> None:
    VALID.validate(json.loads(written("json", session(), session(code="ZZZZ2"))))
    VALID.validate(json.loads(written("json", (GUARDED, opened((3, 3, 3)).session))))


def test_every_kind_side_and_mode_is_in_it() -> None:
    named = {one["$ref"].split("/")[-1] for one in SCHEMA["$defs"]["step"]["oneOf"]}
    assert named == {f"{kind}-step" for kind, model in MODELS.items() if model.asks}
    assert SCHEMA["$defs"]["answer"]["properties"]["side"]["enum"] == [*(side.value for side in Side), None]
    assert SCHEMA["$defs"]["session"]["properties"]["mode"]["enum"] == [mode.value for mode in Mode]


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object with keys of ours: no texts by language, nor options by their ids."""
    if isinstance(node, dict):
        if {"sessions", "code", "kind", "alias", "due"} & node.keys():
            yield node
        for inner in node.values():
            yield from _objects(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _objects(inner)


def test_a_key_that_the_schema_doesnt_know_is_found() -> None:
    document = json.loads(written("json"))
    objects = list(_objects(document))
    assert len(objects) > 40
    for one in objects[:3] + objects[-1:]:
        one["newer"] = 1
        with pytest.raises(ValidationError):
            VALID.validate(document)
        del one["newer"]
    VALID.validate(document)


def test_the_questions_are_told_with_what_there_was_to_choose_from() -> None:
    (one,) = json.loads(written("json"))["sessions"]
    assert one["title"] == {"fr": "De tout", "ar": "كل شيء"}
    mood, means, who, tell, pick, _ = one["steps"]
    assert mood["prompt"] == {"fr": "Ça va ?", "ar": "كيف الحال؟"}
    assert (mood["low"], mood["measure"], pick["on"]) == ({"fr": "non"}, "trust", "tell")
    assert means["options"] == {"voice": {"fr": "Voix"}, "mail": {"fr": "Courrier"}}
    assert who["columns"]["them"] == {"fr": "Eux"}
    assert tell["heading"] == {"fr": "Qui : décide / [quoi] ?"}
