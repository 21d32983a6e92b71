"""`palabre translate bot`: the bot's own sentences, out and back, with nothing in them that the sentence hasn't."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.cli import main
from bot.resources import folder
from bot.translation.faithful import unkept
from bot.translation.own import export_own, take_own
from bot.wording.collect import lacking


@pytest.mark.parametrize(("said", "lost"), [
    ("Bonjour {name}", []),
    ("Bonjour", ["what stands in {braces}"]),
    ("Bonjour {name.__class__}", ["what stands in {braces}"]),
    ("Bonjour {name!r}", ["what stands in {braces}"]),
    ("Bonjour {name:>999999999}", ["what stands in {braces}"]),
    ("Bonjour {name} {", ["what stands in {braces}"]),
    ("Bonjour <b>{name}</b>", ["the <tags>"]),
    ('<a href="https://example.org">{name}</a>', ["the <tags>"]),
    ("{name}\n", ["the line breaks"]),
    ("{name} << 5", ["the sign <"]),
    ("{name} /next", ["/commands"]),
])  # fmt: skip
def test_a_translation_keeps_what_the_sentence_has(said: str, lost: list[str]) -> None:
    assert list(unkept(["Hello {name}"], said)) == lost


@pytest.mark.parametrize(("said", "good"), [("<b>x</b>", True), ("</b>x<b>", False), ("<b>x</b", False)])
def test_tags_close_what_they_open(said: str, good: bool) -> None:
    assert (not list(unkept(["<b>a</b>"], said))) == good


def test_the_bots_own_sentences_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a copy of the catalogues; what doesn't keep its placeholders stays as it was."""
    copy = tmp_path / "locales"
    shutil.copytree(folder("locales"), copy)
    monkeypatch.setattr("bot.wording.collect.folder", lambda _: copy)
    out = export_own("fr", None)
    (message,) = [one for one in out if one.id == "(set aside: {reason})"]
    (other,) = [one for one in out if one.id == "(withdrawn)"]
    kept = message.string
    message.string, other.string = "(mise de côté)", "(repris)"
    out.add("never said by anybody", "jamais")
    taken = take_own(out, "fr")
    assert taken.unkept == [("(set aside: {reason})", "what stands in {braces}")]
    assert taken.unknown == ["never said by anybody"]
    assert (taken.catalog.get("(withdrawn)").string, taken.count) == ("(repris)", len(out) - 2)
    assert taken.catalog.get("(set aside: {reason})").string == kept


def test_a_new_language_takes_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a language without a catalogue, nothing is lost on the way in; what lacks a plural form isn't taken."""
    monkeypatch.setattr("bot.wording.collect.folder", lambda _: tmp_path)
    out = export_own("ar", None)
    for message in out:
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else [message.id[1]] * out.num_plurals
            message.string = f"~{forms[0]}" if isinstance(message.id, str) else tuple(f"~{one}" for one in forms)
    short = next(one for one in out if not isinstance(one.id, str))
    short.string = short.string[:2]
    taken = take_own(out, "ar")
    assert [what for _, what in taken.unkept] == ["each plural form that the language has"]
    assert (taken.unknown, taken.count) == ([], len(out) - 1)
    assert lacking(taken.catalog) == 1


def test_the_command_for_the_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, po = tmp_path / "locales", tmp_path / "palabre.po"
    shutil.copytree(folder("locales"), copy)
    monkeypatch.setattr("bot.wording.collect.folder", lambda _: copy)
    kept = (copy / "fr" / "LC_MESSAGES" / "palabre.po").read_bytes()
    assert main(["translate", "bot", "--to", "fr", "--po", str(po)]) == 0
    assert main(["translate", "bot", "--to", "fr", "--po", str(po), "--take"]) == 0
    assert (copy / "fr" / "LC_MESSAGES" / "palabre.po").read_bytes() == kept
