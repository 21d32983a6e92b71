"""A small internet on this machine: servers that answer in all the ways that real ones do, addresses that never answer,
and the names under which they are known."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

#: A certificate for localhost, telegram.test, proxy.test and the loopback addresses, with its key: for tests alone.
CERTIFICATE = Path(__file__).parent / "localhost.pem"
#: The name that only proxies know, so that whoever looks it up here is found out.
TELEGRAM = "telegram.test"

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
Handle = Callable[[Reader, Writer], Awaitable[None]]


@dataclass
class Listening:
    """A server that listens: `port`, and how many connections there have been and are open."""

    port: int = 0
    connections: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def open(self) -> int:
        return sum(not task.done() for task in self.tasks)


@asynccontextmanager
async def listening(
    handle: Handle, *, host: str = "127.0.0.1", port: int = 0, tls: bool = False
) -> AsyncIterator[Listening]:
    """Handle each connection so, and end when all of them have ended."""
    found = Listening()

    async def serve(reader: Reader, writer: Writer) -> None:
        with suppress(asyncio.IncompleteReadError, OSError):
            await handle(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    def connected(reader: Reader, writer: Writer) -> None:
        found.connections += 1
        found.tasks.add(asyncio.create_task(serve(reader, writer)))

    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    async with await asyncio.start_server(connected, host, port, ssl=context) as server:
        found.port = server.sockets[0].getsockname()[1]
        yield found
        server.close()
        async with asyncio.timeout(5):
            await asyncio.gather(*found.tasks)


# -- servers --------------------------------------------------------------------------------------------------


async def request(reader: Reader) -> tuple[str, bytes]:
    """One request: its head and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = re.search(r"content-length: *(\d+)", head, re.I)
    return head, await reader.readexactly(int(length[1])) if length else b""


def http(status: str, body: bytes, *heads: str) -> bytes:
    """An answer as it is sent."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *heads])
    return head.encode() + b"\r\n\r\n" + body


class Server:
    """Answers every call with the same bytes, and keeps what was asked; after `last` calls on a connection it closes
    that."""

    def __init__(self, answer: bytes = http("200 OK", b'{"ok":true,"result":true}'), *, last: int = 1_000) -> None:
        self.answer = answer
        self.last = last
        self.asked: list[tuple[str, bytes]] = []

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        for _ in range(self.last):
            self.asked.append(await request(reader))
            writer.write(self.answer)
            await writer.drain()


async def silent(reader: Reader, writer: Writer) -> None:
    """Takes everything and says nothing."""
    await reader.read()


async def cut(reader: Reader, writer: Writer) -> None:
    """Takes a call and closes."""
    await request(reader)


async def half(reader: Reader, writer: Writer) -> None:
    """Closes in the middle of its answer."""
    await request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")


async def endless(reader: Reader, writer: Writer) -> None:
    """Answers without end, and says no length."""
    await request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"1000\r\n" + b" " * 0x1000 + b"\r\n")
        await writer.drain()


async def other(reader: Reader, writer: Writer) -> None:
    """Speaks something else."""
    await request(reader)
    writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")


async def shut(reader: Reader, writer: Writer) -> None:
    """Closes at the first word."""
    await reader.read(1)


async def impatient(reader: Reader, writer: Writer) -> None:
    """Waits for no whole request, and answers."""
    await reader.read(1)
    writer.write(http("400 Bad Request", b"<html>"))


# -- addresses ------------------------------------------------------------------------------------------------


def far() -> str:
    """A second address of this machine: IPv6 where it has it."""
    try:
        with socket.socket(socket.AF_INET6) as six:
            six.bind(("::1", 0))
    except OSError:
        return "127.0.0.2"
    return "::1"


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


@contextmanager
def deaf(address: str, port: int) -> Iterator[None]:
    """This address never answers at this port, as behind a broken network: its queue is full, and nobody takes anything
    from it."""
    with socket.socket(_family(address)) as taken, socket.socket(_family(address)) as waiting:
        taken.bind((address, port))
        taken.listen(0)
        waiting.connect((address, port))
        yield


class Names:
    """What this machine's resolver knows: names and their addresses, in order; and what it was asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.known: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        patch.setattr(socket, "getaddrinfo", self._look)

    def _look(self, host: Any, port: Any, *args: Any, **more: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if not str(name).endswith(".test"):
            return self._real(host, port, *args, **more)
        self.asked.append(name)
        if name not in self.known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (_family(address), socket.SOCK_STREAM, 6, "", (address, int(port), 0, 0)[: 4 if ":" in address else 2])
            for address in self.known[name]
        ]
