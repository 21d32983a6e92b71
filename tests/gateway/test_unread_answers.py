"""What Telegram agrees to has happened, also where the library can't read what it says of it: it isn't asked again."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.gateway.api.admin import presence
from bot.gateway.api.client import Client
from bot.gateway.outbound.calls import call
from bot.gateway.outbound.target import Target
from bot.session.addresses import GroupPlace
from bot.store.outbox import Draft
from tests.gateway.calls import TOKEN, opened
from tests.gateway.internet import Server, http, listening

HERE = Target(-100, None, 7)
#: What is said of a message -> its number.
SAID: list[tuple[object, int | None]] = [
    ({"message_id": 5}, 5),
    ({"message_id": 5, "date": []}, 5),
    ({"message_id": 5, "date": "yesterday", "chat": {"id": -100, "type": "group"}}, 5),
    ({"message_id": 5, "chat": {"id": -100}}, 5),
    ({"message_id": "5", "text": "Bonsoir"}, None),
    ({"text": "Bonsoir"}, None),
    (True, None),
    ([], None),
    (None, None),
]


@asynccontextmanager
async def _bot(server: Server) -> AsyncIterator[Bot]:
    async with listening(server) as listens, opened(read_timeout=5) as web:
        yield Bot(f"1:{TOKEN}", base_url=f"http://127.0.0.1:{listens.port}/bot", request=web)


def _agreeing(result: object) -> Server:
    return Server(http("200 OK", json.dumps({"ok": True, "result": result}).encode()))


@pytest.mark.parametrize(("result", "number"), SAID)
async def test_a_message_that_came_is_sent_once_and_known_by_its_number(
    result: object, number: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    server = _agreeing(result)
    caplog.set_level(logging.WARNING)
    async with _bot(server) as bot:
        assert await call(bot, Draft(place=GroupPlace(1), method="send", html="Bonsoir"), HERE) == number
    assert len(server.asked) == 1
    assert "can't be read" in caplog.text
    assert "Bonsoir" not in caplog.text


async def test_what_is_refused_is_an_error_all_the_same() -> None:
    """Also after a call of the same task that came through."""
    refused = http("400 Bad Request", b'{"ok":false,"error_code":400,"description":"Bad Request: no"}')
    draft = Draft(place=GroupPlace(1), method="send", html="Bonsoir")
    async with _bot(_agreeing({"message_id": 5})) as bot:
        assert await call(bot, draft, HERE) == 5
    async with _bot(Server(refused)) as bot:
        with pytest.raises(BadRequest):
            await call(bot, draft, HERE)


async def test_what_fails_before_anything_is_sent_was_not_sent() -> None:
    server = _agreeing({"message_id": 5})
    draft = Draft(place=GroupPlace(1), method="send", html="Bonsoir", keyboard=(5,))  # type: ignore[arg-type]
    async with _bot(server) as bot:
        with pytest.raises(TypeError):
            await call(bot, draft, HERE)
    assert server.asked == []


@pytest.mark.parametrize("me", [{"id": 1}, {"id": 1, "first_name": "P"}, {}, True, [], None])
async def test_whoever_doesn_t_say_who_the_bot_is_is_waited_for(me: object) -> None:
    async with listening(_agreeing(me)) as server:
        client = Client(f"1:{TOKEN}", f"http://127.0.0.1:{server.port}")
        try:
            with pytest.raises(NetworkError):
                await client.start()
        finally:
            await client.stop()


@pytest.mark.parametrize("found", [{}, {"status": "creator"}, {"user": 5, "status": "member"}, 5, [], None])
async def test_who_somebody_is_in_a_group_isn_t_known_where_it_can_t_be_read(found: object) -> None:
    async with _bot(_agreeing(found)) as bot:
        with pytest.raises(NetworkError):
            await presence(bot, -100, 42)
