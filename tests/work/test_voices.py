"""Voice notes as answers: fetched and kept with the answer, gone with it, and never by Telegram's name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.calls import RefusedError
from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.model import Message
from bot.rehearsal.shapes import Json
from bot.store import voices
from bot.store.db import Tx
from tests.canaries import files_with
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
SOUND = b"OggS the canary sings"


async def _asked(stage: Stage) -> None:
    """The private question is open."""
    await stage.begin("care")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()


async def _speaks(stage: Stage, name: str, seconds: int = 9, sound: bytes = SOUND) -> None:
    chat = stage.private(name)
    stage.room.voice(stage.people[name], chat, seconds, reply_to=stage.question(chat), sound=sound)
    await stage.settle()


async def _rows(stage: Stage) -> list[tuple[str | None, bytes | None]]:
    def read(tx: Tx) -> list[tuple[str | None, bytes | None]]:
        return [(row["file"], row["sound"]) for row in tx.all("SELECT file, sound FROM voices")]

    return await stage.app.database.transact(read)


async def _clean(stage: Stage) -> None:
    await stage.app.work.prune()
    await stage.app.database.scrub()


async def test_it_is_fetched_at_once_and_telegram_s_name_is_in_no_byte(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        await _speaks(stage, "Chidi")
        assert await _rows(stage) == [(None, SOUND)]
        await _clean(stage)
        assert not files_with(tmp_path, "voice-")
        assert files_with(tmp_path, "the canary sings")


async def test_it_goes_from_every_byte_with_undo_forget_and_the_session(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        for order in ("/undo", "/forget oui"):
            await _speaks(stage, "Chidi")
            stage.say("Chidi", order, chat=stage.private("Chidi"))
            await stage.settle()
            assert await _rows(stage) == []
            await _clean(stage)
            assert not files_with(tmp_path, "the canary sings")
        await _speaks(stage, "Nour")
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(days=91))
        await stage.settle()
        await _clean(stage)
        assert await _rows(stage) == []
        assert not files_with(tmp_path, "the canary sings")


@pytest.mark.parametrize(("said", "kept"), [("/join 1", 1), ("", 0)], ids=["yes", "nothing for a day"])
async def test_before_the_yes_it_waits_with_the_answer(said: str, kept: int, tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("care", join=False)
        stage.say("Awa", "/next oui")
        await stage.settle()
        question = stage.question()
        stage.room.voice(stage.people["Chidi"], stage.group, 9, reply_to=question, sound=SOUND)
        await stage.settle()
        assert await _rows(stage) == [(None, SOUND)]
        if said:
            stage.say("Chidi", said)
        stage.clock.turn(timedelta(hours=26))
        await stage.settle()
        assert len(await _rows(stage)) == kept
        await _clean(stage)
        assert bool(files_with(tmp_path, "the canary sings")) == bool(kept)


async def test_what_is_too_long_or_too_large_is_told_and_not_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _asked(stage)
        for seconds, sound in ((121, SOUND), (9, bytes(2**20 + 1))):
            await _speaks(stage, "Chidi", seconds, sound)
            assert "deux minutes" in stage.texts(stage.private("Chidi"))[-1]
        _, session = await stage.session()
        assert not list(session.answers)
        assert await _rows(stage) == []
        await _speaks(stage, "Chidi", 120)
        assert len(await _rows(stage)) == 1


async def test_what_cannot_be_fetched_is_tried_again_and_the_answer_counts_meanwhile(tmp_path: Path) -> None:
    trouble: list[Exception] = []

    async def watch(when: str, method: str, call: Json) -> None:
        if when == "before" and method in ("getfile", "file") and trouble:
            raise trouble.pop()

    async with open_stage(tmp_path, scenarios=SCENARIOS, watch=watch) as stage:
        await _asked(stage)
        trouble += [BrokenError(), BrokenError(502), RefusedError(500, "Internal Server Error")]
        await _speaks(stage, "Chidi")
        _, session = await stage.session()
        assert [answer.value.seconds for answer in session.answers] == [9]
        for _ in range(4):
            stage.clock.turn(timedelta(minutes=1))
            await stage.settle()
        assert await _rows(stage) == [(None, SOUND)]
        assert not trouble


async def test_what_telegram_no_longer_has_isn_t_asked_for_for_ever(tmp_path: Path) -> None:
    async def watch(when: str, method: str, call: Json) -> None:
        if when == "before" and method == "getfile":
            raise RefusedError(400, "Bad Request: wrong file_id") if call["file_id"][-1:] else BrokenError()

    async with open_stage(tmp_path, scenarios=SCENARIOS, watch=watch) as stage:
        await _asked(stage)
        await _speaks(stage, "Chidi")
        assert await _rows(stage) == []
        _, session = await stage.session()
        assert [answer.value.seconds for answer in session.answers] == [9]


async def test_what_waits_for_a_day_is_no_longer_waited_for_and_is_in_no_copy(tmp_path: Path) -> None:
    async def watch(when: str, method: str, call: Json) -> None:
        if when == "before" and method == "getfile":
            raise BrokenError

    def copied(tx: Tx) -> int:
        with tx.savepoint():
            voices.leave_out(tx)
            row = tx.one("SELECT count(*) AS n FROM voices")
            return int(row["n"]) if row else -1

    async with open_stage(tmp_path, scenarios=SCENARIOS, watch=watch) as stage:
        await _asked(stage)
        await _speaks(stage, "Chidi")
        ((file, sound),) = await _rows(stage)
        assert (file is not None, sound) == (True, None)
        stage.clock.turn(timedelta(hours=26))
        await _clean(stage)
        assert await _rows(stage) == []
        assert not files_with(tmp_path, "voice-")
        assert await stage.app.database.transact(copied) == 0


async def _written_down(stage: Stage) -> None:
    """The private question has closed, with three notes, and Awa has them in her chat."""
    await _asked(stage)
    for name in ("Chidi", "Nour", "Sam"):
        await _speaks(stage, name, sound=SOUND + name.encode())
    stage.say("Awa", "/voices", chat=stage.private("Awa"))
    await stage.settle()
    assert "Aucun message vocal" in stage.texts(stage.private("Awa"))[-1], "sealed means sealed"
    stage.say("Awa", "/next oui")
    await stage.settle()
    stage.say("Awa", "/voices", chat=stage.private("Awa"))
    await stage.settle()


def _notes(stage: Stage) -> dict[bytes, Message]:
    """The notes that Awa can listen to, by their sounds."""
    shown = stage.room.messages(stage.private("Awa"))
    return {m.sound: m for m in shown if m.sender == 0 and m.voice is not None and not m.deleted}


async def test_a_facilitator_writes_down_what_they_say(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _written_down(stage)
        notes = _notes(stage)
        assert {*notes} == {SOUND + name.encode() for name in ("Chidi", "Nour", "Sam")}
        assert all(note.protected for note in notes.values())
        chat = stage.private("Awa")
        for text in ("", "Le chemin est long", "Le chemin est trop long"):
            note = notes[SOUND + b"Nour"]
            if text:
                stage.say("Awa", text, chat=chat, reply_to=note)
            else:
                stage.room.media(stage.people["Awa"], chat, "photo", reply_to=note)
            await stage.settle()
        _, session = await stage.session()
        said = sorted(answer.value.whole for answer in session.answers)
        assert said == ["", "", "Le chemin est trop long"]
        stage.say("Awa", "/close oui")
        await stage.settle()
        told = "\n".join(stage.texts())
        assert "Le chemin est trop long" in told
        assert "transcrit d’un message vocal de 9 s" in told.replace("\u00a0", " ").replace("\u202f", " ")
        assert not _notes(stage), "they leave the chat with the rest"


async def test_what_is_withdrawn_leaves_the_facilitator_s_chat_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _written_down(stage)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        assert SOUND + b"Chidi" not in _notes(stage)
        assert len(_notes(stage)) == 2
        await _clean(stage)
        assert not files_with(tmp_path, "singsChidi")
        assert files_with(tmp_path, "singsNour")


async def test_only_whoever_facilitates_hears_them_and_mydata_tells_that_they_are_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _written_down(stage)
        stage.say("Nour", "/voices", chat=stage.private("Nour"))
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Nour")) if m.sender == 0 and m.voice is not None]
        stage.say("Nour", "/mydata", chat=stage.private("Nour"))
        await stage.settle()
        assert "le son est gardé" in "".join(stage.texts(stage.private("Nour")))


async def test_whoever_takes_no_voice_notes_gets_files(tmp_path: Path) -> None:
    async def watch(when: str, method: str, call: Json) -> None:
        if when == "before" and method == "sendvoice":
            raise RefusedError(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")

    async with open_stage(tmp_path, scenarios=SCENARIOS, watch=watch) as stage:
        await _written_down(stage)
        files = [m for m in stage.room.messages(stage.private("Awa")) if m.document]
        assert {m.document.content for m in files} == {SOUND + name.encode() for name in ("Chidi", "Nour", "Sam")}
        stage.say("Awa", "Le chemin est long", chat=stage.private("Awa"), reply_to=files[0])
        await stage.settle()
        _, session = await stage.session()
        assert [a.value.whole for a in session.answers if a.value.whole] == ["Le chemin est long"]
