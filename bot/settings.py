"""Settings: the environment and `.env`, read once into one frozen object.

Every setting is named `PALABRE_…` and explained in `.env.example`. Knows nothing of what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot.environment import EnvironmentFileError, read_environment, trimmed
from bot.languages import SPOKEN
from bot.written import this_machine, usable_key, usable_proxy, usable_token

#: In the place of a key: it is to be asked for.
ASK = "ask"


class SettingsError(Exception):
    """A setting can't be used; the message says which, why, and what to write instead."""


class Settings(BaseModel):
    """What an operator can set. Names in the environment: the field's name after `PALABRE_`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    token: SecretStr | None = Field(None, description="The bot's token, from @BotFather. Empty: rehearsal.")
    api_url: str = Field("https://api.telegram.org", description="A Bot API server of one's own.")
    proxy: SecretStr | None = Field(None, description="The proxy on the way to it. Empty: the environment's.")
    allow_http: bool = Field(False, description="`yes`: that address may be without encryption, on another machine.")
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

    @field_validator("*", mode="before")
    @classmethod
    def _seen(cls, value: object, info: ValidationInfo) -> object:
        """What can't be seen at the ends, and quotation marks around it, are nobody's wish; a key is taken as it is."""
        return trimmed(value) if isinstance(value, str) and info.field_name != "database_key" else value

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        return value and SecretStr(usable_token(value.get_secret_value()))

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

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        url = urlsplit(self.api_url)
        if url.scheme == "http" and not self.allow_http and not this_machine(url.hostname or ""):
            raise ValueError(
                "PALABRE_API_URL: everybody on the way there could read all of it, the token too; use https://, or set"
                " PALABRE_ALLOW_HTTP=yes where you know that nobody can"
            )
        return self

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


def read_settings() -> Settings:
    """The settings of this environment; raises SettingsError naming every setting that is wrong or unknown.

    An unknown one is refused, not passed over: whoever sets it counts on something that wouldn't happen.
    """
    try:
        environment = read_environment(Path(".env"))
    except EnvironmentFileError as error:
        raise SettingsError(str(error)) from None
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
