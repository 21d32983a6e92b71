"""How tokens, keys and proxies are written: each read as people write it, or refused with what to write instead.

An error never holds what it is about: each of these is a secret, or has one in it.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from bot.characters import invisible, name_of

#: A passphrase that is shorter is soon guessed by whoever has a copy of the file.
_SHORTEST = 12
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_RAW = re.compile(r"x'[0-9a-fA-F]{64}'|[0-9a-fA-F]{64}")
#: The kinds of proxy, and the port of each where none is said.
PROXIES = {"http": 8080, "https": 443, "socks5": 1080, "socks5h": 1080}
_PROXY = (
    "a proxy is written http://name:3128, or with https, socks5 or socks5h for http;"
    " signs such as @ / # in a password are written %40 %2F %23"
)
#: What the library for SOCKS can send, and RFC 1929 has room for.
_SOCKS_USER = (
    "for a socks5 proxy write both a name and a password, of 255 letters, digits and signs at most, or neither"
)
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")


def usable_token(value: str) -> str:
    """A token as @BotFather gives it. Raises ValueError with what is wrong, and without the token."""
    if strange := next((c for c in value if invisible(c)), None):
        raise ValueError(f"there is a character in it that can't be seen: {name_of(strange)}; copy it once more")
    if not _TOKEN.fullmatch(value):
        raise ValueError("a token looks like 123456789:AAE…; copy the whole of it from @BotFather")
    return value


def usable_key(value: str) -> SecretStr:
    """A key: a passphrase, in one way of writing accents whatever keyboard it was typed on, or 32 bytes in
    hexadecimal. Raises ValueError with what to write instead."""
    if _RAW.fullmatch(value):
        return SecretStr(value)
    if value.startswith("x'"):
        raise ValueError("a key that begins with x' has 64 hexadecimal digits and ends with '")
    if len(value) < _SHORTEST:
        raise ValueError(f"a passphrase has at least {_SHORTEST} characters (several words are best), a key 64 digits")
    if strange := next((c for c in value if not c.isprintable()), None):
        raise ValueError(f"use letters, digits, spaces and signs on one line, and no {name_of(strange)}")
    return SecretStr(unicodedata.normalize("NFC", value))


def usable_proxy(value: str) -> str:
    """A proxy's address, with scheme and port: without a scheme it is an HTTP proxy, as people write it in their
    environment. Raises ValueError with what to write instead, and without the address: it may hold a password."""
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        usual = PROXIES[parts.scheme]
        port = usual if parts.port is None else parts.port
        host = _host(parts.hostname or "")
        rest = parts.path.strip("/") or parts.query or parts.fragment
    except (KeyError, ValueError):
        raise ValueError(_PROXY) from None
    if rest or not port or not value.isprintable() or " " in value:
        raise ValueError(_PROXY)
    user, at, _ = parts.netloc.rpartition("@")
    told = [unquote(part) for part in user.partition(":")[::2]]
    if at and parts.scheme.startswith("socks") and not all(part.isascii() and 0 < len(part) <= 255 for part in told):
        raise ValueError(_SOCKS_USER)
    return f"{parts.scheme}://{user}{at}{host}:{port}"


def _host(written: str) -> str:
    """A name, or an address as it is written in a URL. Raises ValueError for neither, of which 127.1 is one."""
    if ":" in written:
        return f"[{ip_address(written)}]"
    if written.replace(".", "").isdigit():
        return str(ip_address(written))
    host = written.encode("idna").decode()
    if not _NAME.fullmatch(host):
        raise ValueError
    return host


def this_machine(host: str) -> bool:
    """Whether a server's name or address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
