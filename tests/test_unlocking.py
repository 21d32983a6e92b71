"""Where the key comes from: the setting, a file that nobody else can read, or a terminal that doesn't show it."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from bot.commands.passphrase import unlocked
from bot.settings import SettingsError, read_settings

PASSPHRASE = "un arbre, une parole"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def _file(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def test_from_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    settings = unlocked(read_settings())
    assert settings.database_key is not None
    assert settings.database_key.get_secret_value() == PASSPHRASE
    assert PASSPHRASE not in repr(settings)


def test_without_one_nothing_is_encrypted() -> None:
    assert unlocked(read_settings()).database_key is None


def test_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", str(_file(tmp_path / "key", f"{PASSPHRASE}\n")))
    settings = unlocked(read_settings())
    assert settings.database_key is not None
    assert settings.database_key.get_secret_value() == PASSPHRASE


def test_accents_are_the_same_however_they_were_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", str(_file(tmp_path / "key", "la forêt, la forêt")))
    one = unlocked(read_settings()).database_key
    _file(tmp_path / "key", "la fore\u0302t, la fore\u0302t\n")
    assert unlocked(read_settings()).database_key == one


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        (PASSPHRASE, 0o640, "others can read"),
        (PASSPHRASE, 0o604, "others can read"),
        ("short", 0o600, "at least 12 characters"),
        ("", 0o600, "at least 12 characters"),
        ("x" * 2000, 0o600, "too long"),
        ("one line\nand a second one", 0o600, "on one line"),
    ],
)
def test_a_file_that_is_not_good_is_refused(
    text: str, mode: int, says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = _file(tmp_path / "key", text, mode)
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", str(path))
    with pytest.raises(SettingsError, match=says) as raised:
        unlocked(read_settings())
    assert "PALABRE_DATABASE_KEY_FILE" in str(raised.value)
    assert str(path) in str(raised.value)
    assert not text or text not in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingsError, match="can't be read"):
        unlocked(read_settings())
    (tmp_path / "absent").write_bytes(b"\xff" * 20)
    (tmp_path / "absent").chmod(0o600)
    with pytest.raises(SettingsError, match="not a text"):
        unlocked(read_settings())


def test_systemd_s_credentials_look_as_if_the_group_could_read_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", str(_file(tmp_path / "key", PASSPHRASE, 0o440)))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert unlocked(read_settings()).database_key is not None
    (tmp_path / "key").chmod(0o444)
    with pytest.raises(SettingsError, match="others can read"):
        unlocked(read_settings())


def test_both_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    monkeypatch.setenv("PALABRE_DATABASE_KEY_FILE", "key")
    with pytest.raises(SettingsError, match="only one of"):
        read_settings()


def test_where_it_is_to_be_asked_and_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", "ask")
    with pytest.raises(SettingsError, match=r"and there is none. Use a file: PALABRE_DATABASE_KEY_FILE"):
        unlocked(read_settings())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ([PASSPHRASE, PASSPHRASE], "There is no database"),
        ([PASSPHRASE, "une parole, un arbre"], "two different passphrases"),
        (["short"], "at least 12 characters"),
    ],
    ids=["the same twice", "two different ones", "too short a one"],
)
def test_it_is_asked_on_the_terminal_and_not_shown(typed: list[str], says: str, tmp_path: Path) -> None:
    """For a new database it is asked twice: a slip of the finger would lock everybody out."""
    screen = at_a_terminal(["export", "--format", "json", "--output", "-"], typed, tmp_path)
    assert "Passphrase of the database: " in screen
    assert says in screen
    assert not any(word in screen for word in typed)


def at_a_terminal(arguments: list[str], typed: list[str], folder: Path) -> str:
    """Run the program as somebody sitting at a terminal would; gives what stood on the screen."""
    environment = {"PALABRE_DATABASE_KEY": "ask", "PYTHONPATH": str(Path(__file__).parents[1]), "PATH": "/usr/bin"}
    command = [sys.executable, "-m", "bot", *arguments]
    child, screen = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(sys.executable, command, environment)  # noqa: S606  no shell is wanted
    shown, left = b"", list(typed)
    try:
        while chunk := os.read(screen, 1024):
            shown += chunk
            if chunk.endswith(b": ") and left:
                os.write(screen, left.pop(0).encode() + b"\n")
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(screen)
    os.waitpid(child, 0)
    return shown.decode()
