"""`palabre preview`: a file is played in the terminal, alone or with its sample answers, and nothing is left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli import main
from bot.resources import folder
from bot.scenario.starter import starter

SCENARIOS = Path(__file__).parent / "dialogues" / "scenarios"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "passing").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(starter(("en", "fr"), "mine"), "utf-8")
    return path


def _types(monkeypatch: pytest.MonkeyPatch, lines: Iterable[str]) -> None:
    """Somebody at the terminal, who writes these lines and then ends the input."""
    left = iter(lines)

    def line(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", line)


def test_a_reader_answers_and_sees_it_all(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _types(monkeypatch, ["4", "", "1,2", "", "Fewer calls", "/status"])
    assert main(["preview", str(file)]) == 0
    out = capsys.readouterr().out
    for said in (
        "How do we work together?", "is it easy to work together?", "Calls]", "What would make your work simpler",
        "Who has the last word",
        "What does your organisation commit to?", "If nobody answers, write: “A number is enough.”", "In the group",
    ):  # fmt: skip
        assert said in out
    assert not [*Path.cwd().iterdir(), *Path(tempfile.gettempdir()).iterdir()]


def test_it_goes_over_days_in_the_short_form_and_in_another_language(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _types(monkeypatch, ["4"])
    assert main(["preview", str(file), "--async", "--short", "--language", "fr"]) == 0
    out = capsys.readouterr().out
    assert "est-il facile de travailler ensemble" in out
    assert "Par où passent nos décisions" not in out  # isn't in the short form
    assert "À quoi votre organisation s’engage-t-elle" in out


def test_sample_people_play_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", str(folder("scenarios") / "pulse.yaml"), "--people", "2+2", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "Awa: /session pulse" in out
    assert "— In the private chat with Awa, who facilitates —" in out
    assert "[Yes, this is us]" in out


def test_mistakes_are_told_as_check_tells_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("palabre: 1\ntitel: x\n", "utf-8")
    assert main(["preview", str(tmp_path / "bad.yaml")]) == 1
    assert "did you mean `title`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--people", "3+3"], "leave --people out"),
        (["--people", "3+3", "--async"], "Sample people answer live"),
    ],
)
def test_what_can_t_be_played_is_told(
    arguments: list[str], said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preview", str(file), *arguments]) == 1
    assert said in capsys.readouterr().err


def test_no_short_form_and_no_file_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--short", str(SCENARIOS / "small.yaml")]) == 1
    assert "has no short form" in capsys.readouterr().err
    assert main(["preview", "absent.yaml"]) == 1
    assert "can't be read" in capsys.readouterr().err
