"""Calls over sockets: the library's errors come out, with no token in them; what is sent, and how much is read."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.gateway.api.failures import ForeignAnswerError
from bot.gateway.api.http import Web
from bot.gateway.api.transport import Transport
from tests.gateway.calls import TOKEN, address, opened, tells_nothing
from tests.gateway.internet import (
    Handle,
    Names,
    Server,
    cut,
    deaf,
    endless,
    half,
    http,
    listening,
    silent,
)
from tests.gateway.internet import other as another

OK = b'{"ok":true,"result":true}'
SLOWER = b'{"ok":false,"error_code":429,"description":"Too Many Requests: later","parameters":{"retry_after":7}}'


# -- errors ---------------------------------------------------------------------------------------------------


BEHIND_PORTALS = [
    ("401 Unauthorized", b"<html>"),
    ("404 Not Found", b"<html>"),
    ("502 Bad Gateway", b"<html>"),
    ("403 Forbidden", b""),
    ("403 Forbidden", b'{"error":"blocked"}'),
    ("401 Unauthorized", b'{"message":"sign in"}'),
    ("404 Not Found", b'["not found"]'),
    ("400 Bad Request", b'{"ok":true}'),
    ("403 Forbidden", b"[" * 100_000),
    ("500 Internal Server Error", b'{"ok":false'),
    ("302 Found", b""),
    ("403 Forbidden", b'{"ok":false}'),
    ("401 Unauthorized", b'{"ok":false,"error":"sign in"}'),
    ("404 Not Found", b'{"ok":false,"error_code":401,"description":"Unauthorized"}'),
    ("400 Bad Request", b'{"ok":false,"error_code":400,"description":{"text":"chat not found"}}'),
    ("429 Too Many Requests", b'{"ok":false,"parameters":{"retry_after":7}}'),
]
#: What agrees to a call, and isn't Telegram's: it agrees to all that is asked.
AGREEABLE = [b"<html>", b"", b"{}", b"[]", b'"ok"', b'{"ok":true}', b'{"ok":false}', b'{"status":"ok","result":true}',
             b'{"ok":1,"result":true}', b'{"ok":true,"result":']  # fmt: skip


@pytest.mark.parametrize(
    ("handle", "error"),
    [
        (silent, TimedOut),
        (cut, NetworkError),
        (half, NetworkError),
        (another, NetworkError),
        (Server(http("400 Bad Request", b'{"ok":false,"error_code":400,"description":"Bad Request: no"}')), BadRequest),
        (Server(http("401 Unauthorized", b'{"ok":false,"error_code":401,"description":"Unauthorized"}')), InvalidToken),
        (Server(http("403 Forbidden", b'{"ok":false,"error_code":403,"description":"Forbidden: x"}')), Forbidden),
        (Server(http("429 Too Many Requests", SLOWER)), RetryAfter),
        (Server(http("500 Internal Server Error", b'{"ok":false,"error_code":500}')), NetworkError),
        *((Server(http(status, body, "Location: /elsewhere")), NetworkError) for status, body in BEHIND_PORTALS),
    ],
    ids=["silence", "cut", "half an answer", "no HTTP", "400", "401", "403", "429", "500",
         *(f"{status[:3]} of somebody else: {body[:20]!r}" for status, body in BEHIND_PORTALS)],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_goes_wrong_is_one_of_the_library_s_errors(
    handle: Handle, error: type[Exception], method: str
) -> None:
    async with listening(handle) as server, opened() as web:
        with pytest.raises(error) as raised:
            await (web.retrieve if method == "GET" else web.post)(address(server.port))
        assert type(raised.value) is error
        tells_nothing(raised.value)


@pytest.mark.parametrize("body", AGREEABLE)
async def test_whatever_answers_in_telegram_s_place_is_the_network_s_trouble(body: bytes) -> None:
    """What it agrees to has not happened."""
    async with listening(Server(http("200 OK", body))) as server, opened() as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(server.port))
        assert type(raised.value) is NetworkError
        tells_nothing(raised.value)


async def test_nobody_listens() -> None:
    async with listening(cut) as server:
        pass
    async with opened() as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(server.port))
        assert isinstance(raised.value.__cause__, ConnectionRefusedError)
        assert type(raised.value) is NetworkError
        tells_nothing(raised.value)


async def test_a_connection_that_takes_too_long_has_timed_out() -> None:
    async with listening(silent) as server, opened(connect_timeout=0.2) as web:
        with deaf("127.0.0.2", server.port), pytest.raises(TimedOut) as raised:
            await web.post(address(server.port, host="127.0.0.2"))
        tells_nothing(raised.value)


async def test_a_name_that_nobody_knows(names: Names) -> None:
    async with opened() as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(80, host="nowhere.test"))
        assert type(raised.value.__cause__).__name__ == "gaierror"
        tells_nothing(raised.value)


@pytest.mark.parametrize("body", [OK, b'{"ok":true,"result":[]}', b'{"ok":true,"result":{"message_id":5}}', b"<html>"])
async def test_what_comes_back_is_given_as_it_is(body: bytes) -> None:
    """Also what can't be understood: what to make of it is not for the connection to say."""
    async with listening(Server(http("200 OK", body))) as server, opened() as web:
        assert await web.retrieve(address(server.port)) == body


