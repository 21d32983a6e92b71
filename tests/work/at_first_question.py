"""The small session at its first question, where the trouble of chats begins, and what is looked at there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.rehearsal.model import Chat
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
SURE = "Continuer quand même"
FIRST, SECOND, THIRD = "Comment allons-nous ?", "Racontez une fois.", "Et sans nom ?"


@asynccontextmanager
async def question(tmp_path: Path, topic: int | None = None) -> AsyncIterator[Stage]:
    """The small session at its first question; in a forum in the topic where it was called."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        if topic:
            stage.room.say(stage.people["Awa"], stage.group, "/help", topic=topic)
        await stage.begin("small")
        if topic:
            stage.room.say(stage.people["Awa"], stage.group, "/status", topic=topic)
        await press_next(stage)
        yield stage


async def press_next(stage: Stage) -> None:
    """The facilitator goes on by the button in the private chat, also where most haven't answered."""
    awa = stage.private("Awa")
    button = next(
        key.label
        for row in stage.question(awa).keyboard
        for key in row
        if key.label in ("Question suivante", "Commencer")
    )
    stage.tap("Awa", button, chat=awa)
    await stage.settle()
    if any(key.label == SURE for row in stage.question(awa).keyboard for key in row):
        stage.tap("Awa", SURE, chat=awa)
        await stage.settle()


def times(stage: Stage, text: str, chat: Chat | None = None) -> int:
    """How many of the bot's messages in a chat, else in the group, have this in them."""
    return sum(text in said for said in stage.texts(chat))


def facilitator_told(stage: Stage, text: str) -> int:
    """How often the facilitator is told this in private."""
    return times(stage, text, stage.private("Awa"))


async def somebody_answers(stage: Stage) -> None:
    """The first question of the small session, with an answer: so that there is something to sum up."""
    stage.say("Awa", "/next oui")
    await stage.settle()
    stage.say("Nour", "4", reply_to=stage.question())
    await stage.settle()
