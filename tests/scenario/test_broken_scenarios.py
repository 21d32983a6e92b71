"""The catalogue of mistakes, tested whole: every broken file names all of its mistakes at their lines.

In `tests/broken_scenarios`, `#! code …` at the end of a line says what is wrong in that line.
"""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.languages import LANGUAGES
from bot.resources import folder
from bot.scenario.load import load
from bot.scenario.problems import CATALOGUE, Problem
from bot.scenario.report import render_report
from tests.often import often

FOLDER = Path(__file__).parents[1] / "broken_scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
SHIPPED = sorted(folder("scenarios").glob("*.yaml"))


def _zip() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("roles.yaml", "palabre: 1")
    return buffer.getvalue()


#: What can't stand in a text file of its own: name -> (bytes, code, line).
BYTES = {
    "a zip called .yaml": (_zip(), "not-text", 1),
    "UTF-16": ("palabre: 1\n".encode("utf-16"), "not-utf8", 1),
    "Latin-1": ("palabre: 1\ntitle: { fr: Équité }\n".encode("latin-1"), "not-utf8", 2),
    "a NUL that is spelt out": (b'palabre: 1\nsource: "a\\0b"\n', "control-character", 2),
    "half a character": (b'palabre: 1\n"\\ud800": "x"\n', "control-character", 2),
    "NUL": (b"palabre: 1\nid: nul\x00\n", "control-character", 2),
    "larger than 64 KiB": (b"# " + b"x" * 65_536, "too-large", 1),
    "5,001 nodes": (b"steps: [" + b"x," * 5001 + b"]", "too-many-nodes", 1),
    "30,000 nested brackets": (b"[" * 30_000, "too-deep", 1),
}
#: An alias bomb and a merge-key bomb: a few hundred bytes that would become millions of entries.
BOMBS = [
    b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9))
                                                for n in range(98, 107)),
    b"a: &a {x: 1}\n" + b"".join(b"%c: &%c {<<: [*%c, *%c]}\n" % (n, n, n - 1, n - 1) for n in range(98, 107)),
]  # fmt: skip


def expected(path: Path) -> list[tuple[int, str]]:
    """The mistakes that a file says are in it: line and code."""
    lines = enumerate(path.read_text("utf-8").split("\n"), 1)
    return sorted((n, code) for n, line in lines if "#!" in line for code in line.split("#!")[1].split())


def test_there_are_enough_of_them() -> None:
    mistakes = {(path.name, *found) for path in FILES for found in expected(path)}
    assert len({code for _, _, code in mistakes}) >= 30
    assert len(mistakes) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_all_mistakes_at_their_lines(path: Path) -> None:
    assert sorted((p.line, p.code) for p in load(path.read_bytes()).problems) == expected(path)


@pytest.mark.parametrize("name", BYTES)
def test_files_that_are_no_text(name: str) -> None:
    data, code, line = BYTES[name]
    assert [(p.code, p.line) for p in load(data).problems] == [(code, line)]


@pytest.mark.parametrize("data", BOMBS, ids=["aliases", "merge keys"])
def test_bombs_are_refused_unread(data: bytes) -> None:
    assert [p.code for p in load(data).problems] == ["anchor"]


def test_every_entry_of_the_catalogue_is_met() -> None:
    samples = sorted((FOLDER.parent / "broken_samples").glob("*.yaml"))
    met = {code for path in [*FILES, *samples] for _, code in expected(path)} | {code for _, code, _ in BYTES.values()}
    assert met == CATALOGUE.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_reads_as_one(path: Path) -> None:
    for problem in load(path.read_bytes()).problems:
        assert "{" not in problem.message.replace("{ }", "")
        assert problem.remedy


def test_the_command_tells_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", *map(str, FILES)]) == 1
    told = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)["files"]}
    for path in FILES:
        found = sorted((p["line"], p["code"]) for p in told[str(path)]["problems"])
        assert found == expected(path)


def test_the_command_shows_the_line_and_what_to_write(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("palabre: 1\nid: mine\ntitel: { fr: Un titre }\n", "utf-8")
    report = render_report({"mine.yaml": load(file.read_bytes())})
    assert "mine.yaml:3:1: the scenario knows no `titel`" in report
    assert "titel: { fr: Un titre }" in report
    assert "→ did you mean `title`?" in report


def test_tells_which_language_lacks_which_text() -> None:
    data = b"""palabre: 1
id: half
title: { fr: Titre, en: Title }
purpose: { fr: Essayer }
steps:
  - { id: one, kind: commitment, prompt: { fr: Quoi } }
"""
    reading = load(data)
    assert reading.scenario is not None
    assert reading.missing == {"en": [("purpose", 4), ("steps \u203a one \u203a prompt", 6)]}
    assert "en lacks 2 texts:" in render_report({"half.yaml": reading})


def test_all_are_told_in_one_line() -> None:
    read = {path.name: load(path.read_bytes()) for path in SHIPPED}
    total = f"{len(SHIPPED)} files, {len(LANGUAGES)} languages, 100 %; no mistakes, no advice"
    assert render_report(read).splitlines()[-1] == total
    read["bad.yaml"] = load(b"palabre: 2")
    assert re.search(r"12 files, .* \d+ mistakes, no advice$", render_report(read))
    assert "files," not in render_report({"one.yaml": load(SHIPPED[0].read_bytes())})


def test_a_language_code_is_a_word_and_no_falsehood() -> None:
    found = load(b"palabre: 1\nid: norsk\ntitle: { no: Tittel }\npurpose: { no: Form }\nsteps: []\n").problems
    assert ("unknown-language", 3) in {(p.code, p.line) for p in found}


@settings(max_examples=often(40, 300), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_change_to_a_file_makes_it_raise(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SHIPPED)).read_text("utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(
            st.one_of(
                st.just(lines[at][: len(lines[at]) // 2]),
                st.just(lines[at].replace(": ", ": [", 1)),
                st.just(lines[at].lstrip()),
                st.just(lines[at] + lines[at]),
                st.text(max_size=20).map(lambda text, line=lines[at]: line.partition(":")[0] + ": " + text),
                st.sampled_from(["", "- ", "  - x", "steps:", "    max: -1", "    when: 3", "id:", "    options: {}"]),
            )
        )
    reading = load("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert (reading.scenario is None) == any(not p.advice for p in reading.problems)
    _readable(reading.problems)


@settings(max_examples=often(40, 200))
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    _readable(load(data).problems)


def _readable(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.message
        assert problem.remedy
        assert problem.line >= 1
