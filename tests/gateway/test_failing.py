"""What Telegram says when a group doesn't take a message, in its own words: what a session has to say is held and
comes when it can, and whoever steers hears of it once, in words of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.shapes import Json
from tests.stage import open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
RIGHTS, CLOSED, OUT = "je n’ai plus le droit d’écrire", "est fermé", "Je ne suis plus dans"

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


@pytest.mark.parametrize("words", ["message is too long", "BUTTON_DATA_INVALID", "not enough rights to manage pins"])
async def test_a_refusal_of_one_message_is_no_trouble_of_the_group_s(words: str, tmp_path: Path) -> None:
    refusing: list[bool] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if refusing and moment == "before" and method == "sendmessage" and int(call["chat_id"]) < 0:
            refusing.clear()
            raise RefusedError(400, f"Bad Request: {words}")

    async with open_stage(tmp_path, watch=watch, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        said = len(stage.texts(stage.private("Awa")))
        refusing.append(True)
        for _ in range(2):
            stage.say("Awa", "/next")
            await stage.settle()
        assert not any("Comment allons-nous" in text for text in stage.texts())
        assert any("Racontez une fois" in text for text in stage.texts())
        assert all("Workshop" not in text for text in stage.texts(stage.private("Awa"))[said:])
