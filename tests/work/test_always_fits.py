"""However much people write, the next question is there, and a vote on it all can be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.session.answering import MOST
from bot.wording.message import size
from tests.stage import Stage, open_stage

SCENARIO = """\
palabre: 1
id: flood
title: { fr: "Tout dire" }
purpose: { fr: "Dire tout." }
steps:
  - { id: said, kind: text, collect: private, reveal: together, prompt: { fr: "Que dites-vous ?" } }
  - { id: first, kind: vote, on: said, votes: 3, prompt: { fr: "Par quoi commencer ?" } }
  - { id: promise, kind: commitment, prompt: { fr: "Que faisons-nous ?" } }
"""

#: How much each of six people writes, and what.
FLOODS: list[tuple[int, Callable[[int], str]]] = [
    (17, lambda n: f"Une idée, {n}."),
    (17, lambda n: f"Une idée {n}, " + "et ce qu’il faut en dire, " * 20),
    (MOST, lambda n: f"{n} " + "a" * 4_090),
    (MOST, lambda n: f"{n} " + "🏳️‍🌈" * 500),
    (MOST, lambda n: f"{n} فكرة " + "كلمة طويلة جدا " * 200),
    (MOST, lambda n: f"<b>{n}</b> & " + "<i>&amp;" * 400),
]


async def _flood(stage: Stage, each: int, says: Callable[[int], str]) -> None:
    for n in range(each):
        for i, name in enumerate(stage.people):
            stage.say(name, says(n * 6 + i), chat=stage.private(name))
        stage.clock.turn(timedelta(seconds=10))
    await stage.settle()


@pytest.mark.parametrize(("each", "says"), FLOODS, ids=["short", "longer", "long", "emoji", "arabic", "markup"])
async def test_the_question_is_seen_and_answered_by_number(
    each: int, says: Callable[[int], str], tmp_path: Path
) -> None:
    (tmp_path / "flood.yaml").write_text(SCENARIO, "utf-8")
    async with open_stage(tmp_path, scenarios=tmp_path) as stage:
        await stage.begin("flood")
        stage.say("Awa", "/next oui")
        await stage.settle()
        await _flood(stage, each, says)
        before = len(stage.room.messages(stage.group))
        stage.say("Awa", "/next oui")
        await stage.settle()
        new = [m for m in stage.room.messages(stage.group)[before:] if m.sender == 0 and not m.service]
        assert 1 <= len(new) <= 3
        assert all(size(m.text) <= 4096 for m in new)
        vote = new[-1]
        assert "Par quoi commencer" in "".join(m.text for m in new)
        stage.say("Chidi", f"{each * 6},1,2", reply_to=vote)
        await stage.settle()
        _, session = await stage.session()
        assert len(session.step("first").candidates) == each * 6
        assert [len(answer.value.answers) for answer in session.answers.to("first")] == [3]
        await _ends_briefly(stage, says)


async def _ends_briefly(stage: Stage, says: Callable[[int], str]) -> None:
    stage.say("Awa", "/next oui")
    await stage.settle()
    for n in range(MOST):
        stage.say("Chidi", f"{says(n)[:3_000]} ; Chidi ; 15/03/2027", reply_to=stage.question())
        stage.clock.turn(timedelta(seconds=10))
    await stage.settle()
    before = len(stage.texts())
    stage.say("Awa", "/next oui")
    await stage.settle()
    assert any("Est-ce que cela nous ressemble" in text for text in stage.texts()[before:])
    assert len(stage.texts()) - before <= 6
