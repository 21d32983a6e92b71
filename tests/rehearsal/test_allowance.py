"""Telegram's limits in miniature: one too many is refused, with how long to wait, and then it is allowed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.allowance import Allowance
from bot.rehearsal.calls import RefusedError

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def _refused(allowance: Allowance, method: str, chat: int, at: datetime) -> object:
    with pytest.raises(RefusedError) as refused:
        allowance.ask(method, chat, at)
    assert refused.value.code == 429
    return refused.value.parameters["retry_after"]


def test_thirty_a_second_in_all() -> None:
    allowance = Allowance()
    for chat in range(1, 31):
        allowance.ask("sendmessage", chat, NOW + timedelta(milliseconds=chat))
    assert _refused(allowance, "setmessagereaction", 99, NOW + timedelta(milliseconds=900)) == 1
    allowance.ask("getme", 0, NOW + timedelta(milliseconds=900))
    allowance.ask("sendmessage", 99, NOW + timedelta(milliseconds=1001))
    assert allowance.refused == 1


def test_about_one_a_second_in_a_chat() -> None:
    allowance = Allowance()
    for _ in range(3):
        allowance.ask("sendmessage", 7, NOW)
    assert _refused(allowance, "sendmessage", 7, NOW + timedelta(seconds=1)) == 2
    allowance.ask("sendmessage", 7, NOW + timedelta(seconds=3))


def test_twenty_a_minute_in_a_group_whatever_they_are() -> None:
    allowance = Allowance()
    for number in range(20):
        method = "pinchatmessage" if number % 2 else "sendmessage"
        allowance.ask(method, -7, NOW + timedelta(seconds=2 * number))
    assert _refused(allowance, "editmessagetext", -7, NOW + timedelta(seconds=45)) == 15
    allowance.ask("getchatmember", -7, NOW + timedelta(seconds=45))
    allowance.ask("editmessagetext", -8, NOW + timedelta(seconds=45))
