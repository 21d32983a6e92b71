"""HTTP as the Telegram library calls for it, carried out by aiohttp: a call costs a quarter of the
processor time that it costs with the library's own choice (benchmarks/README.md)."""

from __future__ import annotations

import ssl
from typing import cast

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

#: How long to wait for a connection, in seconds.
_CONNECT = 5.0


class Web(BaseRequest):
    """Requests over at most `connections` kept open, each answered within `read_timeout` seconds.

    Follows the proxy settings of the environment, as the library's own class does, and checks
    certificates against the same list.
    """

    def __init__(self, *, connections: int, read_timeout: float) -> None:
        self._connections = connections
        self._timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may take, in seconds, where a call says nothing else."""
        return self._timeout

    async def initialize(self) -> None:
        """Be ready to call."""
        if self._session is None:
            trusted = ssl.create_default_context(cafile=certifi.where())
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=trusted)
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=connector, trust_env=True, headers=headers)

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        TimedOut where there was no answer in time."""
        if self._session is None:
            raise RuntimeError("the connection is not open")
        wait = read_timeout if isinstance(read_timeout, (int, float)) else self._timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=wait)
        try:
            body, headers = _body(request_data)
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


_JSON = {"Content-Type": "application/json"}


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str] | None]:
    """A call's parameters as JSON, or, where there is a file among them, as a form of several parts."""
    if data is None:
        return None, None
    if not data.contains_files:
        return data.json_payload, _JSON
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, cast(bytes, content), filename=filename, content_type=kind)
    return form, None
