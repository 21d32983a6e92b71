"""The four lessons and the pulse: built as promised, and played to their end by people with the sample answers."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario.kinds import ScaleStep
from bot.scenario.library import Library
from bot.scenario.load import load
from bot.scenario.pairing import total_window
from bot.scenario.samples import Samples, load_samples
from bot.scenario.step import AskingStep
from bot.scenario.variant import has_short, shortened
from bot.session.answers import Answer
from bot.session.placing import open_step
from bot.session.state import Phase
from tests.stage import Stage, open_stage

ROOT = Path(__file__).parent.parent
SCENARIOS = folder("scenarios")
LIBRARY = Library([SCENARIOS])
LESSONS = {"people": 1, "bond": 2, "power": 3, "honesty": 4}
PRACTICES = ("expertise", "roles", "together", "flexibility", "leadership", "south-south")
#: The largest group and the smallest, each in one language: which side people are on, and who isn't there.
GROUPS = [("fr", "SSSNNN"), ("en", "SS--NN")]


def test_the_list_begins_with_people_and_ends_with_the_pulse() -> None:
    assert {scenario.id: scenario.lesson for scenario in LIBRARY.all() if scenario.lesson} == LESSONS
    assert LIBRARY.ids() == (*LESSONS, *PRACTICES, "pulse")


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_there_is_nothing_to_advise(id: str) -> None:
    reading = load(LIBRARY.source(id))
    assert reading.problems == ()
    assert reading.missing == {language: [] for language in [*LANGUAGES][1:]}


@pytest.mark.parametrize("id", LESSONS)
def test_a_lesson_is_built_as_promised(id: str) -> None:
    lesson = LIBRARY.get(id)
    first, last = lesson.steps[0], lesson.steps[-1]
    assert len(lesson.steps) <= 8
    assert (first.kind, first.measures, last.kind) == ("scale", id, "commitment")
    assert all(isinstance(step, AskingStep) and step.heading for step in lesson.steps)
    assert lesson.duration is not None
    assert total_window(lesson.steps) == lesson.duration.async_ == timedelta(days=5)


@pytest.mark.parametrize("id", [*LESSONS, *PRACTICES])
def test_its_short_variant_keeps_the_measure_and_the_commitments(id: str) -> None:
    short = shortened(LIBRARY.get(id)).steps
    assert len(short) <= 4
    assert (short[0].measures, short[-1].kind) == (id, "commitment")


@pytest.mark.parametrize("id", [*LESSONS, *PRACTICES])
def test_at_most_one_of_two_that_open_together_is_answered_in_words(id: str) -> None:
    """A reply to their message is a number or words, so it is plain to which of them it belongs."""
    in_words = {"text", "commitment"}
    pairs = [{one.kind, after.kind} for one, after in pairwise(LIBRARY.get(id).steps) if one.with_next]
    assert pairs
    assert all(len(kinds) == 2 and not kinds <= in_words for kinds in pairs)


def told_of(id: str) -> set[str]:
    """The questions of a workshop that the table of ideas names."""
    _, section = (ROOT / "docs/scenarios.md").read_text("utf-8").split(f"\n## {id}\n")
    table = "\n".join(line for line in section.split("\n## ")[0].splitlines() if line.startswith("| "))
    return set(re.findall("`([a-z-]+)`", table))


@pytest.mark.parametrize("id", [*LESSONS, *PRACTICES])
def test_every_question_of_a_workshop_serves_an_idea(id: str) -> None:
    assert told_of(id) >= {step.id for step in LIBRARY.get(id).steps}


@pytest.mark.parametrize("id", [*LESSONS, *PRACTICES])
def test_the_table_of_ideas_names_no_question_that_is_gone(id: str) -> None:
    assert told_of(id)
    assert told_of(id) <= {step.id for step in LIBRARY.get(id).steps}


def test_the_pulse_asks_each_question_in_the_words_of_its_workshop() -> None:
    """Else the curve would compare answers to different questions; and what the summary names is on the list."""
    pulse = LIBRARY.get("pulse")
    assert [step.measures for step in pulse.steps] == [*LESSONS, *PRACTICES]
    for step in pulse.steps:
        assert isinstance(step, ScaleStep)
        workshop = LIBRARY.get(step.id)
        first = workshop.steps[0]
        assert isinstance(first, ScaleStep)
        assert (step.prompt, step.low, step.high) == (first.prompt, first.low, first.high), step.id
        assert step.heading == workshop.title
        assert step.private


def test_the_pulse_is_one_message_and_whole_where_it_is_short() -> None:
    pulse = LIBRARY.get("pulse")
    assert total_window(pulse.steps) == timedelta(hours=48)
    assert not has_short(pulse)


@pytest.mark.parametrize(("language", "sides"), GROUPS)
@pytest.mark.parametrize("id", [*LESSONS, "pulse"])
async def test_runs_to_its_end_with_the_sample_answers(id: str, language: str, sides: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, language=language) as stage:
        await _begin(stage, id, sides)
        asked = [step async for step in _played(stage, _samples(id), sides, language)]
        scenario, session = await stage.session()
        assert session.phase is Phase.CLOSED
        assert asked == [step.id for step in scenario.steps], "none is skipped"


async def _begin(stage: Stage, id: str, sides: str) -> None:
    await stage.begin(id, join=False)
    for name, side in zip(stage.people, sides, strict=True):
        if side != "-":
            stage.tap(name, "Toit vert" if side == "S" else "Aurore")
    await stage.settle()
    stage.say("Awa", "/next")
    await stage.settle()


async def _played(stage: Stage, samples: Samples, sides: str, language: str) -> object:
    """Play on to the end; gives each step that was asked."""
    while step := open_step((await stage.session())[1]):
        said = await _answered(stage, step, samples.to(step, language), sides)
        _, session = await stage.session()
        given = session.answers.to(step)
        assert _counted(given) == said, (step, given)
        yield step
        stage.say("Awa", "/next")
        await stage.settle()


async def _answered(stage: Stage, step: str, answers: tuple[str, ...], sides: str) -> tuple[int, int]:
    """Everybody replies in words; gives how many of the replies are answers, and how many pass."""
    shape = (await stage.session())[0].step(step)
    question = stage.question()
    there = [(name, text) for name, side, text in zip(stage.people, sides, answers, strict=True) if side != "-"]
    for name, text in there:
        if shape.private:
            stage.say(name, text, chat=stage.private(name))
        else:
            stage.say(name, text, reply_to=question)
        await stage.settle()
    passed = sum(text == "-" for _, text in there)
    return len(there) - passed, passed


def _counted(given: tuple[Answer, ...]) -> tuple[int, int]:
    passed = sum(answer.passed for answer in given)
    return len({answer.person for answer in given}) - passed, passed


def _samples(id: str) -> Samples:
    reading = load_samples((SCENARIOS / "samples" / f"{id}.yaml").read_bytes(), LIBRARY.get(id))
    assert reading.samples is not None, reading.problems
    return reading.samples
