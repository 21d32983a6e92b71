"""A scenario's tree as a YAML file: for what is converted from another format. Texts are in quotation marks, so that no
word is read as anything else; reading the file gives the same tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.scenario.fields import TEXTS

#: Whatever is longer stands in lines of its own.
_WIDE = 110
#: Keys whose values are words, though in no language.
_WORDS = frozenset({*TEXTS, "source"})
#: What can stand without quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
#: What ends a line for YAML, and what nobody would see.
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "\u0085\u2028\u2029\ufeff\u007f"}


def as_yaml(values: Mapping[str, Any]) -> str:
    """The file."""
    return "\n".join(_entries(values, "")) + "\n"


def _entries(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    inline = _inline(key, value)
    if not isinstance(value, Mapping | list) or (inline and len(indent) + len(key) + len(inline) < _WIDE):
        yield f"{indent}{key}: {inline}"
    elif isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for inner, held in value.items():
            yield f"{indent}  {inner}: {_scalar(key, held)}"
    else:
        yield f"{indent}{key}:"
        yield from _items(value, f"{indent}  ")


def _items(values: list[Mapping[str, Any]], indent: str) -> Iterator[str]:
    for value in values:
        lines = list(_entries(value, f"{indent}  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def _inline(key: str, value: Any) -> str:
    """A value on one line; empty for a list, which never stands on one."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{inner}: {_scalar(key, held)}' for inner, held in value.items())} }}"
    return "" if isinstance(value, list) else _scalar(key, value)


def _scalar(key: str, value: Any) -> str:
    """Words in quotation marks; what is none as it is, where that can stand alone."""
    text = str(value)
    if key not in _WORDS and _PLAIN.fullmatch(text) and text.casefold() != "null":
        return text
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)
