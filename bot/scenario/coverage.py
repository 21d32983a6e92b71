"""Languages of a scenario: which it has, and which of its texts lack one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.languages import LANGUAGES
from bot.scenario.fields import TEXTS
from bot.scenario.problems import Problem
from bot.scenario.shape import Path, words
from bot.scenario.tree import Node


def texts(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every text of the file with its path. The depth of the tree is limited, so this recursion is."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if key in TEXTS and isinstance(child.value, dict):
                yield (*path, key), child
            else:
                yield from texts(child, (*path, key))
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from texts(child, (*path, index))


def of(root: Node) -> tuple[str, ...]:
    """The languages of a scenario, the first one first: those of its title."""
    title = root.value.get("title") if isinstance(root.value, dict) else None
    known = title.value if title and isinstance(title.value, dict) else {}
    return tuple(language for language in known if language in LANGUAGES)


def check(root: Node) -> Iterator[Problem]:
    """Texts without the first language, and languages that the title doesn't have."""
    languages = of(root)
    for path, node in texts(root):
        if not languages or path == ("title",) or not isinstance(node.value, dict):
            continue
        if languages[0] not in node.value and node.value:
            values = {"place": words(root, path), "language": languages[0]}
            yield Problem("first-language-missing", node.line, node.column, values)
        for language in node.value:
            if language in LANGUAGES and language not in languages:
                yield Problem("language-not-in-title", *node.keys[language], {"language": language})


def missing(root: Node) -> dict[str, list[tuple[str, int]]]:
    """For each further language, the texts that lack it: the place in words, and its line."""
    languages = of(root)
    lacking: dict[str, list[tuple[str, int]]] = {language: [] for language in languages[1:]}
    for path, node in texts(root):
        for language, places in lacking.items():
            if isinstance(node.value, dict) and language not in node.value:
                places.append((words(root, path), node.line))
    return lacking
