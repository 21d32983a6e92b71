"""The doctor goes the bot's own way to Telegram, by its proxy and its certificates, and says what is wrong there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor.finding import State
from tests.doctor.ward import open_ward
from tests.gateway.internet import Server, http, listening, shut
from tests.gateway.proxies import HttpProxy, SocksProxy


@pytest.mark.parametrize("form", ["http", "socks5h"])
async def test_it_goes_through_the_proxy(form: str, tmp_path: Path) -> None:
    proxy = HttpProxy() if form == "http" else SocksProxy()
    async with open_ward(tmp_path) as ward, listening(proxy) as way:
        ward.set(proxy=SecretStr(f"{form}://127.0.0.1:{way.port}"))
        found = await ward.examined()
        assert found["network"].state is State.WELL
        assert found["group “Atelier”"].state is State.WELL
        assert proxy.asked


async def test_a_proxy_that_isn_t_there_is_what_it_says(tmp_path: Path) -> None:
    async with listening(shut) as way:
        pass
    async with open_ward(tmp_path) as ward:
        ward.set(proxy=SecretStr(f"socks5h://ana:PALAVER@127.0.0.1:{way.port}"))
        found = (await ward.examined())["network"]
        assert found.state is State.MEND
        assert "the proxy can't be reached" in found.says
        assert "PALABRE_PROXY" in found.mend


async def test_a_proxy_that_lets_nobody_through_is_what_it_says(tmp_path: Path) -> None:
    async with listening(SocksProxy(refuses=2)) as way, open_ward(tmp_path) as ward:
        ward.set(proxy=SecretStr(f"socks5h://127.0.0.1:{way.port}"))
        assert "the proxy gives no connection" in (await ward.examined())["network"].says


async def test_a_certificate_that_isn_t_trusted_is_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    async with listening(Server(), tls=True) as there, open_ward(tmp_path) as ward:
        ward.set(api_url=f"https://localhost:{there.port}")
        found = (await ward.examined())["network"]
        assert found.state is State.MEND
        assert "certificate" in found.says


@pytest.mark.parametrize(
    "answer",
    [
        http("403 Forbidden", b'{"error":"blocked"}', "Content-Type: application/json"),
        http("401 Unauthorized", b'{"message":"sign in"}', "Content-Type: application/json"),
        http("200 OK", b"[]", "Content-Type: application/json"),
        http("302 Found", b"", "Location: http://portal.test/"),
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n",
    ],
    ids=["403", "401", "a list", "a redirection", "too much"],
)
async def test_what_answers_in_telegram_s_place_is_what_it_says(answer: bytes, tmp_path: Path) -> None:
    async with listening(Server(answer)) as there, open_ward(tmp_path) as ward:
        ward.set(api_url=f"http://127.0.0.1:{there.port}")
        found = await ward.examined()
        assert "something else answers in its place" in found["network"].says
        assert found["token"].state is State.NOTE
