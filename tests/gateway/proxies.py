"""Proxies on this machine: one that speaks HTTP and one that speaks SOCKS5. They alone know where Telegram is."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from tests.gateway.internet import TELEGRAM, Reader, Writer, http, request


class HttpProxy:
    """Gives tunnels, and passes plain calls on; `asked` are the first lines and the credentials that it saw. `refuses`
    is the status with which it answers instead."""

    def __init__(self, *, refuses: str = "") -> None:
        self.refuses = refuses
        self.asked: list[str] = []

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        head, body = await request(reader)
        method, target = self._seen(head)
        if self.refuses:
            writer.write(http(self.refuses, b"<html>"))
        elif method == "CONNECT":
            there, back = await _reach(target)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _both(reader, writer, there, back)
        else:
            await self._pass_on(head, body, reader, writer)

    def _seen(self, head: str) -> tuple[str, str]:
        first, *heads = head.split("\r\n")
        self.asked += [first, *(line for line in heads if line.startswith("Proxy-Auth"))]
        return first.split(" ")[0], first.split(" ")[1]

    async def _pass_on(self, head: str, body: bytes, reader: Reader, writer: Writer) -> None:
        """One call after the other, with the path alone in the place of the address."""
        there, back = await _reach(urlsplit(head.split(" ")[1]).netloc)
        answers = asyncio.create_task(_pour(there, writer))
        try:
            while True:
                back.write(re.sub(r"http://[^/]*", "", head, count=1).encode() + body)
                head, body = await request(reader)
                self._seen(head)
        finally:
            back.close()
            with suppress(OSError):
                await back.wait_closed()
            await answers


class SocksProxy:
    """SOCKS5 (RFC 1928, with names and passwords by RFC 1929); `asked` are the places, as they were named to it, and
    the credentials. `refuses` is the reply with which it answers instead."""

    def __init__(self, *, users: str = "", refuses: int = 0) -> None:
        self.users = users
        self.refuses = refuses
        self.asked: list[str] = []

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        _, count = await reader.readexactly(2)
        offered = await reader.readexactly(count)
        wanted = 2 if self.users else 0
        writer.write(bytes([5, wanted if wanted in offered else 0xFF]))
        if wanted not in offered or (wanted and not await self._known(reader, writer)):
            return
        _, _, _, kind = await reader.readexactly(4)
        host = await self._host(reader, kind)
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append(f"{host}:{port}")
        writer.write(bytes([5, self.refuses, 0, 1, 0, 0, 0, 0, 0, 0]))
        if not self.refuses:
            await _both(reader, writer, *await _reach(self.asked[-1]))

    async def _known(self, reader: Reader, writer: Writer) -> bool:
        told = []
        await reader.readexactly(1)
        for _ in range(2):
            told.append((await reader.readexactly((await reader.readexactly(1))[0])).decode())
        self.asked.append(":".join(told))
        writer.write(bytes([1, self.asked[-1] != self.users]))
        return self.asked[-1] == self.users

    @staticmethod
    async def _host(reader: Reader, kind: int) -> str:
        if kind == 3:
            return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        return socket.inet_ntop(*((socket.AF_INET, await reader.readexactly(4)) if kind == 1
                                  else (socket.AF_INET6, await reader.readexactly(16))))  # fmt: skip


async def _reach(place: str) -> tuple[Reader, Writer]:
    """What a proxy does with a place: it alone knows where Telegram is."""
    host, _, port = place.rpartition(":")
    return await asyncio.open_connection("127.0.0.1" if host == TELEGRAM else host, int(port))


async def _both(reader: Reader, writer: Writer, there: Reader, back: Writer) -> None:
    """Pour both ways until one side ends."""
    ways = {asyncio.create_task(_pour(reader, back)), asyncio.create_task(_pour(there, writer))}
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for end in (back, writer):
        end.close()
        with suppress(OSError):
            await end.wait_closed()
    await asyncio.wait(ways)


async def _pour(reader: Reader, writer: Writer) -> None:
    with suppress(OSError):
        while some := await reader.read(10_000):
            writer.write(some)
            await writer.drain()
