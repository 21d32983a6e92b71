"""`palabre translate FILE`: out to a .po file, filled in by somebody, and back; what changed meanwhile isn't lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.cli import main
from bot.resources import folder
from bot.scenario.load import load
from bot.scenario.samples import load_samples
from bot.translation.catalogues import MOST, CatalogueError, read
from bot.translation.sentences import put, sentences

#: What is made up stands in a language that the scenario, cut down for this, hasn't.
TO = "en"
CHANGED = "steps/today/prompt"


class _Loader(yaml.SafeLoader):
    """YAML in which `on` is a key like any other."""


_Loader.yaml_implicit_resolvers = {sign: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:bool"]
                                   for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}  # fmt: skip


def _without(text: str) -> str:
    """A scenario as it would be in French alone."""

    def bare(node: object) -> object:
        if isinstance(node, dict):
            return {key: bare(value) for key, value in node.items() if key not in {"en", "es", "pt", "ar"}}
        return [bare(one) for one in node] if isinstance(node, list) else node

    read = yaml.load(text, Loader=_Loader)  # noqa: S506  a safe one
    return str(yaml.safe_dump(bare(read), allow_unicode=True, sort_keys=False, width=1000))


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    (tmp_path / "samples").mkdir()
    for place in ("roles.yaml", "samples/roles.yaml"):
        written = _without((folder("scenarios") / place).read_text("utf-8"))
        (tmp_path / place).write_text(written, "utf-8")
    return tmp_path / "roles.yaml"


def _catalog(file: Path) -> Catalog:
    return read_po(io.BytesIO(file.read_bytes()))


def _fill(file: Path, **others: str) -> None:
    """As a translator would: every sentence, some of them as told here."""
    catalog = _catalog(file)
    for message in catalog:
        if message.id:
            message.string = others.get(str(message.context).replace("/", "_"), message.string or f"~{message.id}")
    with file.open("wb") as opened:
        write_po(opened, catalog)


def _translate(scenario: Path, *words: str) -> int:
    return main(["translate", str(scenario), "--to", TO, *words])


def test_out_and_back(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _translate(scenario) == 0
    po = scenario.with_suffix(f".{TO}.po")
    _fill(po)
    assert _translate(scenario, "--take") == 0
    said = capsys.readouterr().out
    assert "to translate" in said
    reading = load(scenario.read_bytes())
    assert reading.scenario is not None
    assert reading.scenario.languages == ("fr", TO)
    assert reading.missing == {TO: []}
    samples = load_samples((scenario.parent / "samples/roles.yaml").read_bytes(), reading.scenario).samples
    assert samples is not None
    assert samples.to("trust", TO) == tuple(f"~{said}" for said in samples.to("trust", "fr"))
    assert samples.to("decisions", TO) == samples.to("decisions", "fr")


@pytest.fixture
def changed(scenario: Path) -> tuple[Path, Path, str]:
    """A scenario that was translated, in which a question is asked otherwise since; its .po file; and the question's
    translation."""
    _translate(scenario)
    po = scenario.with_suffix(f".{TO}.po")
    _fill(po)
    _translate(scenario, "--take")
    text = scenario.read_text("utf-8")
    (question,) = [one for one in sentences(text) if one.place == CHANGED]
    scenario.write_text(put(text, {CHANGED: "Savez-vous, vraiment, qui décide ?"}, "fr"), "utf-8")
    return scenario, po, str(question.said[TO])


def _question(po: Path) -> Message:
    return next(one for one in _catalog(po) if one.context == CHANGED)


def test_what_is_said_otherwise_by_now_is_not_taken(
    changed: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, _, _ = changed
    before = scenario.read_text("utf-8")
    assert _translate(scenario, "--take") == 0
    assert "1 said otherwise in the scenario by now" in capsys.readouterr().out
    assert scenario.read_text("utf-8") == before


def test_what_changed_since_is_marked_and_waits(
    changed: tuple[Path, Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, po, former = changed
    before = scenario.read_text("utf-8")
    assert _translate(scenario) == 0
    assert "1 fuzzy" in capsys.readouterr().out
    question = _question(po)
    assert (question.fuzzy, question.id, question.string) == (True, "Savez-vous, vraiment, qui décide ?", former)
    assert "#| msgid " in po.read_text("utf-8"), "the former words stand beside the new ones"
    assert _translate(scenario, "--take") == 0
    assert "1 marked fuzzy" in capsys.readouterr().out
    assert scenario.read_text("utf-8") == before


def test_once_somebody_has_looked_at_it_it_is_taken(changed: tuple[Path, Path, str]) -> None:
    scenario, po, _ = changed
    _translate(scenario)
    catalog = _catalog(po)
    for one in catalog:
        one.flags.discard("fuzzy")
        one.string = "~anew" if one.context == CHANGED else one.string
    with po.open("wb") as opened:
        write_po(opened, catalog)
    _translate(scenario, "--take")
    assert next(one.said[TO] for one in sentences(scenario.read_text("utf-8")) if one.place == CHANGED) == "~anew"


def test_a_translators_work_in_progress_is_kept_when_handed_out_again(scenario: Path) -> None:
    _translate(scenario)
    po = scenario.with_suffix(f".{TO}.po")
    catalog = _catalog(po)
    for message in list(catalog)[1:5]:
        message.string = "half way"
    with po.open("wb") as opened:
        write_po(opened, catalog)
    _translate(scenario)
    assert [message.string for message in list(_catalog(po))[1:5]] == ["half way"] * 4


@pytest.mark.parametrize(("words", "said"), [
    ({"steps_today_prompt": "x" * 2001}, "Nothing was written"),
    ({"steps_today_heading": "x" * 41}, "Nothing was written"),
    ({"steps_settle_prompt": "\u200b"}, "Nothing was written"),
])  # fmt: skip
def test_what_would_be_a_mistake_is_told_and_nothing_written(
    words: dict[str, str], said: str, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scenario.read_bytes()
    _translate(scenario)
    _fill(scenario.with_suffix(f".{TO}.po"), **words)
    assert _translate(scenario, "--take") == 1
    assert said in capsys.readouterr().err
    assert scenario.read_bytes() == before


@pytest.mark.parametrize(("written", "why"), [
    (b"\xff\xfe no", "it is no .po file in UTF-8"),
    (b"once upon a time", "it is no .po file in UTF-8"),
    (b'msgid ""\nmsgstr ""\n"Language: ar\\n"\n', "it says that it is in ar"),
    (b"#" * (MOST + 1), "it has more than"),
])  # fmt: skip
def test_what_is_no_catalogue_is_refused(written: bytes, why: str, scenario: Path) -> None:
    with pytest.raises(CatalogueError, match=why):
        read(written, TO)
    scenario.with_suffix(f".{TO}.po").write_bytes(written)
    assert _translate(scenario, "--take") == 1


def test_where_there_is_nothing_it_says_what_to_do(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _translate(scenario, "--take") == 1
    assert "without --take" in capsys.readouterr().err
    assert main(["translate", str(scenario.with_name("none.yaml")), "--to", TO]) == 1
    assert "none.yaml" in capsys.readouterr().err
    assert _translate(scenario, "--source", "ar") == 1
    assert "it is in fr" in capsys.readouterr().err
    scenario.write_text("palabre: 1\n")
    assert _translate(scenario) == 1
    assert "mistake" in capsys.readouterr().err
