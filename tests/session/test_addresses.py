"""Addresses and wakes: each has one written form, which reads back as the same value, and nothing else is read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.session.addresses import (
    NO_REF,
    NO_SOURCE,
    ChatPlace,
    GroupPlace,
    Place,
    PrivatePlace,
    Ref,
    RefKind,
    Source,
    number_in,
    order_of,
    place_and_number,
    read_place,
    read_ref,
    source,
    without_place,
)
from bot.session.wakes import (
    EditDue,
    GroupMoved,
    HeldOver,
    Idle,
    IssueFound,
    TryAgain,
    UnknownWakeError,
    Wake,
    read_wake,
    write_wake,
)
from bot.store.issues import Issue
from bot.store.lines import a_toast, lane_of, messages_of, place_of, receipts_of

BOT = Path(__file__).parents[2] / "bot"

_ids = st.text("0123456789abcdef", min_size=1, max_size=16)
_numbers = st.integers(-(10**13), 10**13)
PLACES = st.one_of(_numbers.map(GroupPlace), _ids.map(PrivatePlace), _numbers.map(ChatPlace))
_keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=32)
REFS = st.one_of(
    st.sampled_from(RefKind).map(Ref),
    st.builds(Ref, st.sampled_from([kind for kind in RefKind if kind is not RefKind.NONE]), _keys),
)
WAKES = st.one_of(
    st.just(HeldOver()),
    st.just(Idle()),
    st.builds(EditDue, REFS, st.one_of(st.just(""), _ids)),
    st.builds(IssueFound, _numbers, st.sampled_from(Issue).map(str)),
    _numbers.map(TryAgain),
    _numbers.map(GroupMoved),
)


@given(PLACES, st.integers(1, 10**9))
def test_a_place_and_a_message_in_it_read_back_as_they_were(place: Place, number: int) -> None:
    written = source(place, number)
    assert read_place(str(place)) == place
    assert place_and_number(written) == (place, number)
    assert number_in(written, place) == order_of(written) == number
    assert number_in(written, GroupPlace(10**14)) is None


@pytest.mark.parametrize("written", ["", "g", "g:", "g:x", "x:1", "p:", "group:1", "G:1", "gone:1"])
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  also int's own
        read_place(written)


@given(PLACES, st.integers(1, 10**9))
def test_a_source_whose_chat_is_gone_tells_the_order_and_leads_nowhere(place: Place, number: int) -> None:
    gone = without_place(source(place, number), place)
    assert (place_and_number(gone), order_of(gone)) == (None, number)
    assert without_place(gone, place) == gone


def test_no_source_leads_nowhere() -> None:
    assert place_and_number(NO_SOURCE) is None
    assert (order_of(NO_SOURCE), order_of(None)) == (0, 0)
    assert without_place(None, GroupPlace(1)) is None


@given(REFS)
def test_a_ref_reads_back_as_it_was(ref: Ref) -> None:
    assert read_ref(str(ref)) == ref


@pytest.mark.parametrize("written", ["paused", "stepp:x", "choose", "Summary"])
def test_a_word_that_is_no_ref_is_about_the_session_as_a_whole(written: str) -> None:
    assert read_ref(written) == NO_REF


@given(WAKES)
def test_a_wake_reads_back_as_it_was(wake: Wake) -> None:
    assert read_wake(write_wake(wake)) == wake


@pytest.mark.parametrize(
    "written",
    ["", "held:9f3a", "held ", "idle:3", "idle ", "revise", "revise nothing ", "probe:", "probe:x", "moved",
     "reminder:today", "trouble:x:y"],
)  # fmt: skip
def test_an_unknown_wake_is_refused_and_not_taken_for_another(written: str) -> None:
    with pytest.raises(UnknownWakeError):
        read_wake(written)


@given(PLACES)
def test_a_line_leads_to_its_place(place: Place) -> None:
    assert {place_of(line) for line in (messages_of(place), receipts_of(place))} == {place}
    assert lane_of(receipts_of(place)) == messages_of(place)


def test_a_toast_goes_to_no_place() -> None:
    assert place_of(a_toast()) is None
    assert a_toast() != a_toast()


def test_nobody_else_writes_an_address() -> None:
    """No f-string in the bot begins like a place, a step's ref, a line, or a wake."""
    like = re.compile(r"(g|p|c|step|renamed|organisations|held|probe|moved|trouble|react|toast|gone):|revise ")
    found = []
    for path in BOT.rglob("*.py"):
        if path.name in ("addresses.py", "wakes.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            first = node.values[0] if isinstance(node, ast.JoinedStr) else None
            if isinstance(first, ast.Constant) and like.match(str(first.value)):
                found.append(f"{path.relative_to(BOT)}:{first.lineno}")
    assert not found


def test_a_source_is_a_text_in_what_is_stored() -> None:
    assert Source("g:1:7") == source(GroupPlace(1), 7) == "g:1:7"
