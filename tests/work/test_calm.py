"""MembershipChange messages are edited calmly, and where more people answer at once than reactions may go out, the
status is their receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.rehearsal.allowance import Allowance
from bot.rehearsal.model import Message, Person
from tests.stage import SOUTH, Stage, open_stage
from tests.waiting import count_queued

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
NOTED = "Tout ce qui est arrivé jusqu’ici est noté, même sans le signe ✍"
CROWD = 30


def _edits(stage: Stage) -> int:
    """How many edits the group has seen."""
    return sum(m == "editmessagetext" and chat == stage.group.id for _, m, chat in stage.running.emulator.calls)


def _status(stage: Stage) -> str:
    return next(text for text in reversed(stage.texts()) if text.startswith(("Question", "Personne")))


async def turn(stage: Stage, seconds: float) -> None:
    """So much time passes, and the app does what there is to do in it."""
    until = stage.clock.now() + timedelta(seconds=seconds)
    while True:
        await stage.app.poll.once(0)
        report = await stage.app.work.once()
        if await stage.app.sender.step() or report.done or stage.room.pending(None):
            continue
        if stage.clock.now() >= until:
            return
        wait = min(await stage.app.sender.next_wait(), 5.0)
        stage.clock.turn(min(timedelta(seconds=wait), until - stage.clock.now()))


async def test_a_step_costs_each_phone_two_edits(tmp_path: Path) -> None:
    """Six people answer half a minute apart: one edit says that the step is open, one how far it is."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        before = _edits(stage)
        for name in stage.people:
            await turn(stage, 30)
            stage.say(name, "4", reply_to=stage.question())
        await turn(stage, 60)
        assert _edits(stage) - before == 2
        await turn(stage, 20 * 60)
        assert _edits(stage) - before == 3
        assert _status(stage) == "Question 1 sur 9 · 6 réponses sur 6"


@asynccontextmanager
async def _crowd(tmp_path: Path) -> AsyncIterator[tuple[Stage, list[Person]]]:
    """A group of thirty more people at a question, and a Telegram that enforces its limits."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        crowd = [stage.room.person(f"Personne {n}") for n in range(CROWD)]
        for person in crowd:
            stage.people[person.name] = person
            stage.group.members.append(person.id)
        await stage.begin("small", join=False)
        for name in stage.people:
            stage.tap(name, SOUTH)
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.clock.turn(timedelta(seconds=90))
        stage.running.emulator.allowance = Allowance()
        yield stage, crowd


def _answer(stage: Stage, people: list[Person]) -> list[Message]:
    question = stage.question()
    return [stage.say(person.name, "4", reply_to=question) for person in people]


async def test_receipts_over_the_group_s_budget_are_told_by_the_status(tmp_path: Path) -> None:
    async with _crowd(tmp_path) as (stage, crowd):
        answers = _answer(stage, crowd)
        await turn(stage, 45)
        assert f"{CROWD} réponses sur {CROWD + 6}\n{NOTED}" in _status(stage)
        assert sum(bool(answer.reaction) for answer in answers) == 12
        await turn(stage, 90)
        assert sum(bool(answer.reaction) for answer in answers) == 24
        assert await stage.app.database.transact(count_queued) == 0
        assert stage.running.emulator.allowance is not None
        assert stage.running.emulator.allowance.refused == 0
        await turn(stage, 20 * 60)
        _answer(stage, [stage.people["Jo"]])
        await turn(stage, 20 * 60)
        assert NOTED not in _status(stage)


async def test_what_is_taken_back_in_a_crowd_loses_its_receipt(tmp_path: Path) -> None:
    """The first and the last of thirty withdraw: one has a reaction by then, one never gets one."""
    async with _crowd(tmp_path) as (stage, crowd):
        answers = _answer(stage, crowd)
        await turn(stage, 20)
        assert answers[0].reaction
        for person in (crowd[0], crowd[-1]):
            stage.say(person.name, "/undo")
        await turn(stage, 180)
        assert not answers[0].reaction
        assert not answers[-1].reaction
        assert f"{CROWD - 2} réponses sur {CROWD + 6}" in _status(stage)
