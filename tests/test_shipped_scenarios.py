"""Each shipped scenario runs to its end in both languages, every kind answered by tap and by text."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.documents.json import json_summary
from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario.kinds import ChoiceStep, MatrixStep
from bot.scenario.library import Library
from bot.scenario.load import load
from bot.scenario.pairing import total_window
from bot.scenario.step import AskingStep
from bot.scenario.texts import text_in
from bot.session.kinds.commitment import CommitmentValue
from bot.session.organisations import Side
from bot.session.placing import open_step
from bot.session.state import Phase
from tests.stage import Stage, open_stage

LIBRARY = Library([folder("scenarios")])
PRACTICES = {"expertise": 1, "roles": 2, "together": 3, "flexibility": 4, "leadership": 5, "south-south": 6}
#: In which step people answer each other, in the same order.
ECHOES = dict(zip(PRACTICES, ("pair", "settle", "rhythm", "room", "echo", "step-back"), strict=True))
#: Who taps and who writes; each side has both.
TAP, WRITE = ("Awa", "Camille", "Nour"), ("Chidi", "Sam", "Jo")


def test_the_six_practices_are_on_the_shelf_without_a_mistake() -> None:
    assert not LIBRARY.broken
    assert {scenario.id: scenario.practice for scenario in LIBRARY.all() if scenario.practice} == PRACTICES


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_there_is_nothing_to_advise(id: str) -> None:
    assert [(problem.line, problem.code) for problem in load(LIBRARY.source(id)).problems] == []


def test_they_are_read_once() -> None:
    assert Library([folder("scenarios")]).get("roles") is LIBRARY.get("roles")


@pytest.mark.parametrize("id", PRACTICES)
def test_a_practice_is_built_as_promised(id: str) -> None:
    reading = load(LIBRARY.source(id))
    scenario = LIBRARY.get(id)
    assert reading.missing == {language: [] for language in [*LANGUAGES][1:]}
    assert scenario.languages == (*LANGUAGES,)
    assert 6 <= len(scenario.steps) <= 8
    first = scenario.steps[0]
    assert (first.kind, first.measure) == ("scale", id)
    assert scenario.steps[-1].kind == "commitment"
    assert all(isinstance(step, AskingStep) and step.heading for step in scenario.steps)
    assert scenario.duration is not None
    assert total_window(scenario.steps) == scenario.duration.async_ == timedelta(days=5)
    assert scenario.source


@pytest.mark.parametrize("id", PRACTICES)
def test_a_note_fits_a_phone_and_has_one_sentence_to_copy(id: str) -> None:
    for step in LIBRARY.get(id).steps:
        assert step.note is not None
        for language, mark in (("fr", "«"), ("en", "“")):
            assert len(step.note[language]) <= 280, step.id
            assert step.note[language].count(mark) == 1, step.id


@pytest.mark.parametrize(("id", "step"), ECHOES.items())
def test_in_one_step_people_answer_each_other_before_all(id: str, step: str) -> None:
    """In words, in the group, as they come, after something that was said unseen."""
    scenario = LIBRARY.get(id)
    echo = scenario.step(step)
    assert (echo.kind, echo.private) == ("text", False)
    assert any(before.private for before in scenario.steps[1 : scenario.index(step)])


def test_roles_asks_who_decides_and_what_part_each_wants_in_the_same_decisions() -> None:
    decisions, part = (step for step in LIBRARY.get("roles").steps if isinstance(step, MatrixStep))
    assert {"own", "other"} <= {column.stands_for for column in decisions.columns}
    assert decisions.rows == part.rows
    assert [column.text["en"] for column in part.columns] == [
        "Deciding",
        "Advising beforehand",
        "Knowing beforehand",
        "Knowing after is enough",
    ]


def test_leadership_has_the_people_concerned_as_a_column_and_not_only_organisations() -> None:
    lead = next(step for step in LIBRARY.get("leadership").steps if isinstance(step, MatrixStep))
    assert lead.columns[0].text["en"] == "The people concerned"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("id", PRACTICES)
async def test_runs_to_its_end(id: str, language: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, language=language) as stage:
        await stage.begin(id)
        asked = [step async for step in _played(stage)]
        scenario, session = await stage.session()
        assert session.phase is Phase.CLOSED
        assert {step.kind for step in scenario.steps if step.id in asked} == {s.kind for s in scenario.steps}
        for step in (scenario.step(id) for id in asked):
            assert any(text_in(step.prompt, language).text in said for said in stage.texts()), step.id
        assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in stage.texts())
        document = json.loads(json_summary([(scenario, session)]))["sessions"][0]
        assert [step["id"] for step in document["steps"]] == asked
        assert all(len(step["answers"]) == 6 for step in document["steps"])


async def _played(stage: Stage) -> object:
    """Play on to the end; gives each step that was asked."""
    stage.say("Awa", "/next oui")
    await stage.settle()
    while step := open_step((await stage.session())[1]):
        await _answer(stage, step)
        await _check(stage, step)
        yield step
        stage.say("Awa", "/next oui")
        await stage.settle()


async def _answer(stage: Stage, step: str) -> None:
    """Three people tap and three write the same; where there is nothing to tap, all write."""
    scenario, _ = await stage.session()
    shape = scenario.step(step)
    taps, text = _ANSWERS[shape.kind](shape)
    assert isinstance(shape, AskingStep)
    question = stage.question()
    for name in (*TAP, *WRITE):
        chat = stage.private(name) if shape.private else stage.group
        if name in TAP and taps:
            for code in taps:
                keys = [k.data for m in stage.room.messages(chat) if m.sender == 0 for row in m.keyboard for k in row]
                stage.tap(name, next(k for k in keys[::-1] if re.search(rf"a-[^-]+-\d+-{code}$", k)), chat=chat)
                await stage.settle()
        elif shape.private:
            stage.answer(name, text)
        else:
            stage.say(name, text, reply_to=question)
    await stage.settle()


def _matrix(step: MatrixStep) -> tuple[list[str], str]:
    cells = [f"{row}{'ab'[row % 2]}" for row in range(1, len(step.rows) + 1)]
    return cells, " ".join(cells)


def _choice(step: ChoiceStep) -> tuple[list[str], str]:
    chosen = [str(n) for n in range(1, min(step.max, 2) + 1)]
    return chosen, ",".join(chosen)


_ANSWERS = {
    "scale": lambda step: (["2"], "2"),
    "text": lambda step: ([], "On nous a prévenus le lundi, et nous avons attendu."),
    "choice": _choice,
    "matrix": _matrix,
    "vote": lambda step: (["1", "2"], "1, 2"),
    "commitment": lambda step: ([], "Écrire le calendrier ; nos deux équipes ; 15/12/2027"),
}


async def _check(stage: Stage, step: str) -> None:
    """All six are recorded, and a tap says the same as a text."""
    _, session = await stage.session()
    answers = session.answers.to(step)
    assert len({a.person for a in answers}) == len(answers) == 6
    assert len({a.value for a in answers}) == 1, [a.value for a in answers]
    if isinstance(answers[0].value, CommitmentValue):
        assert [str(one.due) for one in answers[0].value.commitments] == ["2027-12-15"]
    assert {session.organisation(a.organisation).side for a in answers} == {Side.SOUTH, Side.NORTH}
