"""Sample answers: what six people might answer to a scenario, in a file beside it (`samples/<id>.yaml`), so that it can
be played without them: by tests, by `palabre transcript`, by the rehearsal.

    scenario: roles
    answers:
      today: ["2", "1", "3", "4", "5", "4"]      # the same in every language
      surprise:
        fr: ["…", "…", "…", "…", "…", "-"]       # "-" passes
        en: ["…", …]

Each is the plain text that somebody would reply: persons 1 to 3 are of the South, 4 to 6 of the North. Knows no
question's own way of reading an answer; whoever plays them finds out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.scenario.fields import KEYS
from bot.scenario.model import Scenario
from bot.scenario.problems import Problem, meant
from bot.scenario.shape import Path as Keys
from bot.scenario.shape import position, words
from bot.scenario.step import Identifier, Shape
from bot.scenario.texts import Language
from bot.scenario.tree import Node, decoded, plain, read_tree

#: How many people answer: enough for three of each side, from which number on results are shown.
PEOPLE = 6
#: What Telegram takes as one message.
_LONGEST = 4096

_Answer = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Six = Annotated[tuple[_Answer, ...], Field(min_length=PEOPLE, max_length=PEOPLE)]


class Samples(Shape):
    """The sample answers to one scenario: six for each step that asks, in every language or in each its own."""

    scenario: Identifier
    answers: dict[Identifier, Six | dict[Language, Six]]

    def to(self, step: str, language: str) -> tuple[str, ...]:
        """The six answers to a step in a language, in the order of the people; raises KeyError for one without."""
        given = self.answers[step]
        return given[language] if isinstance(given, dict) else given


@dataclass(frozen=True, slots=True)
class SampleReading:
    """What a file of sample answers came to: they, where there is no mistake in it; every mistake; and the lines."""

    samples: Samples | None
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether they can be played."""
        return self.samples is not None


def beside(scenario: Path, id: str) -> Path:
    """Where the sample answers to the scenario of that id are, if there are any, from where its own file is."""
    return scenario.parent / "samples" / f"{id}.yaml"


def load_samples(data: bytes, scenario: Scenario) -> SampleReading:
    """Read the sample answers to a scenario; never raises for what the file says."""
    text, problems = decoded(data)
    root = None
    if not problems:
        root, problems = read_tree(text, KEYS | {"scenario", "answers"})
    if root is not None:
        problems += _Check(root, scenario).all()
    ordered = tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))
    samples = Samples.model_validate(plain(root)) if root is not None and not ordered else None
    return SampleReading(samples, ordered, tuple(text.split("\n")))


def find_samples(folders: Sequence[Path], scenario: Scenario) -> Samples | None:
    """The sample answers to a scenario that lie in the first of these folders that has some; None where none has, or
    they have mistakes."""
    files = (beside(folder / f"{scenario.id}.yaml", scenario.id) for folder in folders)
    found = next((file for file in files if file.is_file()), None)
    return load_samples(found.read_bytes(), scenario).samples if found else None


class _Check:
    """Everything that is wrong with a file of sample answers to that scenario."""

    def __init__(self, root: Node, scenario: Scenario) -> None:
        self._root = root
        self._scenario = scenario
        self._asking = {step.id: step for step in scenario.steps if step.asks}

    def all(self) -> Iterator[Problem]:
        """Every mistake, in no order."""
        if not isinstance(self._root.value, dict):
            yield self._at((), "not-a-mapping")
            return
        known = ("scenario", "answers")
        for key in self._root.value.keys() - set(known):
            yield self._at((key,), "unknown-key", place="the file", key=key[:40], meant=meant(key, known))
        for key in known:
            if key not in self._root.value:
                yield self._at((), "missing-key", place="the file", key=key)
        yield from self._header(self._root.value.get("scenario"))
        yield from self._answers(self._root.value.get("answers"))

    def _at(self, path: Keys, code: str, **values: object) -> Problem:
        return Problem(code, *position(self._root, path), {"place": words(self._root, path), **values})

    def _header(self, node: Node | None) -> Iterator[Problem]:
        if node and node.value != self._scenario.id:
            yield self._at(("scenario",), "samples-elsewhere", value=str(plain(node))[:40], id=self._scenario.id)

    def _answers(self, node: Node | None) -> Iterator[Problem]:
        if node is None:
            return
        if not isinstance(node.value, dict):
            yield self._at(("answers",), "not-a-mapping")
            return
        for id, given in node.value.items():
            yield from self._to_step(("answers", id), id, given)
        for id in self._asking.keys() - node.value.keys():
            yield self._at(("answers",), "samples-missing", id=id)

    def _to_step(self, path: Keys, id: str, given: Node) -> Iterator[Problem]:
        if id not in self._asking:
            yield self._at(path, "samples-unknown", id=id[:40], meant=meant(id, self._asking))
        elif isinstance(given.value, dict):
            yield from self._by_language(path, given.value)
        else:
            yield from self._six(path, given)

    def _by_language(self, path: Keys, given: Mapping[str, Node]) -> Iterator[Problem]:
        for language, answers in given.items():
            if language in self._scenario.languages:
                yield from self._six((*path, language), answers)
            else:
                yield self._at((*path, language), "language-not-in-title", language=language[:40])
        for language in self._scenario.languages:
            if language not in given:
                yield self._at(path, "samples-language", language=language)

    def _six(self, path: Keys, node: Node) -> Iterator[Problem]:
        if not isinstance(node.value, list):
            yield self._at(path, "samples-list")
            return
        if len(node.value) != PEOPLE:
            yield self._at(path, "samples-six", count=len(node.value))
        for index, answer in enumerate(node.value):
            if not isinstance(answer.value, str):
                yield self._at((*path, index), "not-a-text")
            elif not answer.value.strip():
                yield self._at((*path, index), "empty-text")
            elif len(answer.value) > _LONGEST:
                yield self._at((*path, index), "long-text", most=_LONGEST)
