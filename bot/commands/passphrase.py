"""Where the key of the database comes from: the setting itself, a file, or whoever sits at the terminal."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from pydantic import SecretStr

from bot.settings import ASK, Settings, SettingsError
from bot.written import usable_key

#: A key is short; a longer file was named by mistake.
_MOST = 1024
_NO_TERMINAL = "A passphrase is asked for on a terminal, and there is none. Use a file: {instead}."


def unlocked(settings: Settings, *, new: bool = False) -> Settings:
    """The settings with the key itself, wherever it comes from. A `new` one, also that of a database that
    isn't there yet, is asked for twice. Raises SettingsError."""
    key = settings.database_key
    if settings.database_key_file:
        key = read_key(settings.database_key_file, "PALABRE_DATABASE_KEY_FILE")
    elif key and key.get_secret_value() == ASK:
        key = ask_key("Passphrase of the database: ", twice=new or not settings.database.exists())
    return settings.model_copy(update={"database_key": key, "database_key_file": None})


def read_key(path: Path, named_by: str) -> SecretStr:
    """The key in a file that nobody else can read. Raises SettingsError, which says what named the file."""
    try:
        with path.open("rb") as file:
            mode, data = os.fstat(file.fileno()).st_mode, file.read(_MOST + 1)
    except OSError as error:
        raise SettingsError(f"{named_by}: {path} can't be read: {error.strerror}.") from None
    if mode & _others(path):
        raise SettingsError(f"{named_by}: others can read {path}. Do `chmod 600 {path}`.")
    try:
        text = data[:-1].decode() if data.endswith(b"\n") else data.decode()
        if len(data) > _MOST:
            raise ValueError("it is too long for a key")
        return usable_key(text)
    except UnicodeDecodeError:
        raise SettingsError(f"{named_by}: {path} is not a text in UTF-8.") from None
    except ValueError as error:
        raise SettingsError(f"{named_by}: {path}: {error}.") from None


def _others(path: Path) -> int:
    """Which rights others mustn't have. systemd gives a service its credentials by an access list, whose
    mask looks like a right of the group."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    given = credentials is not None and path.resolve().is_relative_to(Path(credentials).resolve())
    return 0o007 if given else 0o077


def ask_key(prompt: str, *, twice: bool, instead: str = "PALABRE_DATABASE_KEY_FILE") -> SecretStr:
    """A passphrase typed at the terminal, which doesn't show it; typed twice where a slip of the finger
    would lock everybody out. Raises SettingsError."""
    if not sys.stdin.isatty():
        raise SettingsError(_NO_TERMINAL.format(instead=instead))
    typed = getpass(prompt)
    try:
        key = usable_key(typed)
    except ValueError as error:
        raise SettingsError(f"This can't be the key: {error}.") from None
    if twice and getpass("Again: ") != typed:
        raise SettingsError("These were two different passphrases. Nothing was done.")
    return key
