"""A rehearsal that is kept can be read as a dialogue, line by line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.rehearse import rehearse
from bot.playthrough.by_hand import Clock
from bot.playthrough.record import RecordedRoom, Recording
from bot.rehearsal.cast import cast
from bot.rehearsal.model import Key
from bot.rehearsal.runs import Run
from bot.settings import Settings
from tests.dialogues.lines import Deed, Edits, Passes, Says
from tests.dialogues.script import read_script
from tests.stage import TOKEN


def test_what_people_do_is_kept_as_a_dialogue(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "fr" / "kept.txt"
    file.parent.mkdir()
    recording = Recording(file, "fr")
    recording.titles = {"Qui décide quoi ?": "roles"}
    room = RecordedRoom(clock.now, token=TOKEN, recording=recording)
    group, (awa, chidi, *_) = cast(room, "fr", ("Atelier", "Sud", "Nord"))
    room.add_bot(group, awa)
    room.say(awa, group, "/session")
    asked = room.post(group, (Run("Quel atelier ?"),), keyboard=((Key("Qui décide quoi ?", "1"),),))
    room.tap(awa, asked, "1")
    clock.turn(timedelta(hours=3))
    said = room.say(chidi, group, "La pluie\net le vent", reply_to=asked)
    room.edit(chidi, said, "Le soleil")
    room.start(chidi)
    room.voice(chidi, room.private(chidi), 12)
    script = read_script(file)
    assert script.scenario == "roles"
    assert [line.act for line, _ in script.turns] == [
        Says("/session"),
        Says("[Qui décide quoi ?]"),
        Passes(timedelta(hours=3)),
        Says("La pluie\net le vent", replies=True),
        Edits("Le soleil", "La pluie\net le vent"),
        Deed.OPENS,
        Says("<voice note of 12 seconds>", "private"),
    ]
    assert not any(after for _, after in script.turns)


async def test_what_is_there_already_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("mine", "utf-8")
    assert await rehearse(Settings(), 0, "fr", record=file) == 1
    assert "can't be written" in capsys.readouterr().out
    assert file.read_text("utf-8") == "mine"
