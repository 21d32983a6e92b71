"""Slips of the finger on the whole app: old buttons, somebody else's, double taps, a restart between what is asked and
what is said to it; and what was taken back leaves every phone, sent or not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Message
from bot.session.placing import open_step
from bot.session.steering import MOMENT
from tests.stage import Stage
from tests.work.at_first_question import FIRST, SECOND, SURE, facilitator_told, question, times

STAY, NUDGE, UNDO = "Laisser ouverte", "Relancer dans le groupe", "Annuler"


async def _open(stage: Stage) -> str | None:
    return open_step((await stage.session())[1])


async def _asked(stage: Stage) -> Message:
    """Whoever facilitates is asked whether to go on; gives the message."""
    stage.clock.turn(2 * MOMENT)
    stage.tap("Awa", "Question suivante", chat=stage.private("Awa"))
    await stage.settle()
    return stage.question(stage.private("Awa"))


async def _taps(stage: Stage, message: Message, *labels: str) -> None:
    for label in labels:
        stage.tap("Awa", label, chat=stage.private("Awa"), message=message)
        await stage.settle()


async def test_two_taps_on_go_on_are_one_and_the_button_is_old_then(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        asked = await _asked(stage)
        await _taps(stage, asked, SURE, SURE, NUDGE, STAY)
        assert await _open(stage) == "story"
        assert times(stage, SECOND) == 1
        assert times(stage, "encore ouverte") == 0


async def test_what_is_asked_can_be_answered_after_a_restart(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        asked = await _asked(stage)
        await stage.stop()
        await stage.start(add=False)
        await _taps(stage, asked, SURE)
        assert await _open(stage) == "story"


async def test_nobody_else_decides_it_by_a_button_of_somebody_s(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        asked = await _asked(stage)
        where = stage.room.last(stage.private("Jo"))
        for key in (key for row in asked.keyboard for key in row):
            stage.room.press(stage.people["Jo"], where, key.data)
            await stage.settle()
        assert await _open(stage) == "today"
        assert times(stage, "encore ouverte") == 0


async def test_the_group_is_asked_once_under_the_question_however_often_it_is_tapped(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        prompt = next(m for m in stage.room.messages(stage.group) if FIRST in m.text)
        asked = await _asked(stage)
        await _taps(stage, asked, NUDGE, NUDGE)
        lines = [m for m in stage.room.messages(stage.group) if "encore ouverte" in m.text]
        assert [m.reply_to for m in lines] == [prompt.id]
        stage.say("Jo", "4", reply_to=lines[0])
        await stage.settle()
        assert [a.value.score for a in (await stage.session())[1].answers.to("today")] == [4]


async def test_a_step_taken_back_leaves_every_phone_and_what_waits_is_not_sent(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        asked = await _asked(stage)
        await _taps(stage, asked, SURE)
        assert all(times(stage, SECOND, stage.private(name)) for name in ("Awa", "Jo"))
        control = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if _has(m, UNDO))
        await _taps(stage, control, UNDO)
        assert await _open(stage) == "today"
        assert not times(stage, SECOND)
        assert not any(times(stage, SECOND, stage.private(name)) for name in stage.people)


async def test_an_old_undo_button_takes_nothing_back(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        asked = await _asked(stage)
        await _taps(stage, asked, SURE)
        control = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if _has(m, UNDO))
        data = next(key.data for row in control.keyboard for key in row if key.label == UNDO)
        stage.clock.turn(timedelta(minutes=2))
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert await _open(stage) == "secret"
        stage.room.press(stage.people["Awa"], control, data)
        await stage.settle()
        assert await _open(stage) == "secret"
        assert "déjà" in stage.room.toasts_of(stage.people["Awa"])[-1]


def _has(message: Message, label: str) -> bool:
    return any(key.label == label for row in message.keyboard for key in row)


async def test_the_undo_button_goes_after_a_minute(tmp_path: Path) -> None:
    async with question(tmp_path) as stage:
        control = next(m for m in reversed(stage.room.messages(stage.private("Awa"))) if m.keyboard)
        assert _has(control, UNDO)
        stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert not _has(control, UNDO)
        assert facilitator_told(stage, "Petit atelier") == 2
