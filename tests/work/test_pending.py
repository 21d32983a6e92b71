"""A message of which its author is asked what it is: kept apart, seen nowhere, and gone once it is said, with /forget,
or within a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.documents.html import html_summary
from bot.documents.json import json_summary
from bot.store.db import Tx
from tests.canaries import files_with
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
WORDS = "Le jour de la grande marée."


async def _waits(stage: Stage, words: str = WORDS) -> None:
    """Chidi has answered a private question in the group, and hasn't said that it counts."""
    await stage.begin("sealed")
    stage.say("Awa", "/next oui")
    await stage.settle()
    stage.say("Chidi", words, reply_to=stage.question())
    await stage.settle()


async def _rows(stage: Stage) -> list[str]:
    def words(tx: Tx) -> list[str]:
        return [row["words"] for row in tx.all("SELECT words FROM pending")]

    return await stage.app.database.transact(words)


async def _bytes_rest(stage: Stage) -> None:
    stage.clock.turn(timedelta(seconds=11))
    await stage.settle()


async def test_it_is_in_no_answer_no_message_and_no_document(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        assert await _rows(stage) == [WORDS]
        for command in ("/status", "/next oui", "/close oui"):
            stage.say("Awa", command)
            await stage.settle()
        scenario, session = await stage.session()
        assert WORDS not in "".join((*stage.texts(), *stage.texts(stage.private("Awa"))))
        assert len(session.answers) == len(session.held) == 0
        assert WORDS.encode() not in json_summary([(scenario, session)])
        assert WORDS not in html_summary(scenario, session, "fr", stage.clock.time.tzinfo).decode()


@pytest.mark.parametrize("how", ["said no", "forgotten", "a day later", "counted and forgotten", "wiped"])
async def test_it_goes_from_every_byte(how: str, tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        assert files_with(tmp_path, WORDS)
        awa = stage.private("Awa")
        if how == "said no":
            stage.say("Chidi", "non", reply_to=stage.question())
        if how == "counted and forgotten":
            stage.tap("Chidi", "La compter quand même")
            await stage.settle()
        if "forgotten" in how:
            stage.say("Chidi", "/forget oui")
        if how == "a day later":
            stage.clock.turn(timedelta(hours=23, minutes=1))
            await stage.app.work.prune()
        if how == "wiped":
            stage.say("Awa", "/wipe", chat=awa)
            await stage.settle()
            for _ in range(2):
                button = stage.question(awa).keyboard[0][0].label
                stage.tap("Awa", button, chat=awa)
                await stage.settle()
        await stage.settle()
        assert await _rows(stage) == []
        await _bytes_rest(stage)
        assert files_with(tmp_path, WORDS) == []


async def test_nobody_else_says_what_it_is(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        asked = stage.question()
        for name in ("Nour", "Awa"):
            stage.tap(name, "La compter quand même", message=asked)
            stage.say(name, "oui", reply_to=asked)
            await stage.settle()
        assert WORDS in await _rows(stage)
        assert len((await stage.session())[1].answers) == 0
        data = asked.keyboard[0][0].data
        stage.room.press(stage.people["Chidi"], asked, data.replace("-1", "-2"))
        await stage.settle()
        assert WORDS in await _rows(stage), "a button that nobody made is good for nothing"


async def test_it_is_said_after_a_restart_too_and_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        asked, data = stage.question(), stage.question().keyboard[0][0].data
        await stage.stop()
        await stage.start()
        for _ in range(2):
            stage.room.press(stage.people["Chidi"], asked, data)
        await stage.settle()
        answers = (await stage.session())[1].answers.to("story")
        assert [answer.value.text for answer in answers] == [WORDS]
        assert stage.room.toasts[-1].text == "Ce bouton ne fonctionne plus. Utilisez le message le plus récent."


async def test_an_edit_of_it_is_what_counts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        mine = next(m for m in stage.room.messages(stage.group) if m.text == WORDS)
        stage.room.edit(stage.people["Chidi"], mine, "Le jour de la marée.")
        await stage.settle()
        assert await _rows(stage) == ["Le jour de la marée."]


async def test_after_a_restart_an_edit_of_a_closed_anonymous_answer_changes_and_says_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("sealed")
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        mine = stage.answer("Chidi", "J’avais puer.")
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        await stage.stop()
        await stage.start()
        for text in ("J’avais puer.", "J’avais peur.", "/undo", "4"):
            session = (await stage.session())[1]
            stage.room.edit(stage.people["Chidi"], mine, text)
            said = len(stage.texts(stage.private("Chidi")))
            await stage.settle()
            assert (len(stage.texts(stage.private("Chidi"))), (await stage.session())[1]) == (said, session)


async def test_mydata_tells_of_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _waits(stage)
        chidi = stage.private("Chidi")
        stage.say("Chidi", "/mydata", chat=chidi)
        await stage.settle()
        assert f"« {WORDS} »" in stage.texts(chidi)[-1].replace("\u00a0", " ")
