"""Calls by the bot's own connection, and what its errors may say."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.gateway.api.failures import chain
from bot.gateway.api.http import Web
from bot.gateway.api.transport import Transport, transport_to
from bot.written import usable_proxy
from tests.gateway.internet import TELEGRAM

TOKEN = "SECRETTOKEN"
#: A proxy's password, and with the name before it as both are written in an address.
PASSWORD = "PALAVER-p@ss/word"
WRITTEN = "ana:PALAVER-p%40ss%2Fword@"


def address(port: int, *, tls: bool = False, host: str = "127.0.0.1") -> str:
    return f"http{'s' if tls else ''}://{host}:{port}/bot1:{TOKEN}/getMe"


@asynccontextmanager
async def opened(way: Transport | None = None, **options: Any) -> AsyncIterator[Web]:
    web = Web(way or Transport(tls=False), **{"connections": 2, "read_timeout": 0.2, **options})
    await web.initialize()
    try:
        yield web
    finally:
        await web.shutdown()


def telegram(*, tls: bool) -> str:
    """Its address, by the name that only proxies know."""
    return f"http{'s' if tls else ''}://{TELEGRAM}"


def proxy_at(address: str) -> SecretStr:
    """A proxy as the settings have it."""
    return SecretStr(usable_proxy(address))


async def called(port: int, *, tls: bool, proxy: SecretStr | None = None) -> bool:
    """Whether two calls to Telegram, which listens here at this port, come through."""
    async with opened(transport_to(telegram(tls=tls), proxy), read_timeout=5) as web:
        results = [await web.post(address(port, tls=tls, host=TELEGRAM)) for _ in range(2)]
    return results == [True, True]


def tells_nothing(error: BaseException) -> None:
    """Neither what it says, nor what a traceback of it would."""
    said = "".join(traceback.format_exception(error)) + "".join(f"{behind!r}{behind}" for behind in chain(error))
    assert TOKEN not in said
