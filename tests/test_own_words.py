"""The workshops are written in our own words: no five words in a row are those of the document that they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.resources import folder
from tests.source import IN_A_ROW, fingerprints, of_the_source, shared

FILES = sorted(folder("scenarios").rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(folder("scenarios"))))
def test_no_five_words_in_a_row_are_the_source_s(path: Path) -> None:
    assert shared(path.read_text("utf-8")) == []


def test_words_of_the_source_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(of_the_source()) > 500
    said = "Les rôles, c’est l’affaire de tout le monde !"
    monkeypatch.setattr("tests.source.of_the_source", lambda: {mark for _, mark in fingerprints(said)})
    assert shared("… les ROLES c'est l'affaire") == ["les roles c est l", "roles c est l affaire"]
    assert shared("les rôles sont l’affaire de") == []
    assert IN_A_ROW == 5
