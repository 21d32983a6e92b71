"""Calls to Telegram through aiohttp: the library's errors come out as with its own HTTP, and no token in them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.gateway.api.web import Web

Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _server(handle: Handle) -> AsyncIterator[str]:
    """A server that answers so; it ends once all its connections are closed."""
    served: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await handle(reader, writer)
        writer.close()
        await asyncio.wait([asyncio.create_task(writer.wait_closed())])

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.create_task(serve(reader, writer)))

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:SECRETTOKEN/getMe"
        await asyncio.gather(*served)


def _answering(status: str, body: str) -> Handle:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()

    return handle


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def _cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def _half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")


@asynccontextmanager
async def _web() -> AsyncIterator[Web]:
    web = Web(connections=2, read_timeout=0.2)
    await web.initialize()
    try:
        yield web
    finally:
        await web.shutdown()


@pytest.mark.parametrize(
    ("handle", "error"),
    [
        (_silent, TimedOut),
        (_cut, NetworkError),
        (_half, NetworkError),
        (_answering("400 Bad Request", '{"ok":false,"description":"Bad Request: no"}'), BadRequest),
        (_answering("401 Unauthorized", '{"ok":false,"description":"Unauthorized"}'), InvalidToken),
        (_answering("401 Unauthorized", "<html>"), NetworkError),
        (_answering("404 Not Found", "<html>"), NetworkError),
        (_answering("502 Bad Gateway", "<html>"), NetworkError),
        (_answering("429 Too Many Requests", '{"ok":false,"parameters":{"retry_after":7}}'), RetryAfter),
    ],
    ids=["silence", "cut", "half an answer", "400", "401", "401 of a portal", "404 of a portal", "502", "429"],
)
async def test_what_goes_wrong_is_one_of_the_library_s_errors(handle: Handle, error: type[Exception]) -> None:
    async with _server(handle) as address, _web() as web:
        with pytest.raises(NetworkError if error is TimedOut else error) as raised:
            await web.retrieve(address)
        assert type(raised.value) is error
        assert "SECRETTOKEN" not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.__context__!r}"


async def test_nobody_listens() -> None:
    async with _server(_cut) as address:
        pass
    async with _web() as web:
        with pytest.raises(NetworkError):
            await web.retrieve(address)


async def test_what_comes_back_is_given_as_it_is() -> None:
    async with _server(_answering("200 OK", '{"ok":true}')) as address, _web() as web:
        assert await web.retrieve(address) == b'{"ok":true}'
