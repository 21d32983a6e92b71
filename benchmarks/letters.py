"""Updates as Telegram tells them, about 800 bytes each; and how large a burst of them is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.names import BOT, account, chat

#: The number of the question that every group has open in a prepared database.
QUESTION = 10
#: The day from which on the letters are dated, as Telegram tells it: in seconds since 1970.
DAY = 1_800_000_000
TEXT = "Nous avons attendu la décision trois semaines, puis nous avons commencé avec nos propres moyens."


@dataclass(frozen=True)
class Size:
    """So many groups, the number of the first of them, people in each, and answers from each person."""

    groups: int = 50
    people: int = 20
    answers: int = 10
    first: int = 0

    @property
    def total(self) -> int:
        """All answers."""
        return self.groups * self.people * self.answers

    @property
    def numbers(self) -> range:
        """The numbers of the groups."""
        return range(self.first, self.first + self.groups)


def burst(size: Size, first: int = 1) -> Iterator[bytes]:
    """Every answer as one update, numbered from `first` on; the groups mixed as they come in real life. Nobody
    sends more than ten a minute: over twenty the bot wouldn't read them."""
    number = first
    for turn in range(size.answers):
        for person in range(size.people):
            for group in size.numbers:
                yield letter(number, group, person, f"{TEXT} ({turn})", QUESTION, sent=60 * first + 6 * turn)
                number += 1


def letter(
    number: int, group: int, person: int, text: str, reply_to: int | None = None, *, sent: int, private: bool = False
) -> bytes:
    """One message in a group, or in somebody's private chat, as an update; the message's own number is the update's and
    1,000 more. `sent` is when, in seconds from some day on."""
    where = {"id": chat(group), "type": "supergroup", "title": f"Groupe {group}", "is_forum": False}
    if private:
        where = {"id": account(group, person), "type": "private", "first_name": "Prénom"}
    who = {"id": account(group, person), "is_bot": False, "first_name": "Prénom", "last_name": "Nom",
           "username": f"personne{person}", "language_code": "fr"}  # fmt: skip
    message = {"message_id": 1000 + number, "from": who, "chat": where, "date": DAY + sent, "text": text}
    if reply_to is not None:
        message["reply_to_message"] = {"message_id": reply_to, "from": BOT, "chat": where, "date": DAY,
                                       "text": "Question " * 12}  # fmt: skip
    else:
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        message["entities"] = [command]
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()
