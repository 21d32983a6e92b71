"""Ways through proxies, over sockets: whatever names one, each call goes through it, or the one word that is wrong is
named; nothing ever goes past it, and its password is in no error."""

from __future__ import annotations

import logging
import ssl
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from telegram.error import NetworkError, TimedOut

from bot.gateway.api.client import Client
from bot.gateway.api.failures import ProxyFailedError, told
from bot.gateway.api.transport import transport_to
from bot.rehearsal.cast import cast
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from tests.gateway.calls import PASSWORD, WRITTEN, address, called, opened, proxy_at, telegram, tells_nothing
from tests.gateway.internet import (
    TELEGRAM,
    Handle,
    Names,
    Server,
    deaf,
    far,
    impatient,
    listening,
    shut,
    silent,
)
from tests.gateway.proxies import HttpProxy, SocksProxy

pytestmark = pytest.mark.usefixtures("ours_alone", "names")

BOT = "100001:proxied"


# -- each kind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["", WRITTEN])
@pytest.mark.parametrize("encrypted", [False, True], ids=["http", "https"])
async def test_through_an_http_proxy_with_a_tunnel(names: Names, user: str, encrypted: bool) -> None:
    """To a proxy that is encrypted itself too: what goes through it is then encrypted twice."""
    proxy, server = HttpProxy(), Server()
    names.known["proxy.test"] = ["127.0.0.1"]
    async with listening(server, tls=True) as there, listening(proxy, tls=encrypted) as way:
        where = proxy_at(f"http{'s' if encrypted else ''}://{user}proxy.test:{way.port}")
        assert await called(there.port, tls=True, proxy=where)
        secret = b64encode(f"ana:{PASSWORD}".encode()).decode()
        shown = [f"Proxy-Authorization: Basic {secret}"] if user else []
        assert proxy.asked == [f"CONNECT {TELEGRAM}:{there.port} HTTP/1.1", *shown], "once, for both calls"
        assert not any("roxy-" in head for head, _ in server.asked), "it is for the proxy alone"
    assert names.asked == ["proxy.test"], "where Telegram is, the proxy knows"


@pytest.mark.parametrize("user", ["", WRITTEN])
async def test_through_an_http_proxy_to_a_server_without_tls(user: str) -> None:
    proxy = HttpProxy()
    async with listening(Server()) as there, listening(proxy) as way:
        assert await called(there.port, tls=False, proxy=proxy_at(f"{user}127.0.0.1:{way.port}"))
    assert proxy.asked[0].startswith(f"POST http://{TELEGRAM}:{there.port}/bot1:")
    assert sum(line.startswith("Proxy-Authorization: Basic ") for line in proxy.asked) == (2 if user else 0)


@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize("user", ["", WRITTEN])
async def test_through_a_socks_proxy_that_looks_names_up(names: Names, user: str, tls: bool) -> None:
    proxy = SocksProxy(users=f"ana:{PASSWORD}" if user else "")
    async with listening(Server(), tls=tls) as there, listening(proxy) as way:
        assert await called(there.port, tls=tls, proxy=proxy_at(f"socks5h://{user}127.0.0.1:{way.port}"))
        assert proxy.asked == [*([f"ana:{PASSWORD}"] if user else []), f"{TELEGRAM}:{there.port}"]
    assert names.asked == []


async def test_through_a_socks_proxy_that_is_given_addresses(names: Names) -> None:
    names.known[TELEGRAM] = ["127.0.0.1"]
    proxy = SocksProxy()
    async with listening(Server(), tls=True) as there, listening(proxy) as way:
        assert await called(there.port, tls=True, proxy=proxy_at(f"socks5://127.0.0.1:{way.port}"))
        assert proxy.asked == [f"127.0.0.1:{there.port}"]
    assert names.asked == [TELEGRAM]


# -- what goes wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxy", "form"),
    [
        (HttpProxy(refuses="407 Proxy Authentication Required"), "http"),
        (HttpProxy(refuses="403 Forbidden"), "http"),
        (HttpProxy(refuses="502 Bad Gateway"), "http"),
        (SocksProxy(refuses=2), "socks5h"),
        (SocksProxy(refuses=5), "socks5"),
        (SocksProxy(users="somebody:else"), "socks5h"),
        (shut, "socks5h"),
        (impatient, "socks5h"),
    ],
)
async def test_a_proxy_that_gives_no_connection_is_told(proxy: Handle, form: str, names: Names) -> None:
    names.known[TELEGRAM] = ["127.0.0.1"]
    async with listening(proxy) as way:
        through = transport_to(telegram(tls=True), proxy_at(f"{form}://{WRITTEN}127.0.0.1:{way.port}"))
        async with opened(through) as web:
            with pytest.raises(NetworkError) as raised:
                await web.post(address(443, tls=True, host=TELEGRAM))
    assert told(raised.value) == ProxyFailedError.CLOSED
    tells_nothing(raised.value)
    assert "PALAVER" not in repr(raised.value.__cause__)


