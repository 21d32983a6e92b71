"""What happens to groups and chats: migration, topics, blocked chats, removal, languages, media, being forgotten."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from bot.documents.json import json_summary
from bot.gateway.api.admin import register_commands
from bot.languages import SPOKEN
from bot.session.state import Phase
from bot.work.commands.menus import menus
from tests.stage import NORTH, SOUTH, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _at(stage: Stage, step: int) -> None:
    """The small session, everybody in, at its nth question."""
    await stage.begin("small")
    for _ in range(step):
        stage.say("Awa", "/next")
        await stage.settle()


async def test_a_group_becomes_a_supergroup_in_the_middle(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.say("Chidi", "4", reply_to=stage.question())
        stage.group = stage.room.migrate(stage.group)
        await stage.settle()
        stage.say("Awa", "/next")
        await stage.settle()
        assert "Racontez une fois." in stage.texts()[-1]
        _, session = await stage.session()
        assert len(session.answers.to("today")) == 1


async def test_told_of_the_migration_only_when_it_writes(tmp_path: Path) -> None:
    """The service messages got lost; Telegram says where the group is now when the bot writes to it."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        moved = stage.room.migrate(stage.group)
        stage.room.updates.clear()
        stage.tap("Awa", "Suite", chat=stage.private("Awa"))
        await stage.settle()
        assert sum("Racontez une fois." in text for text in stage.texts(moved)) == 1


async def test_in_a_forum_it_stays_in_the_topic_where_it_was_called(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.room.say(stage.people["Awa"], stage.group, "/session", topic=7)
        await stage.settle()
        assert stage.room.last(stage.group).topic == 7
        stage.say("Awa", "/session")
        await stage.settle()
        assert stage.room.last(stage.group).topic is None


async def test_who_has_blocked_the_bot_answers_by_the_group_s_button(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        jo = stage.people["Jo"]
        stage.room.block(jo)
        stage.say("Awa", "/next")
        await stage.settle()
        assert not any("Racontez" in text for text in stage.texts(stage.private("Jo")))
        stage.tap("Jo", "Répondre en privé")
        await stage.settle()
        assert any("Racontez" in text for text in stage.texts(stage.private("Jo")))
        stage.say("Jo", "Nous avons su trop tard.", chat=stage.private("Jo"))
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("story")) == 1


async def test_a_facilitator_without_a_private_chat_is_led_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/session small")
        await stage.settle()
        stage.say("Awa", f"{SOUTH}, sud\n{NORTH}, nord", reply_to=stage.room.last(stage.group))
        await stage.settle()
        stage.tap("Awa", "Vers ma discussion privée")
        await stage.settle()
        assert "Commencer" in {k.label for row in stage.question(stage.private("Awa")).keyboard for k in row}


async def test_removed_and_added_again_it_goes_on(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.room.remove_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        said = len(stage.texts())
        stage.tap("Awa", "Suite", chat=stage.private("Awa"))
        await stage.settle()
        assert len(stage.texts()) == said
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/next")
        await stage.settle()
        _, session = await stage.session()
        assert session.phase is Phase.RUNNING


async def test_two_languages_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        stage.say("Awa", "/language fr en")
        await stage.settle()
        await _at(stage, 1)
        assert "Comment allons-nous" in stage.texts()[-1]
        assert "How are we doing?" in stage.texts()[-1]
        stage.say("Jo", "/language en", chat=stage.private("Jo"))
        await stage.settle()
        stage.tap("Jo", "4")
        await stage.settle()
        assert stage.room.toasts_of(stage.people["Jo"])[-1] == "Noted: 4"
        stage.say("Awa", "/next")
        await stage.settle()
        assert "Tell of one time." in stage.texts(stage.private("Jo"))[-1]
        assert "Racontez une fois." in stage.texts(stage.private("Chidi"))[-1]


async def test_a_voice_note_answers_a_question_of_words(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 2)
        stage.room.voice(stage.people["Jo"], stage.private("Jo"), 12)
        await stage.settle()
        scenario, session = await stage.session()
        assert session.answers.to("story")[0].value.seconds == 12
        for name in ("Chidi", "Nour"):
            stage.say(name, "Des mots.", chat=stage.private(name))
        stage.say("Awa", "/next")
        await stage.settle()
        assert any("message vocal, 12 s" in text for text in stage.texts())
        document = json.loads(json_summary([await stage.session()]))
        answers = document["sessions"][0]["steps"][1]["answers"]
        assert {"text": "", "voice_seconds": 12} in [answer["value"] for answer in answers]
        assert scenario.id == "small"


async def test_photos_places_and_contacts_are_not_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 2)
        for kind in ("photo", "location", "contact", "document", "sticker"):
            stage.room.media(stage.people["Jo"], stage.private("Jo"), kind)
        await stage.settle()
        _, session = await stage.session()
        assert session.answers.to("story") == ()


async def test_late_answers_count_until_the_grace_is_over(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        question = stage.question()
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(hours=71))
        stage.say("Chidi", "5", reply_to=question)
        await stage.settle()
        _, session = await stage.session()
        assert [answer.late for answer in session.answers] == [True]
        assert any("Moyenne 5 sur 5" in text for text in stage.texts())
        stage.clock.turn(timedelta(hours=2))
        stage.say("Nour", "1", reply_to=question)
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers) == 1


async def test_a_summary_longer_than_a_message_comes_in_parts_and_is_edited_whole(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 2)
        for name in stage.people:
            for n in range(3):
                stage.say(name, f"{name} {n} " + "très long " * 60, chat=stage.private(name))
        for _ in range(2):
            stage.say("Awa", "/next")
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


async def test_to_be_forgotten_is_asked_twice_and_done_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.say("Jo", "5", reply_to=stage.question())
        await stage.settle()
        stage.say("Jo", "/forget", chat=stage.private("Jo"))
        await stage.settle()
        assert "Effacer tout" in stage.texts(stage.private("Jo"))[-1]
        stage.tap("Jo", "Oui, effacer", chat=stage.private("Jo"))
        await stage.settle()
        _, session = await stage.session()
        assert not len(session.answers)
        assert len(session.participants) == 5
        assert "c’est fait" in stage.texts(stage.private("Jo"))[-1].casefold()


async def test_summaries_come_as_documents(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.say("Awa", "/summaries", chat=stage.private("Awa"))
        await stage.settle()
        for kind in ("HTML", "JSON"):
            stage.tap("Awa", f"1 · {kind}", chat=stage.private("Awa"))
            await stage.settle()
        html, data = (m.document for m in stage.room.messages(stage.private("Awa")) if m.document)
        assert html.name.endswith(".html")
        assert html.content.startswith(b"<!doctype html>")
        assert json.loads(data.content)["sessions"][0]["scenario"] == "small"


async def test_two_sessions_don_t_run_at_once_in_a_group(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at(stage, 1)
        for command in ("/session roles", "/session"):
            stage.say("Awa", command)
            await stage.settle()
            assert stage.texts()[-1].startswith("Un atelier est en cours")


async def test_words_that_are_no_scenario_and_modes_that_aren_t_there_yet(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.say("Awa", "/session rolls")
        await stage.settle()
        assert "rolls" in stage.texts()[-1]
        assert "roles" in stage.texts()[-1]
        stage.say("Awa", "/session roles async")
        await stage.settle()
        assert "en direct" in stage.texts()[-1]


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
        assert "summaries" in {one["command"] for one in offered["all_private_chats", "en"]}
        assert "next" not in {one["command"] for one in offered["all_group_chats", "en"]}
