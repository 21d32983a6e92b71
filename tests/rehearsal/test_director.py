"""What is played for whoever rehearses: answers by the samples, on to a question, to the end, and time that passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.playthrough.company import USUAL
from bot.playthrough.director import Director
from bot.playthrough.others import Others
from bot.playthrough.play import curtain
from bot.playthrough.survey import Survey
from bot.resources import folder
from bot.session.pace import Mode
from bot.session.playing import Workshop

SHORT = Workshop("roles", short=True)


@asynccontextmanager
async def _directed(place: Path) -> AsyncIterator[Director]:
    """A director at work, in a group that the bot has come into."""
    async with curtain(place, "fr", USUAL, lambda room: None) as playing:
        others = Others(playing.app, playing.room, playing.group, playing.people, [folder("scenarios")])
        director = Director(playing, others)
        playing.room.start(playing.facilitator)
        playing.room.add_bot(playing.group, playing.facilitator)
        working = asyncio.create_task(director.run())
        try:
            yield director
        finally:
            working.cancel()
            await asyncio.wait({working})


async def test_a_whole_workshop_comes_to_its_summary(tmp_path: Path) -> None:
    async with _directed(tmp_path) as director, asyncio.timeout(60):
        assert await director.by_hand(lambda: director.to_end(SHORT)) == ""
        assert any("Synthèse" in message.text for message in director.playing.room.messages(director.playing.group))
        assert await director.by_hand(lambda: director.to_end(SHORT)) == "", "and once more in the same group"


async def test_it_goes_on_to_a_question_and_leaves_it(tmp_path: Path) -> None:
    async with _directed(tmp_path) as director, asyncio.timeout(60):
        survey = Survey(director.others, "fr")
        assert await director.by_hand(lambda: director.to_step(3, SHORT)) == ""
        standing = (await survey.standing())["workshop"]
        assert (standing["step"], standing["answered"]) == (3, [])
        assert len(standing["joined"]) == len(director.playing.people)
        assert await director.by_hand(lambda: director.answer(most=1)) == ""
        assert len((await survey.standing())["workshop"]["answered"]) == 1
        assert await director.by_hand(director.go_on) == ""


async def test_time_passes_to_what_comes_next(tmp_path: Path) -> None:
    async with _directed(tmp_path) as director, asyncio.timeout(60):
        survey, playing = Survey(director.others, "fr"), director.playing
        assert await director.by_hand(director.to_next) == "nothingAhead"
        over_days = Workshop("roles", mode=Mode.DAYS)
        assert await director.by_hand(lambda: director.to_step(1, over_days)) == ""
        standing = await survey.standing()
        assert standing["quiet"] == [21 * 60, 8 * 60]
        assert {"questionCloses", "reminder"} <= {one["what"] for one in standing["coming"]}
        before = playing.clock.now()
        assert await director.by_hand(director.to_next) == ""
        assert playing.clock.now() > before + timedelta(hours=1)
        assert await director.by_hand(lambda: director.wind(timedelta(days=30))) == ""


async def test_nothing_is_played_of_what_is_not_there(tmp_path: Path) -> None:
    async with _directed(tmp_path) as director, asyncio.timeout(60):
        assert await director.by_hand(director.go_on) == "nothingOpen"
        assert await director.by_hand(director.answer) == "nothingOpen"
        ids = [one["id"] for one in Survey(director.others, "en").scenarios()]
        assert len(ids) == 11
