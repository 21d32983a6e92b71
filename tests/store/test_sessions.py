"""Sessions as they are read back from the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.session.answers import WAITING
from bot.session.state import Session
from bot.store import sessions
from bot.store.db import Database, Tx
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _read_anew(stage: Stage) -> Session:
    """The session as another program finds it, that holds nothing of it in memory."""

    def load(tx: Tx) -> Session:
        stored = sessions.load(tx, sessions.listing(tx)[0].code)
        assert stored is not None
        return stored.session

    database = await Database.look(stage.app.settings.database)
    try:
        return await database.transact(load)
    finally:
        await database.close()


async def _at_the_story(stage: Stage) -> None:
    await stage.begin("small")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()


async def test_answers_of_one_moment_keep_the_order_of_their_chat(tmp_path: Path) -> None:
    """Whatever was worked on together has one moment, and the answers' ids are drawn at random."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_story(stage)
        said = [f"Phrase {n}." for n in range(12)]
        for text in said:
            stage.say("Jo", text, chat=stage.private("Jo"))
        await stage.settle()
        answers = (await _read_anew(stage)).answers
        assert len({answer.at for answer in answers}) == 1
        assert [answer.value.text for answer in answers] == said


async def test_the_order_of_answers_that_lead_to_nobody_is_not_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_story(stage)
        stage.say("Awa", "/next oui")
        await stage.settle()
        for name in stage.people:
            stage.say(
                name, f"Secret de {name}.", chat=stage.private(name), reply_to=stage.question(stage.private(name))
            )
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        answers = [answer for answer in (await _read_anew(stage)).answers if answer.step == "secret"]
        assert [answer.id for answer in answers] == sorted(answer.id for answer in answers)
        assert {(answer.person, answer.at, answer.source) for answer in answers} == {(None, None, None)}


async def test_one_more_answer_that_leads_to_nobody_tells_not_when_it_came(tmp_path: Path) -> None:
    """Its row stands in a place drawn at random, and so do those that were there before, anew: not between the rows
    of what others wrote before and after it under their names."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_story(stage)
        stage.say("Awa", "/next oui")
        await stage.settle()
        for name in ("Jo", "Sam", "Nour", "Chidi"):
            stage.say(
                name, f"Secret de {name}.", chat=stage.private(name), reply_to=stage.question(stage.private(name))
            )
            await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        before = await stage.app.database.transact(_secrets)
        stage.tap("Camille", "Répondre en privé")
        await stage.settle()
        late = stage.question(stage.private("Camille"))
        stage.say("Camille", "Secret de Camille.", chat=stage.private("Camille"), reply_to=late)
        stage.say("Camille", "Argent 1.", reply_to=stage.question())
        await stage.settle()
        stored = await stage.app.database.transact(_secrets)
        assert len(stored) == 5
        assert before.keys() < stored.keys(), "their ids stay: a vote may name them"
        assert all(place < 0 for place in stored.values()), "away from what has an author and a moment"
        assert not set(before.values()) & set(stored.values())


def _secrets(tx: Tx) -> dict[str, int]:
    """The anonymous answers, and in which place each row stands."""
    return {row["id"]: row["place"] for row in tx.all("SELECT id, place FROM answers WHERE body LIKE '%Secret de%'")}


async def test_what_waits_to_be_shown_still_waits_after_a_restart(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_story(stage)
        early, late = ("Awa", "Nour", "Chidi", "Sam"), ("Jo", "Camille")
        for name in early:
            stage.say(name, "Une phrase.", chat=stage.private(name))
        await stage.settle()
        asked = stage.question()
        stage.say("Awa", "/next oui")
        await stage.settle()
        for name in late:
            stage.tap(name, "Répondre en privé", message=asked)
        await stage.settle()
        questions = {name: stage.question(stage.private(name)) for name in late}
        for name in late:
            stage.say(name, "Trop tard.", chat=stage.private(name), reply_to=questions[name])
        stage.say("Jo", "/undo", chat=stage.private("Jo"))
        await stage.settle()
        session = await _read_anew(stage)
        assert [answer.batch for answer in session.answers.to("story")] == [0, 0, 0, 0, WAITING]
        assert (session.step("story").tables, session.step("story").withdrawn) == (1, False)
        stage.say("Nour", "/undo", chat=stage.private("Nour"))
        await stage.settle()
        assert (await _read_anew(stage)).step("story").withdrawn


async def test_who_takes_part_is_known_as_they_come_and_go(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")

        def one_goes(tx: Tx) -> tuple[str, set[str]]:
            stored = sessions.load(tx, sessions.listing(tx)[0].code)
            assert stored is not None
            gone, *left = stored.session.participants
            rest = {person: stored.session.participants[person] for person in left}
            sessions.save(tx, replace(stored.session, participants=rest))
            return gone, set(left)

        def listed(tx: Tx) -> set[str]:
            return {row["person"] for row in tx.all("SELECT person FROM participants")}

        came = await stage.app.database.transact(listed)
        gone, left = await stage.app.database.transact(one_goes)
        assert came == left | {gone}
        assert await stage.app.database.transact(listed) == left
