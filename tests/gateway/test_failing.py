"""What Telegram says when a group doesn't take a message, in its own words: what a session has to say is held and
comes when it can, and whoever steers hears of it once, in words of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from tests.stage import open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
RIGHTS, CLOSED, OUT = "Je ne peux plus écrire", "est fermé", "Je ne suis plus dans"

SAID = [
    (400, "Bad Request: not enough rights to send text messages to the chat", RIGHTS),
    (403, "Forbidden: not enough rights to send text messages to the chat", RIGHTS),
    (400, "Bad Request: have no rights to send a message", RIGHTS),
    (400, "Bad Request: have no write access to the chat", RIGHTS),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN", RIGHTS),
    (400, "Bad Request: CHAT_RESTRICTED", RIGHTS),
    (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", RIGHTS),
    (400, "Bad Request: TOPIC_CLOSED", CLOSED),
    (403, "Forbidden: bot was kicked from the supergroup chat", OUT),
    (403, "Forbidden: bot is not a member of the group chat", OUT),
    (403, "Forbidden: the group chat was deleted", OUT),
    (403, "Forbidden: something that no one has seen yet", OUT),
    (400, "Bad Request: chat not found", OUT),
]


@pytest.mark.parametrize(("code", "words", "told"), SAID, ids=lambda value: value if isinstance(value, str) else "")
async def test_a_prompt_that_a_group_refuses_is_held_and_told(code: int, words: str, told: str, tmp_path: Path) -> None:
    refusing: list[bool] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if refusing and moment == "before" and method == "sendmessage" and int(call["chat_id"]) < 0:
            raise RefusedError(code, words)

    async with open_stage(tmp_path, watch=watch, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        refusing.append(True)
        stage.tap("Awa", "Commencer", chat=stage.private("Awa"))
        await stage.settle()
        private = stage.texts(stage.private("Awa"))
        assert sum(told in text for text in private) == 1
        assert not any(words.split(": ")[1].casefold() in text.casefold() for text in private)
        assert not any("Comment allons-nous" in text for text in stage.texts())
        refusing.clear()
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        assert sum("Comment allons-nous" in text for text in stage.texts()) == 1


UNTAKEN = ["message is too long", "BUTTON_DATA_INVALID", "reply markup is too long", "something that no one has seen"]


@pytest.mark.parametrize("words", UNTAKEN)
async def test_a_question_that_telegram_doesn_t_take_is_asked_plainly(words: str, tmp_path: Path) -> None:
    """Without buttons, and whoever steers is told, once; it can be answered in writing."""
    refused: list[Json] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if (
            moment == "before"
            and method == "sendmessage"
            and int(call["chat_id"]) < 0
            and "allons-nous" in call["text"]
        ):
            refused.append(call)
            if len(refused) == 1:
                raise RefusedError(400, f"Bad Request: {words}")

    async with open_stage(tmp_path, watch=watch, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        asked = stage.room.messages(stage.group)[-1]
        assert "Comment allons-nous" in asked.text
        assert not asked.keyboard
        assert ["reply_markup" in call for call in refused] == [True, False]
        assert sum("sans boutons" in text for text in stage.texts(stage.private("Awa"))) == 1
        stage.say("Chidi", "4", reply_to=asked)
        await stage.settle()
        assert len((await stage.session())[1].answers) == 1


@pytest.mark.parametrize("words", UNTAKEN)
async def test_one_that_it_never_takes_keeps_nothing_from_going_on(words: str, tmp_path: Path) -> None:
    tried: list[Json] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if (
            moment == "before"
            and method == "sendmessage"
            and int(call["chat_id"]) < 0
            and "allons-nous" in call["text"]
        ):
            tried.append(call)
            raise RefusedError(400, f"Bad Request: {words}")

    async with open_stage(tmp_path, watch=watch, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert len(tried) == 2
        stage.say("Awa", "/next oui")
        await stage.settle()
        assert any("Racontez une fois" in text for text in stage.texts())
        private = stage.texts(stage.private("Awa"))
        assert sum("sans boutons" in text for text in private) == 1
        assert not any(words in text for text in private)
