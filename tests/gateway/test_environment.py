"""The environment's proxies: which of them counts, and the word that is wrong where one can't be read."""

from __future__ import annotations

import pytest

from bot.gateway.api.client import Client
from bot.gateway.api.probe import Probe
from bot.gateway.api.transport import Proxy, transport_to
from bot.settings import SettingsError
from tests.gateway.calls import PASSWORD, WRITTEN, called, proxy_at
from tests.gateway.internet import (
    TELEGRAM,
    Names,
    Server,
    listening,
)
from tests.gateway.proxies import HttpProxy, SocksProxy

pytestmark = pytest.mark.usefixtures("ours_alone", "names")


# -- the environment's ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("HTTPS_PROXY", "socks5://127.0.0.1:{socks}"),
        ("ALL_PROXY", "socks5h://127.0.0.1:{socks}"),
        ("HTTPS_PROXY", "127.0.0.1:{http}"),
        ("https_proxy", "http://127.0.0.1:{http}/"),
        ("all_proxy", "SOCKS5H://127.0.0.1:{socks}"),
        ("All_Proxy", "ana:x@127.0.0.1:{http}"),
        ("https_proxy", f"socks5h://{WRITTEN}127.0.0.1:{{socks}}"),
        ("HTTPS_PROXY", "http://localhost:{http}"),
    ],
)
async def test_the_environment_s_proxy_is_gone_through(
    name: str, form: str, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.known[TELEGRAM] = ["127.0.0.1"]
    one, other = HttpProxy(), SocksProxy(users=f"ana:{PASSWORD}" if "PALAVER" in form else "")
    async with listening(Server(), tls=True) as there, listening(one) as http, listening(other) as socks:
        monkeypatch.setenv(name, form.format(http=http.port, socks=socks.port))
        assert await called(there.port, tls=True)
        assert (http.connections, socks.connections) == ((0, 1) if "{socks}" in form else (1, 0))


@pytest.mark.parametrize(
    ("url", "variables", "goes"),
    [
        ("https://telegram.test", {"HTTPS_PROXY": "one:1", "ALL_PROXY": "two:2"}, "http://one:1"),
        ("http://telegram.test", {"HTTPS_PROXY": "one:1", "ALL_PROXY": "two:2"}, "http://two:2"),
        ("http://telegram.test", {"HTTP_PROXY": "one:1", "HTTPS_PROXY": "two:2"}, "http://one:1"),
        ("https://telegram.test", {"HTTPS_PROXY": "one:1", "https_proxy": "two:2"}, "http://two:2"),
        ("https://telegram.test", {"HTTPS_PROXY": "one:1", "NO_PROXY": "other.test"}, "http://one:1"),
        ("https://telegram.test", {"HTTPS_PROXY": "one:1", "NO_PROXY": "telegram.test"}, None),
        ("https://telegram.test", {"HTTPS_PROXY": "one:1", "no_proxy": ".test"}, None),
        ("https://telegram.test:8443", {"HTTPS_PROXY": "one:1", "no_proxy": "telegram.test:8443"}, None),
        ("https://telegram.test", {"ALL_PROXY": "one:1", "NO_PROXY": "*"}, None),
        ("https://telegram.test", {"HTTPS_PROXY": ""}, None),
        ("http://127.0.0.1:8081", {"HTTP_PROXY": "one:1", "ALL_PROXY": "socks5h://two:2"}, None),
        ("http://localhost:8081", {"HTTP_PROXY": "one:1"}, None),
        ("https://[::1]:8081", {"HTTPS_PROXY": "socks4://nonsense"}, None),
        ("https://telegram.test", {"HTTPS_PROXY": "https://[::1]"}, "https://[::1]:443"),
        ("https://telegram.test", {"HTTPS_PROXY": "one"}, "http://one:8080"),
        ("https://telegram.test", {"ALL_PROXY": "socks5://one"}, "socks5://one:1080"),
    ],
)
def test_which_of_them_counts(
    url: str, variables: dict[str, str], goes: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = transport_to(url).proxy
    assert (found.url if found else None) == goes


def test_the_setting_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_PROXY and all: whoever sets it wants it to be gone through."""
    monkeypatch.setenv("HTTPS_PROXY", "socks4://nonsense")
    monkeypatch.setenv("NO_PROXY", "*")
    found = transport_to("https://telegram.test", proxy_at(f"socks5h://{WRITTEN}one:1")).proxy
    assert found == Proxy("socks5h", "one", 1, "ana", PASSWORD)
    assert "PALAVER" not in repr(found)
    found = transport_to("http://127.0.0.1:8081", proxy_at("two:2")).proxy
    assert found is not None


UNREADABLE = [
    "socks4://127.0.0.1:1080",
    "socks://127.0.0.1:1080",
    "ftp://one:21",
    "http://one:99999",
    "http://one:port",
    "http://one:0",
    "http://:3128",
    "http://",
    "://one:1",
    "3128",
    "one two:3128",
    "http://one:3128/pass/word",
    "http://ana:p/ss@one:3128",
    "http://ana:p#ss@one:3128",
    "http://[::1:3128",
    "::1:3128",
    "127.1:3128",
    "one..two:3128",
    "http://one:3128\u200b",
    "http://one\u00a0:3128",
    "http:\\\\one:3128",
    "“http://one:3128”",
    "http://one:3128?x",
    "${PROXY}",
]


@pytest.mark.parametrize("value", UNREADABLE)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_one_that_can_t_be_read_is_named_for_the_bot_and_for_the_doctor(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, the same for all, so without the address: it may hold a password."""
    monkeypatch.setenv(name, value)
    for connection in (Client, Probe):
        with pytest.raises(SettingsError) as raised:
            connection("1:x", "https://telegram.test")
        assert str(raised.value) == (
            f"{name}: a proxy is written http://name:3128, or with https, socks5 or socks5h for http;"
            " signs such as @ / # in a password are written %40 %2F %23"
        )
