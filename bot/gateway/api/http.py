"""HTTP as the Telegram library calls for it, by aiohttp, with few connections kept open: for the bot and the doctor.

Of Telegram it knows only what its refusals look like. What is raised here holds no address, since the token is in every
one: an error of aiohttp's never gets out, nor hangs on one that does.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from aiohttp import (
    BaseConnector,
    ClientConnectorDNSError,
    ClientError,
    ClientHttpProxyError,
    ClientProxyConnectionError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway.api.failures import ForeignAnswerError, ProxyFailedError, chain
from bot.gateway.api.form import agrees, keep, refuses
from bot.gateway.api.transport import Transport

#: How long to wait for a connection (names, proxies and certificates included: through Tor that takes its time), and
#: for an answer to a call that carries a file, in seconds.
_CONNECT, _UPLOAD = 10.0, 120.0
#: For how many seconds an unused connection is kept: less than servers do, lest a call meet a closed door.
_IDLE = 15.0
#: The most bytes that an answer may have: the largest file that Telegram lets a bot fetch (20 MiB). The hundred updates
#: that come at most are far below it: 4,096 characters, all escaped, in reply to as many have some 70 kB.
_MOST = 20 * 2**20
#: From here on a status tells that nothing was done. Redirections aren't followed: Telegram sends none, and a portal's
#: would be given the token.
_REFUSED = 300


class Web(BaseRequest):
    """Requests by one transport over at most `connections`, each answered within `read_timeout` seconds (one is
    made within `connect_timeout` more, and kept for `idle` seconds) with at most `most` bytes. `heard` gets the head of
    every answer, whatever it is."""

    def __init__(
        self,
        transport: Transport,
        *,
        connections: int,
        read_timeout: float,
        connect_timeout: float = _CONNECT,
        idle: float = _IDLE,
        most: int = _MOST,
        heard: Callable[[Mapping[str, str]], None] | None = None,
    ) -> None:
        self._transport = transport
        self._room = asyncio.Semaphore(connections)
        self._read, self._connect, self._idle, self._most = read_timeout, connect_timeout, idle, most
        self._heard = heard
        self._session: ClientSession | None = None
        self._options = _through(transport)

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds, where a call says nothing else."""
        return self._read

    async def initialize(self) -> None:
        """Be ready to call."""
        self._session = ClientSession(
            connector=_connector(self._transport, self._idle),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            skip_auto_headers=("Accept", "Accept-Encoding"),
            auto_decompress=False,  # asked for plainly, so that what is read is no more than what is sent
        )

    async def shutdown(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session:
            await session.close()

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
        """One request: its status and what came back. Raises telegram.error.NetworkError, and of these TimedOut where
        there was no connection or no answer in time. A refusal that isn't in Telegram's form isn't Telegram's: taken
        for one, a captive portal's 401 would mean that the token is wrong."""
        wait = read_timeout if isinstance(read_timeout, (int, float)) else self._read
        if request_data is not None and request_data.contains_files:
            wait = max(wait, _UPLOAD)
        failure: NetworkError
        try:
            async with self._room:
                return await self._call(url, method, request_data, wait)
        except TimeoutError:
            failure = TimedOut()
        except (ClientError, OSError, ValueError) as error:
            cause = _cause(error, proxied="proxy" in self._options)
            failure = NetworkError(type(cause or error).__name__)
            failure.__cause__ = cause
        raise failure  # here, where the error that it was made of isn't hanging on it any more

    async def _call(self, url: str, method: str, data: RequestData | None, wait: float) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the connection is not open")
        patience = ClientTimeout(total=self._connect + wait, connect=self._connect, sock_read=wait)
        call = {**self._options, **_body(data), "timeout": patience, "allow_redirects": False}
        async with self._session.request(method, url, **call) as response:
            if self._heard:
                self._heard(response.headers)
            status, answer = response.status, await _read(response, self._most)
        if status >= _REFUSED and not refuses(status, answer):
            raise ForeignAnswerError(f"somebody else than Telegram has answered, with {status}")
        if status < _REFUSED and method == "POST" and not agrees(answer):
            raise ForeignAnswerError("what has been answered isn't in Telegram's form")
        keep(answer)
        return status, answer


def _connector(transport: Transport, idle: float) -> BaseConnector:
    """Makes and keeps the connections. Their number isn't its concern: how long it takes to make one is measured with
    none of the waiting for another's end in it."""
    trust = True if transport.trust is None else transport.trust
    if transport.proxy and transport.proxy.socks:
        from bot.gateway.api.socks import SocksConnector

        return SocksConnector(transport.proxy, ssl=trust, keepalive_timeout=idle, limit=0)
    return TCPConnector(ssl=trust, keepalive_timeout=idle, limit=0)


def _through(transport: Transport) -> dict[str, Any]:
    """What aiohttp is told with each call about an HTTP proxy. The proxy's name and password are in no address, so that
    they are in no error either; where there is no tunnel they travel in the call's own head."""
    proxy = transport.proxy
    if proxy is None or proxy.socks:
        return {}
    if not proxy.user:
        return {"proxy": proxy.url}
    secret = b64encode(f"{proxy.user}:{proxy.password}".encode()).decode()
    head = {"Proxy-Authorization": f"Basic {secret}"}
    return {"proxy": proxy.url, "proxy_headers" if transport.tls else "headers": head}


def _body(data: RequestData | None) -> dict[str, Any]:
    """A call's parameters as JSON, or, where there is a file among them, as a form of several parts."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"json": data.json_parameters}
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        whole = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, whole, filename=_quoted(str(filename)), content_type=kind)
    return {"data": form}


def _quoted(name: str) -> str:
    """A file's name, kept from breaking out of its quotation marks, as browsers write it."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


async def _read(response: ClientResponse, most: int) -> bytes:
    """What came back, as long as it isn't more than it may be."""
    parts, left = list[bytes](), most
    if (response.content_length or 0) <= most:
        async for part in response.content.iter_any():
            parts.append(part)
            left -= len(part)
            if left < 0:
                break
        else:
            return b"".join(parts)
    raise ForeignAnswerError("the answer is larger than any of Telegram's")


def _cause(error: Exception, *, proxied: bool) -> OSError | None:
    """The system's own error behind one of aiohttp's, or ours about a proxy; None where there is none. `proxied`: there
    is an HTTP proxy on the way, whose name is then the only one that is looked up here."""
    if isinstance(error, ClientHttpProxyError):
        return ProxyFailedError(ProxyFailedError.CLOSED)
    if isinstance(error, ClientProxyConnectionError) or (proxied and isinstance(error, ClientConnectorDNSError)):
        return ProxyFailedError(ProxyFailedError.AWAY)
    own = (behind for behind in chain(error) if isinstance(behind, OSError) and not isinstance(behind, ClientError))
    return next(own, None)
