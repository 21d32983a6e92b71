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


TOKEN = "123456:AAE-abc_9"
#: How a value comes out of a phone's clipboard, a word processor, or docker's --env-file, which keeps quotation marks.
AROUND = ["{} ", " {}", "{}\u00a0", "{}\u200b", "\ufeff{}", "\u2068{}\u2069", "{}\r", '"{}"', "'{}'", ' "{}" ', '"{} "']


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("name", "value"), [("token", TOKEN), ("language", "en"), ("timezone", "Africa/Dakar"), ("retention_days", "30")]
)
@pytest.mark.parametrize("in_file", [True, False])
def test_what_can_t_be_seen_around_a_value_is_nobody_s_wish(
    around: str, name: str, value: str, in_file: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = around.format(value)
    if in_file:
        (tmp_path / ".env").write_text(f"PALABRE_{name.upper()}={written}\n", "utf-8")
    else:
        monkeypatch.setenv(f"PALABRE_{name.upper()}", written)
    settings = read_settings()
    found = settings.token.get_secret_value() if name == "token" and settings.token else getattr(settings, name)
    assert str(found) == value


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("123456:AAE\u200babc", "U\\+200B"),
        ("123456:AAE abc", "U\\+0020"),
        ("123456:AAE\u00a0abc", "no-break space"),
        ("123456:AAE\u202eabc", "right-to-left override"),
        ("AAE-abc", "123456789:AAE"),
        ("123456;AAE-abc", "the whole of it"),
        ("bot123456:AAE", "the whole of it"),
    ],
)
def test_a_token_that_can_t_be_one_is_named_and_not_shown(
    value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALABRE_TOKEN", value)
    with pytest.raises(SettingsError, match=says) as raised:
        read_settings()
    assert "PALABRE_TOKEN" in str(raised.value)
    assert value not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("${HOME} and two words", "${HOME} and two words"),
        ("a $word and more of it", "a $word and more of it"),
        ("'${PALABRE_TOKEN} in marks'", "${PALABRE_TOKEN} in marks"),
        ("' spaces at the ends '", " spaces at the ends "),
        ("back\\nslashes and more", "back\\nslashes and more"),
    ],
)
def test_a_key_is_taken_as_it_is_written(written: str, key: str, tmp_path: Path) -> None:
    """Nothing is put in the place of a `$`: whoever can't read the file any more would never know why."""
    (tmp_path / ".env").write_text(f"PALABRE_DATABASE_KEY={written}\n", "utf-8")
    settings = read_settings()
    assert settings.database_key is not None
    assert settings.database_key.get_secret_value() == key


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("PALABRE_LANGUAGE=fr\n".encode("utf-16"), ".env is written in UTF-16"),
        ("PALABRE_LANGUAGE=fr\n".encode("utf-16-le"), ".env is written in UTF-16"),
        ("PALABRE_LANGUAGE=fr\n".encode("utf-32"), "UTF-16"),
        ("# Équipe\nPALABRE_LANGUAGE=fr\n".encode("latin-1"), ".env, line 1: this isn't UTF-8"),
        ("PALABRE_LANGUAGE=fr\n# été\n".encode("cp1252"), ".env, line 2"),
        (b"PALABRE_LANGUAGE=fr\nPALABRE_TIMEZONE UTC\n", ".env, line 2: write NAME=value"),
        (b"PALABRE_LANGUAGE='fr\n", ".env, line 1"),
    ],
)
def test_a_file_that_can_t_be_read_is_one_sentence(data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(data)
    with pytest.raises(SettingsError, match=says) as raised:
        read_settings()
    assert len(str(raised.value).splitlines()) == 1


def test_a_file_with_a_mark_at_its_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("\ufeffPALABRE_LANGUAGE=en\r\nexport PALABRE_TIMEZONE=Africa/Dakar\r\n".encode())
    settings = read_settings()
    assert (settings.language, settings.timezone) == ("en", "Africa/Dakar")


def test_a_folder_in_the_file_s_place_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError, match=r"\.env can't be read"):
        read_settings()


@pytest.mark.parametrize("url", ["http://telegram-bot-api:8081", "http://10.0.0.2:8081", "http://[2001:db8::1]:8081"])
def test_another_machine_is_reached_with_encryption_or_where_somebody_says_so(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALABRE_API_URL", url)
    with pytest.raises(SettingsError, match="PALABRE_ALLOW_HTTP=yes"):
        read_settings()
    monkeypatch.setenv("PALABRE_ALLOW_HTTP", "yes")
    assert read_settings().api_url == url


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081", "http://[::1]:8081", "http://localhost:8081", "https://x.org"]
)
def test_this_machine_is_reached_without(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_API_URL", url)
    assert read_settings().api_url == url
