"""What names a kind of step: its classes, its file, its name as a value or as a word of another name. For the test that
finds none of it outside the kind's own file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Kinds whose names are also words of other rooms: a message of Telegram's, the text of a button. By themselves they
#: name no kind; beside `kind`, or beside other kinds, they do.
COMMON = frozenset({"message", "text"})


@dataclass(frozen=True)
class Kinds:
    """What kinds there are: their names, and the names of the classes that belong to each."""

    names: frozenset[str]
    classes: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """The names that can mean nothing but a kind."""
        return self.names - COMMON


def classes_of(source: str) -> set[str]:
    """The classes that a kind's file has for itself."""
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def namings(source: str, kinds: Kinds) -> set[str]:
    """Everything in a piece of code that names a kind, as `line: what`."""
    return {f"{line}: {what}" for line, what in _namings(ast.parse(source), kinds)}


def _namings(tree: ast.AST, kinds: Kinds) -> Iterator[tuple[int, str]]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.ImportFrom | ast.Import):
            modules = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            yield from ((line, name) for name in modules if _names_a_file(name, kinds) or name in kinds.classes)
        elif isinstance(node, ast.Constant) and node.value in kinds.telling and id(node) not in prose:
            yield line, repr(node.value)
        elif isinstance(node, ast.Compare | ast.Match | ast.Subscript) and _about_kind(node):
            yield from ((line, f"kind {name!r}") for name in _constants(node) & kinds.names)
        elif isinstance(node, ast.Dict | ast.Set | ast.Tuple | ast.List):
            several = _elements(node) & kinds.names
            yield from ((line, f"one of {sorted(several)}") for _ in several if len(several) > 1)
        else:
            yield from ((line, name) for name in _identifiers(node) if _names_a_kind(name, kinds))


def _names_a_file(module: str, kinds: Kinds) -> bool:
    return any(module.endswith(f"kinds.{name}") for name in kinds.names)


def _names_a_kind(identifier: str, kinds: Kinds) -> bool:
    """Whether an identifier is one of a kind's classes, or has a kind's name as one of its words."""
    words = {word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)}
    return identifier in kinds.classes or bool(words & kinds.telling)


def _identifiers(node: ast.AST) -> Iterator[str]:
    for attribute in ("id", "attr", "arg", "name"):
        if isinstance(value := getattr(node, attribute, None), str):
            yield value


def _about_kind(node: ast.AST) -> bool:
    asked = [node.subject] if isinstance(node, ast.Match) else ast.walk(node)
    return any(name == "kind" for part in asked for name in _identifiers(part)) or "kind" in _constants(node)


def _constants(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _elements(node: ast.Dict | ast.Set | ast.Tuple | ast.List) -> set[str]:
    elements = [key for key in node.keys if key] if isinstance(node, ast.Dict) else node.elts
    return {e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str)}
