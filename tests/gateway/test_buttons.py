"""Buttons and links can't be forged, altered, or taken from another chat."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.api.buttons import sign, verify

SECRET = b"s" * 32
PAYLOADS = st.from_regex(re.compile(r"[A-Za-z0-9-]{1,52}"), fullmatch=True)


@given(PAYLOADS)
def test_what_was_signed_is_read_in_its_place_alone(payload: str) -> None:
    data = sign(SECRET, "g:1", payload)
    assert len(data) <= 64
    assert re.fullmatch(r"[A-Za-z0-9_-]+", data)
    assert verify(SECRET, "g:1", data) == payload
    assert verify(SECRET, "g:2", data) is None
    assert verify(b"t" * 32, "g:1", data) is None


@given(PAYLOADS, st.integers(0, 63), st.characters())
def test_an_altered_one_is_nobody_s(payload: str, at: int, character: str) -> None:
    data = sign(SECRET, "g:1", payload)
    altered = data[:at] + character + data[at + 1 :]
    if altered != data:
        assert verify(SECRET, "g:1", altered) is None


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(data: str) -> None:
    assert verify(SECRET, "g:1", data) is None


@pytest.mark.parametrize("payload", ["", "a" * 53, "a_b", "a b", "é"])
def test_what_does_not_fit_is_refused(payload: str) -> None:
    with pytest.raises(ValueError, match="1 to 52"):
        sign(SECRET, "g:1", payload)
