"""What experienced facilitators would say to the author of a scenario, as advice: it can be played all the same.

From a facilitator's review of the shipped scenarios. What can only be judged with a word list in the text's language
asks `craft`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.scenario import coverage
from bot.scenario.craft import Craft, found, is_one
from bot.scenario.dates import fixed_dates
from bot.scenario.draft import Draft
from bot.scenario.durations import show_duration
from bot.scenario.kinds import AnyStep, Column
from bot.scenario.pairing import total_window
from bot.scenario.problems import Problem
from bot.scenario.shape import Path

#: Where a list or a button cuts a prompt that has no heading.
_FIRST_WORDS = 55
_QUESTIONS = re.compile(r"[?؟]")
#: The end of a sentence, and whatever closes behind it.
_SENTENCE = re.compile(r"[.!?؟…][»”\"')\u00a0\u202f ]*(?=\s|$)")
_QUOTED = re.compile(r"[«“„\"][^»”\"]+[»”\"]")


def check(draft: Draft) -> Iterator[Problem]:
    """All the advice on a scenario: on each of its steps, on its length, and on its words."""
    for index, step in draft.steps.items():
        for rule in _STEP_RULES:
            yield from (draft.at(("steps", index, *path), code, **values) for path, code, values in rule(step))
    yield from _length(draft)
    yield from _words(draft)


_Found = Iterator[tuple[Path, str, dict[str, object]]]


def _anonymous(step: AnyStep) -> _Found:
    """People write freely only where they know before that nothing leads to them."""
    for language, text in step.prompt.items() if step.unattributed else ():
        if not any(found(text, language, Craft.ANONYMOUS)):
            yield ("prompt", language), "says-not-anonymous", {}


def _questions(step: AnyStep) -> _Found:
    """One thing at a time."""
    most = step.most_questions
    for language, text in step.prompt.items():
        if (count := len(_QUESTIONS.findall(text))) > most:
            yield ("prompt", language), "many-questions", {"count": count, "most": most}


def _rule_of_decision(step: AnyStep) -> _Found:
    """A vote says what it does and doesn't decide."""
    for language, text in step.prompt.items() if step.draws_on else ():
        if len(_SENTENCE.findall(text)) < 2:
            yield ("prompt", language), "vote-without-rule", {}


def _heading(step: AnyStep) -> _Found:
    if step.asks and not step.heading and any(len(text) > _FIRST_WORDS for text in step.prompt.values()):
        yield ("prompt",), "no-heading", {"most": _FIRST_WORDS}


def _note(step: AnyStep) -> _Found:
    """A first-time facilitator needs words to copy."""
    if step.asks and not step.note:
        yield (), "no-note", {}
    for language, text in (step.note or {}).items():
        if not _QUOTED.search(text):
            yield ("note", language), "note-without-words", {}


def _columns(step: AnyStep) -> _Found:
    columns = [(name, n, one) for name, all in step.lists() for n, one in enumerate(all) if isinstance(one, Column)]
    for name, n, column in columns:
        for language, text in column.text.items():
            if is_one(text, language, Craft.ALL_OF_US):
                yield (name, n, "text", language), "column-us", {"text": text}


def _dates(step: AnyStep) -> _Found:
    for language, text in step.prompt.items():
        for date in fixed_dates(text):
            yield ("prompt", language), "fixed-date", {"date": date}


_STEP_RULES: tuple[Callable[[AnyStep], _Found], ...] = (
    _anonymous,
    _questions,
    _rule_of_decision,
    _heading,
    _note,
    _columns,
    _dates,
)


def _length(draft: Draft) -> Iterator[Problem]:
    """The windows add up to the days that are promised; a fifth more is no matter."""
    promised = draft.length.async_ if draft.length else None
    total = total_window([step for _, step in sorted(draft.steps.items())])
    if promised and total > promised * 1.2:
        values = {"total": show_duration(total), "promised": show_duration(promised)}
        yield draft.at(("duration", "async"), "windows-too-long", **values)


def _words(draft: Draft) -> Iterator[Problem]:
    """Words that put one side above the other, and words that tell whoever looks over a shoulder too much."""
    for path, node in coverage.texts(draft.root):
        for language, text in node.value.items() if isinstance(node.value, dict) else ():
            if not isinstance(text.value, str):
                continue
            for word in found(text.value, language, Craft.AVOID):
                yield draft.at((*path, language), "word-to-avoid", word=word.said, instead=word.instead)
            for word in found(text.value, language, Craft.COMMUNITY):
                yield draft.at((*path, language), "names-the-community", word=word.said)
