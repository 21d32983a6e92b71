"""What is tried in the place of a deletion that Telegram has refused: it comes to an end, and costs few calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest

from bot.gateway.outbound.deleting import instead
from bot.session.addresses import PrivatePlace
from bot.store.outbox import Draft

HERE = PrivatePlace("a")
TOO_OLD, GONE = BadRequest("Message can't be deleted for everyone"), BadRequest("Message to delete not found")


def _delete(*numbers: int) -> Draft:
    return Draft(place=HERE, method="delete", numbers=numbers, html="(cleared away)")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=100, unique=True), st.data())
def test_all_but_what_can_t_be_deleted_goes_in_few_calls(numbers: list[int], data: st.DataObject) -> None:
    refused = set(data.draw(st.lists(st.sampled_from(numbers), max_size=3, unique=True)))
    waiting, deleted, edited, calls = [_delete(*numbers)], set[int](), set[int](), 0
    while waiting:
        draft, calls = waiting.pop(), calls + 1
        if draft.method == "edit":
            edited.add(draft.target or 0)
        elif refused & {*draft.numbers}:
            waiting += instead(draft, TOO_OLD)
        else:
            deleted |= {*draft.numbers}
    assert deleted == {*numbers} - refused
    assert edited == refused, "the bot's own; with others' it is refused once more, and that is all"
    assert calls <= 1 + 16 * len(refused)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (_delete(1, 2), GONE),
        (_delete(1), GONE),
        (Draft(place=HERE, method="delete", message=3), TOO_OLD),
        (Draft(place=HERE, method="edit", target=1, html="a"), TOO_OLD),
        (Draft(place=HERE, method="send", html="a"), BadRequest("Chat not found")),
        (Draft(place=HERE, method="react", target=1, emoji="✍"), BadRequest("Message to react not found")),
    ],
)
def test_what_is_gone_or_was_no_deletion_is_tried_no_more(draft: Draft, error: BadRequest) -> None:
    assert instead(draft, error) == ()


def test_a_message_known_by_its_row_is_worded_anew() -> None:
    draft = Draft(place=HERE, method="delete", message=3, html="(cleared away)")
    (edit,) = instead(draft, TOO_OLD)
    assert (edit.method, edit.message, edit.target) == ("edit", 3, None)
