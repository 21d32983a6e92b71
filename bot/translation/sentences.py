"""The sentences of a scenario file and of the sample answers beside it, each with its place, and how a translation is
put in. Only lines of the translation change: comments, order and spacing are somebody's work and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from bot.languages import LANGUAGES
from bot.scenario.fields import TEXTS
from bot.translation.emit import block, fits_in_flow, flow

#: What stands in a place: a text, or the six sample answers to a step.
Said = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said in one place, such as `steps/today/prompt`, by language, and where the file has it."""

    place: str
    said: Mapping[str, Said]
    node: yaml.MappingNode
    #: The column at which the key of this place stands, in front of the mapping.
    column: int


def sentences(text: str) -> list[Sentence]:
    """Every sentence of a scenario or of sample answers, in the order of the file, which has been found good."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return list(_below(root, (), 0)) if root else []


def put(text: str, translated: Mapping[str, Said], language: str) -> str:
    """The file with these translations in their places; what it has already in that language is replaced."""
    for sentence in reversed(sentences(text)):
        said = translated.get(sentence.place)
        if said is not None and said != sentence.said.get(language):
            text = _with(text, sentence, language, said)
    return text


def _below(node: yaml.Node, path: tuple[str, ...], column: int) -> Iterator[Sentence]:
    if isinstance(node, yaml.MappingNode):
        if path and _by_language(node, path):
            yield Sentence("/".join(path), {key.value: _value(value) for key, value in node.value}, node, column)
            return
        for key, value in node.value:
            yield from _below(value, (*path, key.value), key.start_mark.column)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value, 1):
            yield from _below(item, (*path, _named(item) or str(number)), column)


def _by_language(node: yaml.MappingNode, path: tuple[str, ...]) -> bool:
    """Whether a mapping holds a text, or the answers to one step, by language."""
    answers = len(path) == 2 and path[0] == "answers"
    return (answers or path[-1] in TEXTS) and all(key.value in LANGUAGES for key, _ in node.value)


def _named(item: yaml.Node) -> str | None:
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return next((value.value for key, value in pairs if key.value == "id"), None)


def _value(node: yaml.Node) -> Said:
    return node.value if isinstance(node, yaml.ScalarNode) else tuple(answer.value for answer in node.value)


def _with(text: str, sentence: Sentence, language: str, said: Said) -> str:
    node = sentence.node
    start, end = node.start_mark.index, node.end_mark.index
    if node.flow_style:
        whole = {**sentence.said, language: said}
        written = flow(whole)
        if not fits_in_flow(whole) or node.start_mark.column + len(written) > _WIDTH:
            written = "".join(f"\n{one}" for one in _lines(whole, sentence.column + 2))
            return text[:start].rstrip(" ") + written + text[end:]
        return text[:start] + written + text[end:]
    written = "\n".join(_lines({language: said}, node.start_mark.column))
    for key, value in node.value:
        if key.value == language:
            begin = text.rindex("\n", 0, key.start_mark.index) + 1
            return text[:begin] + written + text[_end(text, value) :]
    after = _end(text, node.value[-1][1])
    return f"{text[:after]}\n{written}{text[after:]}"


#: How wide a line of a scenario file may get.
_WIDTH = 120


def _lines(by_language: Mapping[str, Said], column: int) -> Iterator[str]:
    for language, said in by_language.items():
        yield from block(language, said, column, _WIDTH)


def _end(text: str, node: yaml.Node) -> int:
    """Where the last line of a value ends: without the empty lines and the comments after it."""
    last = node
    while isinstance(last, yaml.SequenceNode | yaml.MappingNode) and not last.flow_style and last.value:
        last = last.value[-1] if isinstance(last, yaml.SequenceNode) else last.value[-1][1]
    said = text[: last.end_mark.index].rstrip()
    line = re.compile(r"[^\n]*").match(text, len(said))
    return line.end() if line else len(said)
