"""What a group is sent: a move that it wasn't told of, long summaries, documents, edits that say nothing new, menus."""

from __future__ import annotations

import json
from pathlib import Path

from bot.documents.json import json_summary
from bot.gateway.api.admin import register_commands
from bot.languages import SPOKEN
from bot.work.commands.menus import menus
from tests.stage import Stage, open_stage
from tests.work.downloading import download

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _at(stage: Stage, step: int) -> None:
    """The small session, everybody in, at its nth question."""
    await stage.begin("small")
    for _ in range(step):
        stage.say("Awa", "/next oui")
        await stage.settle()


async def test_told_of_the_migration_only_when_it_writes(tmp_path: Path) -> None:
    """The service messages got lost; Telegram says where the group is now when the bot writes to it."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        moved = stage.room.migrate(stage.group)
        stage.room.updates.clear()
        for button in ("Question suivante", "Continuer quand même"):
            stage.tap("Awa", button, chat=stage.private("Awa"))
            await stage.settle()
        assert sum("Racontez une fois." in text for text in stage.texts(moved)) == 1


async def test_a_voice_note_answers_a_question_of_words(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 2)
        stage.room.voice(stage.people["Jo"], stage.private("Jo"), 12)
        await stage.settle()
        scenario, session = await stage.session()
        assert session.answers.to("story")[0].value.seconds == 12
        for name in ("Chidi", "Nour"):
            stage.say(name, "Des mots.", chat=stage.private(name))
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert any("message vocal, 12 s" in text for text in stage.texts())
        document = json.loads(json_summary([await stage.session()]))
        answers = document["sessions"][0]["steps"][1]["answers"]
        assert {"text": "", "voice_seconds": 12} in [answer["value"] for answer in answers]
        assert scenario.id == "small"


async def test_a_summary_longer_than_a_message_comes_in_parts_and_is_edited_whole(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 2)
        for name in stage.people:
            for n in range(3):
                stage.say(name, f"{name} {n} " + "très long " * 60, chat=stage.private(name))
        for _ in range(2):
            stage.say("Awa", "/next oui")
            await stage.settle()
        stage.say("Awa", "/close oui")
        await stage.settle()
        parts = [m for m in stage.room.messages(stage.group) if "très long" in m.text and "Synthèse" not in m.text]
        summary = next(m for m in stage.room.messages(stage.group) if "Synthèse" in m.text)
        whole = "\n".join(m.text for m in (summary, *parts))
        assert all(f"{name} {n} " in whole for name in stage.people for n in range(3))
        stage.say("Jo", "Il manque un mot.", reply_to=stage.question())
        await stage.settle()
        assert any("Il manque un mot." in text for text in stage.texts())


async def test_summaries_come_as_documents(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.tap("Jo", "4")
        await stage.settle()
        stage.say("Awa", "/close oui")
        await stage.settle()
        await download(stage, "html", "json")
        html, data = (m.document for m in stage.room.messages(stage.private("Awa")) if m.document)
        assert html.name.endswith(".html")
        assert html.content.startswith(b"<!doctype html>")
        assert json.loads(data.content)["sessions"][0]["scenario"] == "small"


async def test_a_message_is_not_edited_to_say_the_same(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.tap("Jo", "4")
        await stage.settle()
        edits = [call for call in stage.running.emulator.calls if call[1].startswith("edit")]
        stage.tap("Jo", "5")
        await stage.settle()
        assert [call for call in stage.running.emulator.calls if call[1].startswith("edit")] == edits


async def test_commands_are_offered_by_scope_and_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await register_commands(stage.app._client.bot, menus())
        offered = stage.room.commands
        assert {language for _, language in offered} == {"", *SPOKEN}
        french = {one["command"]: one["description"] for one in offered["all_chat_administrators", "fr"]}
        assert french["next"] == "question suivante"
        private = {one["command"] for one in offered["all_private_chats", "en"]}
        assert "mydata" in private
        assert not private & {"summaries", "next"}
        assert "next" not in {one["command"] for one in offered["all_group_chats", "en"]}
