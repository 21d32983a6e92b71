"""Somebody's phone in a week's workshop: what it shows, what waits on it, and what its owner has said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from bot.rehearsal.model import Chat, Message, Person
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.session.quiet import QuietHours

#: A message that asks a question, and by which number where it asks several.
Asked = tuple[Message, int]


@dataclass
class Phone:
    """Somebody's phone: until when it is offline, what waits on it, each with the step that it is for, and what its
    owner has said by now."""

    person: Person
    clock: QuietHours
    voice: int
    back: datetime | None = None
    seen: dict[int, int] = field(default_factory=dict)
    waiting: list[tuple[Chat, str, Message | None, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    ahead: list[str] = field(default_factory=list)
    #: The messages that ask for what somebody else says.
    for_others: set[int] = field(default_factory=set)

    def goes_offline(self, until: datetime, chats: list[Chat]) -> None:
        """Of these chats it shows what has come by now, until then."""
        self.back = until
        self.seen = {chat.id: max(chat.messages, default=0) for chat in chats}

    def shows(
        self, messages: list[Message], chat: Chat, scenario: Scenario, step: AnyStep
    ) -> tuple[Message, int] | None:
        """The newest message that asks a question there; None for none."""
        latest = self.seen.get(chat.id) if self.back else None
        for message in reversed(messages):
            asked = asked_by(message, scenario)
            unseen = message.id in self.for_others or (latest is not None and message.id > latest)
            if message.sender or step not in asked or unseen:
                continue
            here = [one for one in asked if chat.private or not one.private]
            return message, number_of(message, here, step) if len(here) > 1 else 0
        return None


def asked_by(message: Message, scenario: Scenario) -> list[AnyStep]:
    """The questions whose words stand in a message."""
    return [step for step in scenario.steps if step.asks and _prompt(step) in message.text]


def number_of(message: Message, among: list[AnyStep], step: AnyStep) -> int:
    """By which number a message asks a question: in the group by its number of all, else by its place."""
    found = re.search(rf"^(\d+)/\d+ {re.escape(_prompt(step))}", message.text, re.MULTILINE)
    return int(found[1]) if found else among.index(step) + 1


def numbered_lines(message: Message, scenario: Scenario, said: dict[str, str]) -> str:
    """What is said to the questions of a message, a line for each, which begins with its number."""
    asked = asked_by(message, scenario)
    return "\n".join(f"{number_of(message, asked, one)}. {said[one.id]}" for one in asked if one.id in said)


def _prompt(step: AnyStep) -> str:
    return text_in(step.prompt, "fr").text
