"""One HTTP/1.1 connection, kept open from call to call: bytes by asyncio, the protocol by h11.

Knows nothing of Telegram. Goes through the proxy that the environment names (HTTPS_PROXY, NO_PROXY), since in
some places there is no other way to reach Telegram.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import h11

_CHUNK = 65_536
Headers = list[tuple[str, str]]


class BrokenOffError(OSError):
    """The connection ended, or was refused, before the answer was whole."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a connection leads to."""

    tls: bool
    host: str
    port: int

    @classmethod
    def of(cls, url: SplitResult) -> Origin:
        """The origin of an http or https address."""
        tls = url.scheme == "https"
        return cls(tls, url.hostname or "", url.port or (443 if tls else 80))


@cache
def trusted() -> ssl.SSLContext:
    """The authorities whose certificates are accepted."""
    return ssl.create_default_context(cafile=certifi.where())


class Connection:
    """An open connection; for one call at a time. Made by `connect`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._protocol = h11.Connection(h11.CLIENT)
        self._used = monotonic()

    def fresh(self, idle: float) -> bool:
        """Whether it can take another call: the last one ended as it should, not more than `idle` seconds ago,
        and the other side hasn't closed it since."""
        return (
            self._protocol.our_state is h11.IDLE
            and not self._reader.at_eof()
            and not self._writer.is_closing()
            and monotonic() - self._used < idle
        )

    async def ask(self, method: str, target: str, headers: Headers, body: bytes) -> tuple[int, bytes]:
        """One call: the status and what came back. Raises OSError (of which BrokenOffError is one)."""
        sent = self._protocol.send(h11.Request(method=method, target=target, headers=headers)) or b""
        if body:
            sent += self._protocol.send(h11.Data(data=body)) or b""
        self._writer.write(sent + (self._protocol.send(h11.EndOfMessage()) or b""))
        await self._writer.drain()
        try:
            return await self._answer()
        except h11.RemoteProtocolError:
            raise BrokenOffError("what came back is no HTTP") from None

    async def _answer(self) -> tuple[int, bytes]:
        status, parts = 0, list[bytes]()
        while True:
            event = self._protocol.next_event()
            if event is h11.NEED_DATA:
                self._protocol.receive_data(await self._reader.read(_CHUNK))
            elif isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                break
            elif isinstance(event, h11.ConnectionClosed):
                raise BrokenOffError("closed before an answer")
        if self._protocol.our_state is h11.DONE and self._protocol.their_state is h11.DONE:
            self._protocol.start_next_cycle()
        self._used = monotonic()
        return status, b"".join(parts)

    def drop(self) -> None:
        """Close it at once."""
        self._writer.transport.abort()

    async def close(self) -> None:
        """Close it and wait until it is closed."""
        self.drop()
        await asyncio.wait([asyncio.create_task(self._writer.wait_closed())])


async def connect(origin: Origin, trust: Callable[[], ssl.SSLContext] = trusted) -> Connection:
    """A new connection, through the environment's proxy if there is one for it. Raises OSError."""
    proxy = None if proxy_bypass(origin.host) else getproxies().get("https" if origin.tls else "http")
    if proxy and origin.tls:
        return await _tunnel(urlsplit(proxy), origin, trust)
    where = Origin.of(urlsplit(proxy)) if proxy else origin
    tls = trust() if where.tls else None
    return Connection(*await asyncio.open_connection(where.host, where.port, ssl=tls))


async def _tunnel(proxy: SplitResult, origin: Origin, trust: Callable[[], ssl.SSLContext]) -> Connection:
    """Through an HTTP proxy, which is asked for a tunnel; what goes through it is encrypted end to end."""
    reader, writer = await asyncio.open_connection(proxy.hostname, proxy.port or 8080)
    try:
        name = f"{origin.host}:{origin.port}"
        headers = [("Host", name), *_authorization(proxy)]
        protocol = h11.Connection(h11.CLIENT)
        asked = protocol.send(h11.Request(method="CONNECT", target=name, headers=headers)) or b""
        writer.write(asked + (protocol.send(h11.EndOfMessage()) or b""))
        while (event := protocol.next_event()) is h11.NEED_DATA:
            protocol.receive_data(await reader.read(_CHUNK))
        if not isinstance(event, h11.Response) or event.status_code != 200:
            raise BrokenOffError("the proxy gives no tunnel")
        await writer.start_tls(trust(), server_hostname=origin.host)
    except BaseException:
        writer.transport.abort()
        raise
    return Connection(reader, writer)


def _authorization(proxy: SplitResult) -> Headers:
    if not proxy.username:
        return []
    secret = base64.b64encode(f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()).decode()
    return [("Proxy-Authorization", f"Basic {secret}")]