async def test_before_it_is_open_nothing_is_called() -> None:
    with pytest.raises(RuntimeError):
        await Web(Transport(tls=False), connections=1, read_timeout=1).do_request(address(9), "GET")


# -- how much is read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["200 OK", "403 Forbidden"])
@pytest.mark.parametrize("size", [1_001, 50_000, 3_000_000])
async def test_an_answer_that_is_too_large_isn_t_read(size: int, status: str) -> None:
    async with listening(Server(http(status, b" " * size))) as server, opened(most=1_000) as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(server.port))
        assert isinstance(raised.value.__cause__, ForeignAnswerError)


async def test_an_answer_without_end_is_broken_off() -> None:
    async with listening(endless) as server, opened(most=1_000_000, read_timeout=5) as web:
        with pytest.raises(NetworkError) as raised:
            await web.retrieve(address(server.port))
        assert isinstance(raised.value.__cause__, ForeignAnswerError)


async def test_what_is_packed_is_not_unpacked() -> None:
    """It isn't asked for, and a few bytes could become more than there is room for."""
    packed = Server(http("200 OK", b"\x1f\x8b\x08\x00", "Content-Encoding: gzip"))
    async with listening(packed) as server, opened() as web:
        assert await web.retrieve(address(server.port)) == b"\x1f\x8b\x08\x00"
        assert "accept-encoding" not in packed.asked[0][0].lower()


async def test_as_much_as_may_be_is_read() -> None:
    """A hundred updates of 70 kB, and the largest file that a bot may fetch."""
    for size in (7_000_000, 20 * 2**20):
        async with listening(Server(http("200 OK", b"x" * size))) as server, opened(read_timeout=10) as web:
            assert len(await web.retrieve(address(server.port))) == size


# -- what is sent ---------------------------------------------------------------------------------------------


@asynccontextmanager
async def _bot(server: Server) -> AsyncIterator[Bot]:
    async with listening(server) as listens, opened(read_timeout=5) as web:
        yield Bot(f"1:{TOKEN}", base_url=f"http://127.0.0.1:{listens.port}/bot", request=web)


async def test_parameters_are_sent_as_json() -> None:
    server = Server()
    async with _bot(server) as bot:
        await bot.set_my_commands([("help", "aide — été")], language_code="fr")
    head, body = server.asked[0]
    assert "content-type: application/json" in head.lower()
    told = json.loads(body)
    assert told["language_code"] == "fr"
    assert json.loads(told["commands"]) == [{"command": "help", "description": "aide — été"}]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("synthèse.html", "synthèse.html"),
        ('say "yes".json', "say %22yes%22.json"),
        ("a\r\nX-Evil: 1", "a%0D%0AX-Evil: 1"),
        ("ملخص.html", "ملخص.html"),
    ],
)
async def test_files_are_sent_with_their_names_and_nothing_breaks_out_of_them(name: str, shown: str) -> None:
    message = b'{"ok":true,"result":{"message_id":5,"date":1,"chat":{"id":7,"type":"private"}}}'
    server = Server(http("200 OK", message))
    content = bytes(range(256)) * 8_000  # more than aiohttp sends in one go without a word
    async with _bot(server) as bot:
        sent = await bot.send_document(7, InputFile(content, filename=name), caption="Résumé")
    assert sent.message_id == 5
    head, body = server.asked[0]
    assert "content-type: multipart/form-data; boundary=" in head.lower()
    assert f'name="document"; filename="{shown}"'.encode() in body
    assert content in body
    assert "Résumé".encode() in body
    assert b"\r\nX-Evil" not in body
