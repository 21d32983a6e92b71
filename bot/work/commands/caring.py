"""Looking after one another: an unsigned word to those who facilitate, and voice notes for whoever can’t listen."""

from __future__ import annotations

from bot.wording.catalog import N_
from bot.work import voices, whisper
from bot.work.commands.row import ALIVE, EVER, Command, Press, Where

COMMANDS = (
    Command(
        "whisper",
        Where.ANYWHERE,
        "whisper",
        N_("an unsigned word to the facilitators"),
        whisper.asked_for,
        hidden=Where.GROUP,
        by_engine=True,
        when=ALIVE,
    ),
    Command(
        "voices",
        Where.PRIVATE,
        "voices",
        N_("write down what voice notes say"),
        voices.asked_for,
        by_engine=True,
        when=EVER - {None},
    ),
)
PRESSES = (Press("whisper", "whisper", whisper.chosen, personal=True, by_engine=True),)
