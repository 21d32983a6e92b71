"""The command line: what it prints, and with what status it ends."""

from __future__ import annotations

import json
import zipfile
from asyncio import to_thread
from pathlib import Path

import pytest

from bot.cli import main
from bot.resources import folder
from tests.stage import open_stage


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_run_without_a_token_says_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    assert "@BotFather" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PALABRE_PROXY", "socks4://one:1080"),
        ("HTTPS_PROXY", "socks4://one:1080"),
        ("all_proxy", "http://one:port"),
        ("SSL_CERT_FILE", "/no/such/file"),
    ],
)
def test_a_way_that_can_t_be_gone_is_named_by_run_and_doctor_alike(
    name: str, value: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In one sentence, and neither goes another way, or tries for ever."""
    monkeypatch.setenv("PALABRE_TOKEN", "123456:AAH-nobody-s")
    monkeypatch.setenv("PALABRE_API_URL", "https://telegram.test")
    monkeypatch.setenv(name, value)
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{name}: ")
    assert said.count("\n") == 1
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(finding["name"], finding["says"]) for finding in found] == [("settings", f"{said.strip()}.")]
    assert list(tmp_path.iterdir()) == []


def test_check_is_good_or_not(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = [str(path) for path in folder("scenarios").glob("*.yaml")]
    assert main(["check", *good]) == 0
    assert capsys.readouterr().out.count(": good.") == 2 * len(good)  # each has sample answers beside it
    (tmp_path / "bad.yaml").write_text("palabre: 1\n", "utf-8")
    assert main(["check", "bad.yaml"]) == 1
    assert "mistakes" in capsys.readouterr().out
    assert main(["check", "absent.yaml"]) == 1
    assert "can't be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nonsense"], ["export"], ["check"]])
def test_words_that_make_no_command_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2


async def test_export_works_while_the_bot_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE", str(tmp_path / "palabre.sqlite3"))
    async with open_stage(tmp_path, scenarios=Path(__file__).parent / "dialogues" / "scenarios") as stage:
        await stage.begin("small")
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        code = (await stage.session())[1].code
        assert await to_thread(main, ["export", "--format", "json", "--output", "-"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert [session["code"] for session in document["sessions"]] == [code]
        assert document["sessions"][0]["steps"][0]["answers"][0]["value"] == 4
        assert await to_thread(main, ["export", code.lower(), "--format", "html", "--output", "out.html"]) == 0
        assert "out.html" in capsys.readouterr().out
        assert "Petit atelier" in (tmp_path / "out.html").read_text("utf-8")
        assert await to_thread(main, ["export", "ZZZZZ", "--format", "json", "--output", "-"]) == 1
        assert code in capsys.readouterr().err


async def test_several_sessions_are_exported_into_a_folder_a_zip_or_one_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE", str(tmp_path / "palabre.sqlite3"))

    def export(form: str, output: str) -> int:
        return main(["export", "--format", form, "--output", output])

    async with open_stage(tmp_path, scenarios=Path(__file__).parent / "dialogues" / "scenarios") as stage:
        await stage.begin("small")
        for text in ("/close oui", "/session small"):
            stage.say("Awa", text)
            await stage.settle()
        for output in ("-", "out.html"):
            assert await to_thread(export, "html", output) == 1
            assert "give a folder or a .zip file as --output" in capsys.readouterr().err
        assert await to_thread(export, "html", "out.zip") == 0
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            names = archive.namelist()
        assert len(names) == 2
        assert await to_thread(export, "html", "folder") == 0
        assert await to_thread(export, "csv", "folder") == 0
        assert await to_thread(export, "xlsx", "all.xlsx") == 0
    there = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "folder").iterdir()}
    assert there == dict.fromkeys((*names, "palabre.csv"), 0o600)
    assert zipfile.is_zipfile(tmp_path / "all.xlsx")
    assert capsys.readouterr().err == "", "progress is for a terminal"


def test_export_without_its_package_says_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.documents.formats.find_spec", lambda name: None)
    assert main(["export", "--format", "xlsx", "--output", "-"]) == 1
    assert "pip install 'palabre[documents]'" in capsys.readouterr().err


def test_export_says_where_the_database_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "json", "--output", "-"]) == 1
    assert "There is no database" in capsys.readouterr().err
