"""HTTP as the Telegram library calls for it, with few connections kept open. A call costs about a fifth of the
processor time that it costs with the library's own choice, httpx."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from typing import cast
from urllib.parse import urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway.api.http11 import Connection, Headers, Origin, connect

#: How long to wait for a connection, and for an answer to a call that carries a file, in seconds.
_CONNECT, _UPLOAD = 5.0, 120.0
#: From here on a status tells of an error.
_REFUSED = 400
#: For how many seconds an unused connection is kept: less than servers do, lest a call meet a closed door.
_IDLE = 15.0


class Web(BaseRequest):
    """Requests over at most `connections`, each answered within `read_timeout` seconds."""

    def __init__(self, *, connections: int, read_timeout: float) -> None:
        self._room = asyncio.Semaphore(connections)
        self._timeout = read_timeout
        self._idle: list[tuple[Origin, Connection]] = []
        self._open = False

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds, where a call says nothing else."""
        return self._timeout

    async def initialize(self) -> None:
        """Be ready to call."""
        self._open = True

    async def shutdown(self) -> None:
        """Close the connections."""
        self._open = False
        idle, self._idle = self._idle, []
        for _, connection in idle:
            await connection.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: its status and what came back. Raises telegram.error.NetworkError, and of these
        TimedOut where there was no answer in time. A refusal that isn't in Telegram's form isn't Telegram's: taken
        for one, a captive portal's 401 would mean that the token is wrong."""
        if not self._open:
            raise RuntimeError("the connection is not open")
        wait = read_timeout if isinstance(read_timeout, (int, float)) else self._timeout
        if request_data is not None and request_data.contains_files:
            wait = max(wait, _UPLOAD)
        try:
            async with self._room:
                status, answer = await self._call(url, method, request_data, wait)
        except TimeoutError:
            raise TimedOut from None
        except OSError as error:
            raise NetworkError(type(error).__name__) from None
        if status >= _REFUSED and not answer.lstrip().startswith(b"{"):  # a captive portal, or a gateway on the way
            raise NetworkError(f"somebody else than Telegram has answered, with {status}")
        return status, answer

    async def _call(self, url: str, method: str, data: RequestData | None, wait: float) -> tuple[int, bytes]:
        address = urlsplit(url)
        origin = Origin.of(address)
        kind, body = _body(data)
        headers: Headers = [
            ("Host", address.netloc.rpartition("@")[2]),
            ("User-Agent", self.USER_AGENT),
            ("Content-Length", str(len(body))),
            *([("Content-Type", kind)] if kind else []),
        ]
        target = f"{address.path}?{address.query}" if address.query else address.path
        connection = self._kept(origin)
        if connection is None:
            async with asyncio.timeout(_CONNECT):
                connection = await connect(origin)
        try:
            async with asyncio.timeout(wait):
                answer = await connection.ask(method, target, headers, body)
        except BaseException:
            connection.drop()
            raise
        self._keep(origin, connection)
        return answer

    def _kept(self, origin: Origin) -> Connection | None:
        """A connection to there that is open and unused; those that are of no use any more go."""
        while self._idle:
            where, connection = self._idle.pop()
            if where == origin and connection.fresh(_IDLE):
                return connection
            connection.drop()
        return None

    def _keep(self, origin: Origin, connection: Connection) -> None:
        if self._open and connection.fresh(_IDLE):
            self._idle.append((origin, connection))
        else:
            connection.drop()


def _body(data: RequestData | None) -> tuple[str, bytes]:
    """A call's parameters as JSON, or, where there is a file among them, as a form of several parts."""
    if data is None:
        return "", b""
    if not data.contains_files:
        return "application/json", data.json_payload
    boundary = secrets.token_hex(16)
    return f"multipart/form-data; boundary={boundary}", b"".join(_parts(boundary, data))


def _parts(boundary: str, data: RequestData) -> Iterable[bytes]:
    """RFC 7578: each parameter, then each file with its name and its kind."""
    for name, value in data.json_parameters.items():
        yield f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, (filename, content, kind) in data.multipart_data.items():
        described = f'form-data; name="{name}"; filename="{_quoted(str(filename))}"'
        yield f"--{boundary}\r\nContent-Disposition: {described}\r\nContent-Type: {kind}\r\n\r\n".encode()
        yield cast(bytes, content) + b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _quoted(name: str) -> str:
    """A file's name, kept from breaking out of its quotation marks."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
