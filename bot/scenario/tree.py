"""YAML as a tree that knows where everything stands, read with the limits of an untrusted file.

The events of the parser are looked at one by one, before anything is built: no anchors, tags or merge
keys, at most 8 levels and 5,000 nodes. Every scalar stays the text that was written: `no` is a word here,
not a falsehood, and what is a number is for the model to say.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import yaml

from bot.characters import invisible, name_of
from bot.scenario.problems import Problem

LARGEST = 64 * 1024
DEEPEST = 8
MOST_NODES = 5000


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the file: a text, a list or a mapping, and where it begins (line and column from 1).
    `keys` says where each key of a mapping stands."""

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


#: What YAML takes for nothing at all, where it isn't in quotation marks.
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
#: A key that a strange space keeps from being one, at the beginning of a text.
_KEY = re.compile(r"[\w-]{1,40}(?=\W{0,4}:)")
#: What no text has: control characters other than line breaks and tabs, and halves of characters.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: A remark that was probably meant as words: nobody writes one so close to its #.
_REMARK = re.compile(r"[ \t]+#(?=\w)")


class _Stop(Exception):  # noqa: N818  ends the reading; what was found is in `problems`
    """The file can't be read any further."""


def decoded(data: bytes) -> tuple[str, list[Problem]]:
    """The file's text, or why it isn't one."""
    if len(data) > LARGEST:
        return "", [Problem("too-large", 1, 1)]
    if zipfile.is_zipfile(BytesIO(data)) or data[:4] in (b"%PDF", b"\x89PNG", b"\xd0\xcf\x11\xe0"):
        return "", [Problem("not-text", 1, 1, {"what": "another kind of document"})]
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [Problem("not-utf8", line, 1)]
    return text, list(_controls(text))


def _controls(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if (ord(character) < 32 and character != "\t") or 0x7F <= ord(character) < 0xA0:
                yield Problem("control-character", number, column, {"number": f"{ord(character):04X}"})
                return


def read_tree(text: str, keys: Collection[str]) -> tuple[Node | None, list[Problem]]:
    """The file as a tree, and what is wrong with it as YAML; `keys` are those that it can have."""
    if strange := list(_strange_spaces(text, keys)):
        return None, strange
    builder = _Builder(text)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax(text, error))
        return None, builder.problems
    except (yaml.YAMLError, _Stop):
        return None, builder.problems
    if builder.root is None and not builder.problems:
        builder.problems.append(Problem("empty-file", 1, 1))
    return builder.root, builder.problems


def _strange_spaces(text: str, keys: Collection[str]) -> Iterator[Problem]:
    """Where a line is indented, or a key parted from its value, by what only looks like a space: YAML then finds fault
    with something else, elsewhere."""
    for number, line in enumerate(text.split("\n"), 1):
        at = len(line) - len(line.lstrip(" -"))
        key = _KEY.match(line, at)
        behind = (key.end(), line.index(":", key.end()) + 1) if key and key[0] in keys else ()
        found = next((place for place in (at, *behind) if _strange(line[place : place + 1])), None)
        if found is not None:
            yield Problem("strange-space", number, found + 1, {"name": name_of(line[found])})


def _strange(character: str) -> bool:
    return character > "~" and invisible(character)


def _syntax(text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    here = lines[min(line, len(lines)) - 1]
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return Problem("tab", line, column)
    if "mapping values are not allowed" in (error.problem or ""):
        return Problem("colon", line, column)
    if (error.problem or "").endswith("but got '?'"):
        return Problem("question-mark", line, column)
    return Problem("syntax", line, column, {"why": error.problem or "something is missing"})


class _Builder:
    """Builds the tree from the parser's events, with a stack instead of recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[tuple[Node, list[Node]]] = []
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event; raises _Stop where the file must not be read any further."""
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self._stop("second-document", event)
            case yaml.AliasEvent():
                self._stop("anchor", event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.ScalarEvent():
                self._checked(event)
                self._add(Node(self._said(event), *_place(event)))
            case _:
                pass

    def _stop(self, code: str, event: yaml.Event) -> None:
        self.problems.append(Problem(code, *_place(event)))
        raise _Stop

    def _checked(self, event: yaml.Event) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop("too-many-nodes", event)
        if getattr(event, "anchor", None):
            self._stop("anchor", event)
        if getattr(event, "tag", None):
            self._stop("tag", event)

    def _said(self, event: yaml.ScalarEvent) -> str:
        """A text, as its author meant it."""
        if event.style:  # in quotation marks, or as a block
            if hidden := _HIDDEN.search(event.value):  # spelt out (\x00), so that no line has it
                values = {"number": f"{ord(hidden[0]):04X}"}
                self.problems.append(Problem("control-character", *_place(event), values))
                raise _Stop
            return event.value
        if event.end_mark and (remark := _REMARK.match(self._text, event.end_mark.index)):
            line, column = event.end_mark.line + 1, event.end_mark.column + len(remark[0])
            self.problems.append(Problem("comment-in-text", line, column))
        return "" if event.value in _NOTHING else event.value

    def _open(self, event: yaml.Event) -> None:
        self._checked(event)
        if len(self._stack) >= DEEPEST:
            self._stop("too-deep", event)
        empty: list[Node] | dict[str, Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append((Node(empty, *_place(event)), []))

    def _close(self) -> None:
        node, children = self._stack.pop()
        if isinstance(node.value, list):
            node.value.extend(children)
        elif isinstance(node.value, dict):
            self._pair(node, node.value, children)
        self._add(node)

    def _pair(self, node: Node, entries: dict[str, Node], children: list[Node]) -> None:
        for key, value in zip(children[::2], children[1::2], strict=True):
            name = key.value if isinstance(key.value, str) else "?"
            if name == "<<":
                self.problems.append(Problem("merge-key", key.line, key.column))
            elif name in entries:
                first = node.keys[name][0]
                self.problems.append(Problem("duplicate-key", key.line, key.column, {"key": name, "first": first}))
            else:
                entries[name] = value
                node.keys[name] = (key.line, key.column)

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1][1].append(node)
        else:
            self.root = node


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def plain(node: Node) -> object:
    """The tree as ordinary values, as pydantic takes them. An entry without a value is an empty text."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    return [plain(child) for child in node.value] if isinstance(node.value, list) else node.value
