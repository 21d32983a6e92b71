"""Whose certificates count, for the bot and the doctor: the system's, certifi's and the environment's."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.gateway.api.client import Client
from bot.gateway.api.probe import Probe
from bot.gateway.api.transport import transport_to, trusted
from bot.settings import SettingsError
from tests.gateway.internet import CERTIFICATE, Server, http, listening

ME = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Palabre","username":"palabre_bot"}}'
#: The name by which OpenSSL looks the certificate up in a folder (`openssl x509 -subject_hash`).
HASHED = "ce275665.0"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def _subjects(context: ssl.SSLContext) -> set[str]:
    return {str(certificate["subject"]) for certificate in context.get_ca_certs()}


def test_certifi_s_count_whatever_the_system_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usual = _subjects(trusted())
    assert len(usual) > 50
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert _subjects(trusted()) > usual, "one's own beside them, and not in their place"


@pytest.fixture(params=["a file", "a folder", "one folder of two"])
def ours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One's own authority is named by the environment."""
    shutil.copy(CERTIFICATE, tmp_path / HASHED)
    name, value = {
        "a file": ("SSL_CERT_FILE", str(tmp_path / HASHED)),
        "a folder": ("SSL_CERT_DIR", str(tmp_path)),
        "one folder of two": ("SSL_CERT_DIR", f"/no/such/folder:{tmp_path}"),
    }[request.param]
    monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("ours")
async def test_one_s_own_authority_counts_for_the_bot_and_the_doctor() -> None:
    async with listening(Server(http("200 OK", ME, "Content-Type: application/json")), tls=True) as server:
        url = f"https://localhost:{server.port}"
        client = Client("1:x", url)
        await client.start()
        assert client.bot.username == "palabre_bot"
        await client.stop()
        async with Probe("1:x", url) as probe:
            assert (await probe.me()).answer == "known"


async def test_without_it_both_refuse_and_the_doctor_says_certificate() -> None:
    async with listening(Server(), tls=True) as server:
        url = f"https://localhost:{server.port}"
        client = Client("1:x", url)
        with pytest.raises(NetworkError):
            await client.start()
        await client.stop()
        async with Probe("1:x", url) as probe:
            reached = await probe.me()
    assert reached.answer == "silent"
    assert "certificate" in reached.why


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SSL_CERT_FILE", "/no/such/file.pem", "No such file or directory"),
        ("SSL_CERT_FILE", "{folder}", "can't be used"),
        ("SSL_CERT_FILE", "{folder}/empty.pem", "it holds no certificate"),
        ("SSL_CERT_FILE", "{folder}/text.pem", "it holds no certificate"),
        ("SSL_CERT_DIR", "/no/such/folder", "there is no such folder"),
        ("SSL_CERT_DIR", "{folder}/text.pem", "there is no such folder"),
    ],
)
def test_what_names_no_certificates_is_refused_in_one_sentence(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.pem").touch()
    (tmp_path / "text.pem").write_text("-----BEGIN CERTIFICATE-----\n", "utf-8")
    monkeypatch.setenv(name, value.format(folder=tmp_path))
    for connection in (Client, Probe):
        with pytest.raises(SettingsError, match=f"^{name}: .*{says}"):
            connection("1:x", "https://telegram.test")
    assert transport_to("http://127.0.0.1:8081").trust is None, "it is nobody's concern where nothing is encrypted"


def test_the_folder_s_name_is_right() -> None:
    """Should the certificate be made anew."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl here to ask")
    asked = [openssl, "x509", "-in", str(CERTIFICATE), "-noout", "-subject_hash"]
    assert f"{subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()}.0" == HASHED
