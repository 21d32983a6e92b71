"""What memory holds of what came: whether an edit says something new, also where it is worked on twice."""

from __future__ import annotations

from bot.session.addresses import PrivatePlace, source
from bot.work.heard import Heard

MESSAGE, OTHER = (source(PrivatePlace("k3f9"), number) for number in (41, 42))


def _heard() -> Heard:
    heard = Heard(b"a key")
    assert heard.note(MESSAGE, "peur", 100, edited=False) is None
    return heard


def test_an_edit_without_a_change_is_none_though_it_bears_the_second_of_the_message() -> None:
    heard = _heard()
    for written in (100, 100, 130, 130, 7000):
        assert heard.note(MESSAGE, "peur", written, edited=True) is False


def test_a_changed_text_is_told_once_and_what_follows_it_is_none() -> None:
    heard = _heard()
    assert heard.note(MESSAGE, "très peur", 130, edited=True) is True
    assert heard.note(MESSAGE, "très peur", 131, edited=True) is False
    assert heard.note(MESSAGE, "peur", 132, edited=True) is True


def test_an_edit_that_is_worked_on_again_says_the_same() -> None:
    heard = _heard()
    assert [heard.note(MESSAGE, "très peur", 130, edited=True) for _ in range(3)] == [True] * 3


def test_of_another_message_and_after_a_restart_nothing_is_known() -> None:
    assert _heard().note(OTHER, "peur", 130, edited=True) is None
    assert Heard(b"a key").note(MESSAGE, "peur", 130, edited=True) is None


def test_nothing_of_it_can_be_read_in_memory() -> None:
    heard = _heard()
    assert not any(word in repr(vars_of(heard)) for word in ("peur", "k3f9"))


def vars_of(heard: Heard) -> list[object]:
    return [getattr(heard, name) for name in ("_messages", "_albums", "_last")]


def test_of_an_album_one_word_is_said_also_where_its_first_picture_is_worked_on_again() -> None:
    heard = Heard(b"a key")
    assert [heard.first_of("album", one) for one in (MESSAGE, OTHER, MESSAGE, OTHER)] == [True, False, True, False]
    assert heard.first_of("another", OTHER)
