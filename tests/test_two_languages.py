"""A group with two languages: what is asked, what came of it and the summary carry both, people's words once."""

from __future__ import annotations

from pathlib import Path

from bot.commands.transcript import samples_of
from bot.playthrough.company import USUAL
from bot.playthrough.play import curtain, play
from bot.rehearsal.model import Message
from bot.rehearsal.runs import plain
from bot.resources import folder
from bot.scenario.library import Library
from bot.scenario.model import Scenario
from bot.session.playing import Workshop
from bot.session.state import Session
from bot.wording.catalog import words

LIBRARY = Library([folder("scenarios")])
#: What nobody sees in a message.
_UNSEEN = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))
FIRST, OTHER = "fr", "ar"


async def _played(place: Path, workshop: Workshop) -> tuple[Scenario, Session, list[Message]]:
    """A workshop in two languages, to its end: as it was played, and what the group reads of the bot."""
    async with curtain(place, FIRST, USUAL, lambda room: None) as playing:
        playing.room.start(playing.facilitator)
        playing.room.add_bot(playing.group, playing.facilitator)
        await playing.rest()
        playing.room.say(playing.facilitator, playing.group, "/settings français arabe")
        await playing.rest()
        await play(playing, workshop, samples_of(LIBRARY, workshop.scenario))
        scenario, session = await playing.session()
        assert session.languages == (FIRST, OTHER)
        return scenario, session, [one for one in playing.room.messages(playing.group) if one.sender == 0]


def _text(message: Message) -> str:
    return plain(message.runs).translate(_UNSEEN)


async def test_all_that_a_group_is_asked_and_told_comes_in_both(tmp_path: Path) -> None:
    scenario, _, messages = await _played(tmp_path, Workshop("roles", short=True))
    texts = [_text(message) for message in messages]
    for step in scenario.steps:
        for language in (FIRST, OTHER):
            assert any(step.prompt[language] in text for text in texts), (step.id, language)
    summed = "\n".join(texts[_summary(texts, scenario) :])
    for language in (FIRST, OTHER):
        assert summed.count(str(scenario.title[language])) == 1
        assert summed.count(str(scenario.steps[0].heading[language])) == 2, (
            "among the highlights, and above its figures"
        )
        assert summed.count(words(language).say("Average: {mean} out of 5.", mean="").split("5")[0].strip()[:6]) == 1


async def test_no_heading_stands_alone(tmp_path: Path) -> None:
    """Where only people's words would stand below it, the second language has no heading."""
    scenario, _, messages = await _played(tmp_path, Workshop("roles"))
    texts = [_text(message) for message in messages]
    summed = "\n".join(texts[_summary(texts, scenario) :])
    surprise = scenario.step("surprise").called
    assert sorted(summed.count(surprise[language]) for language in (FIRST, OTHER)) == [0, 1]


async def test_people_s_words_stand_there_once(tmp_path: Path) -> None:
    scenario, _, messages = await _played(tmp_path, Workshop("roles"))
    samples = samples_of(LIBRARY, "roles")
    texts = [_text(message) for message in messages]
    summary = _summary(texts, scenario)
    for step in ("surprise", "settle"):
        told = [(_count(said, texts[:summary]), _count(said, texts[summary:])) for said in samples.to(step, FIRST)]
        assert max(before for before, _ in told) <= 2, "where it is voted on, and what came of that"
        after = sorted(after for _, after in told)
        assert after[-1] <= 3, "what was chosen first is among the highlights of both"
        assert after[-2] <= 1


async def test_buttons_carry_both_where_there_is_room(tmp_path: Path) -> None:
    _, _, messages = await _played(tmp_path, Workshop("roles", short=True))
    labels = {key.label for message in messages for row in message.keyboard for key in row}
    skip = " · ".join(words(language).say("Skip") for language in (FIRST, OTHER))
    assert skip in labels
    assert all(len(label) <= 40 for label in labels)


def _count(said: str, texts: list[str]) -> int:
    return sum(text.count(said[:30]) for text in texts)


def _summary(texts: list[str], scenario: Scenario) -> int:
    """Which message the summary begins with."""
    titles = [scenario.title[language] for language in (FIRST, OTHER)]
    return next(n for n, text in enumerate(texts) if "→" in text and any(title in text for title in titles))
