"""Whoever rehearses alone lets the others answer: the sample answers, for everybody else, once."""

from __future__ import annotations

from pathlib import Path

from bot.playthrough.company import USUAL
from bot.playthrough.others import Others
from bot.playthrough.play import Playing, curtain
from bot.resources import folder
from bot.session.placing import answered_by, open_step
from bot.session.playing import Workshop


async def _answered(playing: Playing) -> int:
    await playing.settle()
    _, session = await playing.session()
    return len(answered_by(session, open_step(session) or ""))


async def test_everybody_else_answers_once_what_they_have_not_answered(tmp_path: Path) -> None:
    async with curtain(tmp_path, "fr", USUAL, lambda room: None) as playing:
        others = Others(playing.app, playing.room, playing.group, playing.people, [folder("scenarios")])
        awa, chidi, *_ = playing.people
        assert await others.answer(awa) == "nothingOpen"
        await playing.open(Workshop("roles"))
        assert await others.answer(awa) == "nothingOpen"
        await playing.go_on()
        playing.room.say(chidi, playing.room.private(chidi), "5")
        assert await _answered(playing) == 1
        assert await others.answer(awa) == ""
        assert await _answered(playing) == 5
        said = sum(len(chat.messages) for chat in playing.room.chats.values())
        assert await others.answer(awa) == ""
        assert sum(len(chat.messages) for chat in playing.room.chats.values()) == said
        assert await others.answer(chidi) == ""
        assert await _answered(playing) == 6


async def test_without_sample_answers_nobody_does(tmp_path: Path) -> None:
    async with curtain(tmp_path, "en", USUAL, lambda room: None) as playing:
        others = Others(playing.app, playing.room, playing.group, playing.people, [tmp_path])
        await playing.open(Workshop("roles"))
        await playing.go_on()
        assert await others.answer(playing.facilitator) == "noSamples"
