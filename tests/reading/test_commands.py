"""Commands as people type them."""

from __future__ import annotations

import pytest

from bot.reading.commands import Called, arguments, command_in


@pytest.mark.parametrize(
    "text",
    ["/next", "/Next.", "／next", "/ next", "/next !", "/NEXT…", "\u200f/next", "\ufeff/next", "/n\u200bext",
     " /next", "∕next", "@palabre_bot /next", "@Palabre_Bot, /next", "/next?", "/next,", "/next\n", "/ｎｅｘｔ"],
)  # fmt: skip
def test_a_command_is_known_in_what_people_type(text: str) -> None:
    assert command_in(text) == Called("next", None, "")


@pytest.mark.parametrize(
    ("text", "argument"),
    [("/alias Toit vert.", "Toit vert."), ("/alias\u00a0ＡＢ", "ＡＢ"), ("/alias, Iroko", "Iroko"),
     ("/alias\nIroko", "Iroko"), ("/alias: Iroko", "Iroko"), ("/ alias Iroko", "Iroko"),
     ("/alias " + "x" * 400, "x" * 400)],
)  # fmt: skip
def test_what_follows_it_stays_as_it_was_written(text: str, argument: str) -> None:
    assert command_in(text) == Called("alias", None, argument)


def test_the_bot_that_it_names() -> None:
    assert command_in("/next@Palabre_Bot. now") == Called("next", "palabre_bot", "now")
    assert command_in("／next＠other_bot") == Called("next", "other_bot", "")


@pytest.mark.parametrize(
    "text", ["next", "/and/or", "/1.5", "/", "//next", "/ we think that", "we /next", "/é", "@ana /next"]
)
def test_what_is_none(text: str) -> None:
    assert command_in(text) is None


def test_its_words_in_one_spelling() -> None:
    assert arguments("Roles.") == arguments("(ＲＯＬＥＳ)") == arguments("\u200froles !") == ["roles"]
    assert arguments("south–south async") == ["south-south", "async"]
    assert arguments(" ٦. ") == ["6"]
    assert arguments(" !") == []
