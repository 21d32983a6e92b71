"""What those who facilitate say in reply to what they were asked as such: a row for each kind of message. Which session
and who they are is looked up by others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.session import events as e
from bot.session import going_on
from bot.session.addresses import Ref, RefKind
from bot.wording import caring, refusals
from bot.wording.catalog import Words
from bot.wording.message import Message
from bot.wording.reviewing import review_unread
from bot.work import route


@dataclass(frozen=True, slots=True)
class Asked:
    """How a reply is read, and what is said where it can't be; `again`: that asks the same."""

    read: Callable[[e.Circumstances, str, Ref], e.SessionEvent | None]
    unread: Callable[[Words], Message]
    again: bool = False


def _onward(where: e.Circumstances, text: str, about: Ref) -> e.SessionEvent | None:
    return going_on.meant(where, text, about.key)


#: The messages whose replies steer.
STEERED: dict[RefKind, Asked] = {
    RefKind.GOING_ON: Asked(_onward, refusals.go_on_unread, again=True),
    RefKind.PROBES: Asked(route.probing, caring.probe_unread),
    RefKind.REVIEW: Asked(route.reviewing, review_unread),
    RefKind.RELAY: Asked(route.relayed, refusals.nothing_asked),
}
