"""The way to Telegram: through which proxy, and whose certificates count on it. Decided once, by the settings and the
environment, for the bot and for the doctor; a way that can't be gone is refused before anything is sent on another.

Knows nothing of connections.
"""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
from pydantic import SecretStr

from bot.settings import SettingsError
from bot.written import this_machine, usable_proxy

#: By these the environment names authorities of one's own, for whatever uses OpenSSL.
_FILE, _FOLDER = "SSL_CERT_FILE", "SSL_CERT_DIR"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: `scheme` is http, https, socks5 or socks5h. `user` and `password` may be empty."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, address: str) -> Proxy:
        """From an address that `usable_proxy` has given."""
        url = urlsplit(address)
        user, password = unquote(url.username or ""), unquote(url.password or "")
        return cls(url.scheme, url.hostname or "", url.port or 0, user, password)

    @property
    def socks(self) -> bool:
        """Whether it speaks SOCKS, else HTTP."""
        return self.scheme.startswith("socks")

    @property
    def url(self) -> str:
        """Its address, without name and password."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Transport:
    """The way to one server: `tls` says whether what is said to it is encrypted, `proxy` through which proxy it goes
    (None: through none), `trust` whose certificates count (None: there are none on this way)."""

    tls: bool
    proxy: Proxy | None = None
    trust: ssl.SSLContext | None = None


def transport_to(api_url: str, proxy: SecretStr | None = None) -> Transport:
    """The way to a server, through `proxy` or, without one, the environment's. Raises SettingsError, in which the
    variable is named and no address, where the environment's can't be used."""
    server = urlsplit(api_url)
    through = Proxy.of(proxy.get_secret_value()) if proxy else _from_environment(server)
    tls = server.scheme == "https"
    encrypted = tls or (through is not None and through.scheme == "https")
    return Transport(tls, through, trusted() if encrypted else None)


def _from_environment(server: SplitResult) -> Proxy | None:
    """HTTPS_PROXY (HTTP_PROXY for a server without TLS), else ALL_PROXY, in capitals or not, and NO_PROXY; on macOS,
    where none of them is set, the system's own. A server on this machine is reached without: a proxy for the world
    outside has another machine under that name."""
    host = server.hostname or ""
    if this_machine(host) or proxy_bypass(host) or proxy_bypass(server.netloc.rpartition("@")[2]):
        return None
    known = getproxies()
    kind = next((kind for kind in (server.scheme, "all") if known.get(kind)), None)
    if kind is None:
        return None
    try:
        return Proxy.of(usable_proxy(known[kind]))
    except ValueError as error:
        raise SettingsError(f"{_variable(kind, known[kind])}: {error}") from None


def _variable(kind: str, value: str) -> str:
    """The name under which the environment has this proxy."""
    named = (name for name in os.environ if name.lower() == f"{kind}_proxy" and os.environ[name] == value)
    return next(named, "the system's proxy")


def trusted() -> ssl.SSLContext:
    """The authorities whose certificates are accepted: the system's, certifi's (a slim container has none of its own),
    and those that SSL_CERT_FILE and SSL_CERT_DIR name. Raises SettingsError where these name none."""
    context = ssl.create_default_context()  # has read what the two variables name, or passed over it in silence
    context.load_verify_locations(certifi.where())
    system = ssl.get_default_verify_paths()
    if own := os.environ.get(_FILE):
        _load(context, own)
        if Path(system.openssl_cafile).is_file():  # OpenSSL puts the variable's in its place
            context.load_verify_locations(system.openssl_cafile)
    folders = os.environ.get(_FOLDER)
    if folders and not any(Path(folder).is_dir() for folder in folders.split(os.pathsep)):
        raise SettingsError(f"{_FOLDER}: there is no such folder of certificates")
    return context


def _load(context: ssl.SSLContext, file: str) -> None:
    try:
        context.load_verify_locations(file)
    except OSError as error:  # of which ssl's errors are some
        why = "it holds no certificate" if isinstance(error, ssl.SSLError) else str(error.strerror)
        raise SettingsError(f"{_FILE}: this file of certificates can't be used: {why}") from None
