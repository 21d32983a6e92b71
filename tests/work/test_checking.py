"""/check: what Telegram says of the bot's rights at that moment, told with what mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.shapes import Json
from tests.stage import Stage, open_stage
from tests.work.at_first_question import press_next, question

WELL = "Tout va bien."


async def _look(stage: Stage) -> str:
    """What Awa is told in private."""
    stage.say("Awa", "/check")
    await stage.settle()
    return stage.texts(stage.private("Awa"))[-1]


def _silenced(stage: Stage) -> None:
    stage.group.may_send = False


def _no_reactions(stage: Stage) -> None:
    stage.group.may_react = False


def _admin(stage: Stage) -> None:
    stage.group.bot_admin = True


def _overheard(stage: Stage) -> None:
    stage.room.privacy = False


@pytest.mark.parametrize(
    ("trouble", "told"),
    [(_silenced, "Je ne peux pas écrire"), (_no_reactions, "Je ne peux pas réagir"), (_admin, "droits d’admin"),
     (_overheard, "@BotFather")],
)  # fmt: skip
async def test_each_trouble_is_told_and_is_no_more_once_it_is_mended(
    trouble: Callable[[Stage], None], told: str, tmp_path: Path
) -> None:
    async with open_stage(tmp_path) as stage:
        first = await _look(stage)
        assert WELL in first
        assert told not in first
        trouble(stage)
        found = await _look(stage)
        assert WELL not in found
        assert told in found
        stage.group.may_send = stage.group.may_react = stage.room.privacy = True
        stage.group.bot_admin = False
        assert WELL in await _look(stage)


async def test_where_it_cannot_write_nothing_waits_to_be_said_in_the_group(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        _silenced(stage)
        said = len(stage.texts())
        await _look(stage)
        stage.group.may_send = True
        await stage.settle()
        assert len(stage.texts()) == said


async def test_in_a_group_of_which_the_bot_is_an_admin_all_rights_are_its_own(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        _silenced(stage)
        _admin(stage)
        assert "Je peux écrire" in await _look(stage)


async def test_a_topic_that_is_closed_or_gone_is_told_once_that_is_known(tmp_path: Path) -> None:
    async with question(tmp_path, topic=7) as stage:
        stage.group.forum = True
        assert "sujet" not in await _private(stage)
        stage.room.close_topic(stage.group, 7)
        await press_next(stage)
        assert "est fermé" in await _private(stage)
        stage.group.forum = False
        assert "n’existe plus" in await _private(stage)


async def _private(stage: Stage) -> str:
    """What Awa is told who asks in private, so that the topic stays the one that it was."""
    stage.say("Awa", "/check", chat=stage.private("Awa"))
    await stage.settle()
    return stage.texts(stage.private("Awa"))[-1]


async def test_where_telegram_cannot_be_asked_that_is_said_and_the_rest_is_told(tmp_path: Path) -> None:
    async def watch(moment: str, method: str, call: Json) -> None:
        if method == "getchat":
            raise BrokenError

    async with open_stage(tmp_path, watch=watch) as stage:
        told = await _look(stage)
        assert "Réessayez dans une minute" in told
        assert "Heures calmes" in told
        assert WELL not in told
