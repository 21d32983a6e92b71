"""The pages to hand on: in both languages, on one page, and short and plain enough to be sent as one message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.languages import SPOKEN

HANDOUTS = Path(__file__).parent.parent / "docs" / "handouts"
NAMES = ("participants", "facilitators", "coordinators")
#: One page of A4 in a size that is easily read; and what Telegram takes as one message, in UTF-16.
PAGE, MESSAGE = 2_800, 4_096


def test_each_is_there_in_each_language_and_nothing_else() -> None:
    assert {path.name for path in HANDOUTS.iterdir()} == {
        f"{name}.{language}.md" for name in NAMES for language in SPOKEN
    }


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_one_page_and_one_plain_message(name: str, language: str) -> None:
    text = (HANDOUTS / f"{name}.{language}.md").read_text("utf-8")
    assert len(text) <= PAGE
    assert len(text.encode("utf-16-le")) // 2 <= MESSAGE
    title, *rest = text.splitlines()
    assert title.startswith("# ")
    assert not [line for line in rest if re.match(r"[#|>*-]|\d+\.", line)], (
        "no tables, lists or headings: a chat shows none"
    )


@pytest.mark.parametrize("name", NAMES)
def test_it_says_the_same_in_each_language(name: str) -> None:
    texts = [(HANDOUTS / f"{name}.{language}.md").read_text("utf-8") for language in SPOKEN]
    assert len({text.count("\n\n") for text in texts}) == 1
    assert len({frozenset(re.findall(r"(?<!\w)/[a-z]+", text)) for text in texts}) == 1, "the same commands"
