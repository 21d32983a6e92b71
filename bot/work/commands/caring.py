"""Looking after one another: an unsigned word to those who facilitate."""

from __future__ import annotations

from bot.wording.catalog import N_
from bot.work import whisper
from bot.work.commands.row import ALIVE, Command, Press, Where

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
)
PRESSES = (Press("whisper", "whisper", whisper.chosen, personal=True, by_engine=True),)
