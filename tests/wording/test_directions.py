"""Text that is read from right to left: what is typed from left to right is set apart in it, and each line goes in the
direction of its first letter."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from unicodedata import bidirectional

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from bot.languages import LANGUAGES, SOURCE, SPOKEN
from bot.resources import folder
from bot.wording.catalog import FSI, PDI, RLM, isolate, words
from bot.wording.message import Message, Quote, pages

_PLACEHOLDER = re.compile(r"\{\w+\}")
RIGHT = [code for code, language in SPOKEN.items() if language.direction == "rtl"]


def _page(*blocks: Markup | Quote) -> str:
    return str(pages(Message(blocks))[0])


@pytest.mark.parametrize(("sentence", "apart"), [
    ("إلى /next من فضلكم", ["/next"]), ("اكتبوا /undo yes هنا", ["/undo yes"]), ("مثل: 1b 2a 3c.", ["1b 2a 3c"]),
    ("/settings <code>/team</code>", ["/settings", "/team"]), ("<b>نعم</b> أو <i>لا</i>", []),
    ("18:05 و15/02/2027", []),
    ("{n} من {total}", []), ("a/b", []),
])  # fmt: skip
def test_what_is_typed_is_set_apart(sentence: str, apart: list[str]) -> None:
    said = words(RIGHT[0]).say(sentence, n=1, total=2)
    assert said.split(FSI)[1:] == [part for part in said.split(FSI) if PDI in part]
    assert [part.split(PDI)[0] for part in said.split(FSI)[1:]] == apart


def test_where_it_is_read_from_left_to_right_nothing_is() -> None:
    assert words("fr").say("Envoyez /next, ou 1b 2a.") == "Envoyez /next, ou 1b 2a."


@pytest.mark.parametrize(("line", "led"), [
    (Markup("• {}").format(isolate("سلام")), True),
    (Markup("1. <b>{}</b> {}").format(isolate("الفجر"), isolate("hello")), True),
    (Markup("1. {} {}").format(isolate("hello"), isolate("سلام")), False),
    (Markup("• قال {}").format(isolate("Awa")), False),
    (Markup("• {} سلام").format(isolate("Awa")), False),
    (Markup("{}").format(isolate(isolate("سلام"))), True),
    (Markup("12 %"), False),
])  # fmt: skip
def test_a_line_goes_as_its_first_letter_does(line: Markup, led: bool) -> None:
    assert _page(line).startswith(RLM) == led
    quoted = _page(Quote((line, Markup("سلام"))))
    assert quoted.startswith(f"<blockquote expandable>{RLM}") == led


@pytest.mark.parametrize("language", RIGHT)
def test_no_sentence_begins_with_what_is_read_from_the_left(language: str) -> None:
    """A line is read in the direction of its first letter: it is one of the language's own, else it is left to what
    is put in, which is isolated."""
    with (folder("locales") / language / "LC_MESSAGES" / "palabre.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    for message in messages:
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            for line in words(language).say(_PLACEHOLDER.sub("", str(said))).striptags().split("\n"):
                letters = [way for one in _outside(line) if (way := bidirectional(one)) in ("L", "R", "AL")]
                assert letters[:1] != ["L"], line


def _outside(line: str) -> str:
    while FSI in line:
        head, _, rest = line.rpartition(FSI)
        line = head + rest.partition(PDI)[2]
    return line


def test_every_language_has_its_own_comma_in_a_moment() -> None:
    at = datetime(2027, 1, 15, 9, tzinfo=UTC)
    for code, language in LANGUAGES.items():
        said = words(code).moment(at)
        assert f"{language.comma} " in said
        assert code == SOURCE or ("،" in said) == (language.comma == "،")
