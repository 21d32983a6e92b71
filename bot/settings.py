"""Settings: the environment and `.env`, read once into one frozen object.

Every setting is named `PALABRE_…` and explained in `.env.example`. Knows nothing of what is done with them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from bot.languages import SPOKEN

#: In the place of a key: it is to be asked for.
ASK = "ask"
#: A passphrase that is shorter is soon guessed by whoever has a copy of the file.
_SHORTEST = 12
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


class SettingsError(Exception):
    """A setting can't be used; the message says which, why, and what to write instead."""


class Settings(BaseModel):
    """What an operator can set. Names in the environment: the field's name after `PALABRE_`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    token: SecretStr | None = Field(None, description="The bot's token, from @BotFather. Empty: rehearsal.")
    api_url: str = Field("https://api.telegram.org", description="A Bot API server of one's own.")
    proxy: SecretStr | None = Field(None, description="The proxy on the way to it. Empty: the environment's.")
    database: Path = Field(Path("palabre.sqlite3"), description="Where answers are kept.")
    database_key: SecretStr | None = Field(None, description="Encrypts the database; `ask`: asked at the start.")
    database_key_file: Path | None = Field(None, description="A file that holds the key.")
    coordinators: tuple[int, ...] = Field(
        (), description="Telegram account numbers, with commas. Empty: a claim link is printed at the first start."
    )
    scenarios: Path | None = Field(None, description="A folder of one's own scenarios, beside the shipped ones.")
    language: str = Field("fr", description=f"The language in which the bot speaks first: {' or '.join(SPOKEN)}.")
    timezone: str = Field("UTC", description="The zone in which days are told, such as America/Montreal.")
    retention_days: Annotated[int, Field(ge=1, le=180)] = Field(
        90, description="How many days answers are kept after a session's close; 180 at most."
    )

    @field_validator("coordinators", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return tuple(part for part in value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("language")
    @classmethod
    def _spoken(cls, value: str) -> str:
        if value not in SPOKEN:
            raise ValueError(f"use one of {', '.join(SPOKEN)}")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("use a name such as Africa/Dakar or America/Montreal") from error
        return value

    @field_validator("scenarios")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("there is no such folder")
        return value

    @field_validator("database_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        return value if value is None or value.get_secret_value() == ASK else usable_key(value.get_secret_value())

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if self.database_key and self.database_key_file:
            raise ValueError("set only one of PALABRE_DATABASE_KEY and PALABRE_DATABASE_KEY_FILE")
        return self

    @field_validator("api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        usual = "an address begins with https:// (or http:// for a server on this machine), and then has a name"
        try:
            good = urlsplit(value).hostname and urlsplit(value).port != 0
        except ValueError:
            good = False
        if not good or not value.startswith(("https://", "http://")):
            raise ValueError(usual)
        return value.rstrip("/")

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, value: SecretStr | None) -> SecretStr | None:
        return value and SecretStr(usable_proxy(value.get_secret_value()))

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days are told."""
        return ZoneInfo(self.timezone)

    @property
    def retention(self) -> timedelta:
        """How long answers are kept after a session's close."""
        return timedelta(days=self.retention_days)


def usable_key(value: str) -> SecretStr:
    """A key: a passphrase, in one way of writing accents whatever keyboard it was typed on, or 32 bytes in
    hexadecimal. Raises ValueError with what to write instead."""
    if _RAW.fullmatch(value):
        return SecretStr(value)
    if value.startswith("x'"):
        raise ValueError("a key that begins with x' has 64 hexadecimal digits and ends with '")
    if len(value) < _SHORTEST:
        raise ValueError(f"a passphrase has at least {_SHORTEST} characters (several words are best), a key 64 digits")
    if not value.isprintable():
        raise ValueError("use letters, digits, spaces and signs on one line")
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


def read_settings() -> Settings:
    """The settings of this environment; raises SettingsError naming every setting that is wrong or unknown.

    An unknown one is refused, not passed over: whoever sets it counts on something that wouldn't happen.
    """
    environment = {name: value for name, value in {**dotenv_values(".env"), **os.environ}.items() if value}
    problems = list(_unknown(environment))
    try:
        settings = Settings.model_validate(
            {field: environment[_name(field)] for field in Settings.model_fields if _name(field) in environment}
        )
    except ValidationError as error:
        problems += [": ".join([*map(_name, map(str, e["loc"][:1])), _why(e["msg"])]) for e in error.errors()]
        raise SettingsError("\n".join(problems)) from None
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def _name(field: str) -> str:
    return f"PALABRE_{field.upper()}"


def _unknown(environment: Mapping[str, str | None]) -> Iterator[str]:
    known = [_name(field) for field in Settings.model_fields]
    for name in sorted(environment):
        if name.startswith("PALABRE_") and name not in known and environment[name]:
            meant = get_close_matches(name, known, 1, 0.75)
            hint = f"did you mean {meant[0]}?" if meant else f"known are {', '.join(known)}"
            yield f"{name}: this version has no such setting; {hint}"


def _why(message: str) -> str:
    return message.removeprefix("Value error, ")