@pytest.mark.parametrize("form", ["http", "https", "socks5", "socks5h"])
async def test_a_proxy_that_isn_t_there_is_told_and_nothing_goes_past_it(form: str, names: Names) -> None:
    names.known[TELEGRAM] = ["127.0.0.1"]
    async with listening(silent) as way:
        pass
    async with listening(Server(), tls=True) as there:
        through = transport_to(telegram(tls=True), proxy_at(f"{form}://{WRITTEN}127.0.0.1:{way.port}"))
        async with opened(through) as web:
            with pytest.raises(NetworkError) as raised:
                await web.post(address(there.port, tls=True, host=TELEGRAM))
        assert told(raised.value) == ProxyFailedError.AWAY
        assert there.connections == 0


@pytest.mark.parametrize("form", ["http", "https", "socks5", "socks5h"])
async def test_a_proxy_whose_name_nobody_knows_is_told(form: str) -> None:
    async with opened(transport_to(telegram(tls=True), proxy_at(f"{form}://nowhere.test:1"))) as web:
        with pytest.raises(NetworkError) as raised:
            await web.post(address(443, tls=True, host=TELEGRAM))
    assert told(raised.value) == ProxyFailedError.AWAY


@pytest.mark.parametrize("form", ["http", "https", "socks5h"])
async def test_a_proxy_that_says_nothing_is_waited_for_only_so_long(form: str) -> None:
    async with listening(silent) as way:
        through = transport_to(telegram(tls=True), proxy_at(f"{form}://127.0.0.1:{way.port}"))
        async with opened(through, connect_timeout=0.2) as web:
            with pytest.raises(TimedOut):
                await web.post(address(443, tls=True, host=TELEGRAM))


@pytest.mark.parametrize("form", ["http", "socks5h"])
async def test_of_a_proxy_s_two_addresses_the_one_that_answers_counts(form: str, names: Names) -> None:
    names.known["proxy.test"] = [far(), "127.0.0.1"]
    proxy = HttpProxy() if form == "http" else SocksProxy()
    async with listening(Server(), tls=True) as there, listening(proxy) as way:
        with deaf(far(), way.port):
            through = transport_to(telegram(tls=True), proxy_at(f"{form}://proxy.test:{way.port}"))
            async with opened(through, connect_timeout=2, read_timeout=5) as web:
                assert await web.post(address(there.port, tls=True, host=TELEGRAM)) is True


@pytest.mark.parametrize("form", ["http", "socks5h"])
async def test_through_a_proxy_too_only_a_certificate_that_is_trusted_counts(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    proxy = HttpProxy() if form == "http" else SocksProxy()
    async with listening(Server(), tls=True) as there, listening(proxy) as way:
        through = transport_to(telegram(tls=True), proxy_at(f"{form}://127.0.0.1:{way.port}"))
        async with opened(through, read_timeout=5) as web:
            with pytest.raises(NetworkError) as raised:
                await web.post(address(there.port, tls=True, host=TELEGRAM))
    assert isinstance(raised.value.__cause__, ssl.SSLCertVerificationError)
    assert "certificate" in (told(raised.value) or "")
    tells_nothing(raised.value)


async def test_the_log_holds_neither_token_nor_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(SocksProxy(refuses=1)) as way:
        through = transport_to(telegram(tls=True), proxy_at(f"socks5h://{WRITTEN}127.0.0.1:{way.port}"))
        async with opened(through) as web:
            with pytest.raises(NetworkError):
                await web.post(address(443, tls=True, host=TELEGRAM))
    assert "PALAVER" not in caplog.text
    assert "SECRETTOKEN" not in caplog.text


def test_aiohttp_socks_is_loaded_only_where_there_is_a_socks_proxy() -> None:
    """It takes memory. A process of its own: here it is loaded already."""
    script = "import sys, bot.gateway.api.http; print('aiohttp_socks' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# -- the whole connection -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["http", "socks5", "socks5h"])
async def test_the_bot_fetches_and_sends_through_it(form: str) -> None:
    room = Room(lambda: datetime.now(UTC), token=BOT)
    _, people = cast(room, "fr", ("Atelier", "Sud", "Nord"))
    proxy = HttpProxy() if form == "http" else SocksProxy()
    async with serve(room, people) as running, listening(proxy) as way:
        client = Client(BOT, running.address, proxy_at(f"{form}://127.0.0.1:{way.port}"))
        try:
            await client.start()
            room.start(people[0])
            assert len(await client.get_updates(None, 0)) == 1
            await client.bot.send_document(people[0].id, b"x", filename="x.html")
        finally:
            await client.stop()
    assert way.connections >= 2
    assert all(running.address.rpartition("/")[2] in line for line in proxy.asked)
