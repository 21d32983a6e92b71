"""Settings: read once, each mistake named, nothing passed over in silence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_example_is_a_good_start(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / ".env.example"
    (tmp_path / ".env").write_text(example.read_text("utf-8"), "utf-8")
    settings = read_settings()
    assert settings.token is None
    assert settings.coordinators == ()
    assert settings.retention == timedelta(days=90)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_TOKEN", "123456:abc")
    monkeypatch.setenv("PALABRE_COORDINATORS", "42, 43")
    monkeypatch.setenv("PALABRE_TIMEZONE", "Africa/Dakar")
    settings = read_settings()
    assert settings.coordinators == (42, 43)
    assert str(settings.zone) == "Africa/Dakar"
    assert "abc" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PALABRE_TOKN", "x", "did you mean PALABRE_TOKEN"),
        ("PALABRE_WEBHOOK_URL", "x", "no such setting"),
        ("PALABRE_DATABASE_KEY", "too short", "at least 12 characters"),
        ("PALABRE_DATABASE_KEY", "x'0123456789'", "64 hexadecimal digits"),
        ("PALABRE_DATABASE_KEY", "on two\nlines of text", "on one line"),
        ("PALABRE_RETENTION_DAYS", "181", "less than or equal to 180"),
        ("PALABRE_LANGUAGE", "de", "use one of fr, en"),
        ("PALABRE_TIMEZONE", "Dakar/Africa", "Africa/Dakar"),
        ("PALABRE_SCENARIOS", "/no/such/folder", "no such folder"),
        ("PALABRE_API_URL", "ftp://x", "begins with https://"),
        ("PALABRE_API_URL", "https://", "begins with https://"),
        ("PALABRE_API_URL", "http://x:port", "begins with https://"),
        ("PALABRE_PROXY", "socks4://x:1080", "socks5h"),
        ("PALABRE_PROXY", "socks5://x:99999", "http://name:3128"),
        ("PALABRE_PROXY", "http://ana:p#ss@x:1", "%23"),
        ("PALABRE_PROXY", "socks5h://ana:pàss@x:1", "letters, digits and signs"),
        ("PALABRE_PROXY", "socks5h://ana:p%C3%A0ss@x:1", "letters, digits and signs"),
        ("PALABRE_PROXY", "socks5://ana@x:1", "both a name and a password"),
        ("PALABRE_PROXY", f"socks5://ana:{'p' * 256}@x:1", "255"),
        ("PALABRE_COORDINATORS", "Awa", "integer"),
    ],
)
def test_a_wrong_one_is_refused_with_what_to_write(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says) as raised:
        read_settings()
    assert name in str(raised.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("x:3128", "http://x:3128"),
        ("x", "http://x:8080"),
        ("ana:pass@x:3128", "http://ana:pass@x:3128"),
        ("HTTPS://X.example.org/", "https://x.example.org:443"),
        ("socks5://[::1]:9050", "socks5://[::1]:9050"),
        ("http://ana:pàss@x:3128", "http://ana:pàss@x:3128"),
        ("socks5h://ana:p%40ss@127.0.0.1", "socks5h://ana:p%40ss@127.0.0.1:1080"),
        ("socks5h://прокси.рф:1080", "socks5h://xn--h1adldfi.xn--p1ai:1080"),
    ],
)
def test_a_proxy_is_read_as_people_write_it(written: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_PROXY", written)
    settings = read_settings()
    assert settings.proxy is not None
    assert settings.proxy.get_secret_value() == meant
    assert "ana" not in repr(settings)


def test_a_proxy_that_can_t_be_read_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_PROXY", "http://ana:PALAVER@x:port")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert "PALAVER" not in str(raised.value)


def test_all_wrong_ones_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_LANGUAGE", "de")
    monkeypatch.setenv("PALABRE_TOKN", "x")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert len(str(raised.value).split("\n")) == 2
