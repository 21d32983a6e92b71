"""Connections through a SOCKS5 proxy, by aiohttp-socks. Imported only where there is one: it takes memory."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from aiohttp.client_proto import ResponseHandler
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError, ProxyType

from bot.gateway.api.failures import ProxyFailedError
from bot.gateway.api.transport import Proxy

#: How long one address of the proxy has to itself before another is tried beside it (RFC 8305), in seconds.
_HEAD_START = 0.25


class SocksConnector(ProxyConnector):
    """Connects through a SOCKS5 proxy; with socks5h it is the proxy that looks names up."""

    def __init__(self, proxy: Proxy, **options: Any) -> None:
        self._name = proxy.host
        super().__init__(
            host=proxy.host,
            port=proxy.port,
            proxy_type=ProxyType.SOCKS5,
            username=proxy.user,
            password=proxy.password,
            rdns=proxy.scheme == "socks5h",
            **options,
        )

    async def _wrap_create_connection(self, *args: Any, **options: Any) -> tuple[asyncio.Transport, ResponseHandler]:
        try:
            self._proxy_host = await self._nearest()
            return await super()._wrap_create_connection(*args, **options)
        except ProxyTimeoutError:
            raise TimeoutError from None
        except ProxyConnectionError:
            raise ProxyFailedError(ProxyFailedError.AWAY) from None
        except (ProxyError, EOFError):
            raise ProxyFailedError(ProxyFailedError.CLOSED) from None

    async def _nearest(self) -> str:
        """The proxy's address that answers first. aiohttp-socks would try one after the other, each until it gives
        up, and wait for long where IPv6 leads nowhere."""
        try:
            found = await self._loop.getaddrinfo(self._name, self._proxy_port, type=socket.SOCK_STREAM)
            if len(found) == 1:
                return str(found[0][4][0])
            _, writer = await asyncio.open_connection(
                self._name, self._proxy_port, happy_eyeballs_delay=_HEAD_START, interleave=1
            )
        except OSError:
            raise ProxyFailedError(ProxyFailedError.AWAY) from None
        address = str(writer.get_extra_info("peername")[0])
        writer.transport.abort()
        return address
