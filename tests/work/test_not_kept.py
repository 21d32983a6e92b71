"""What isn't to be kept isn't, from the first byte on: media, and the link from an anonymous answer to its author."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.session.chance import drawn_id
from tests.canaries import files_with
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
HOSTILE = {
    "photo": [{"file_id": "canary-photo-id", "file_unique_id": "canary-photo-unique", "width": 90, "height": 90}],
    "location": {"latitude": 14.764504, "longitude": -17.366029},
    "contact": {"phone_number": "+221 70 000 00 00", "first_name": "Canary-First", "user_id": 7111222333},
    "document": {"file_id": "canary-document-id", "file_name": "canary-name.pdf"},
}
CANARIES = ("canary-photo", "14.764504", "-17.366029", "+221 70", "Canary-First", "7111222333", "canary-document",
            "canary-name")  # fmt: skip


async def _to_private_question(stage: Stage, step: str) -> None:
    await stage.begin("small")
    while step not in stage.texts()[-1]:
        stage.say("Awa", "/next oui")
        await stage.settle()


async def test_photos_places_and_contacts_are_neither_fetched_nor_kept(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _to_private_question(stage, "Racontez une fois.")
        for kind, content in HOSTILE.items():
            stage.room.media(stage.people["Jo"], stage.private("Jo"), kind)
            stage.room.updates[-1]["message"][kind] = content
        await stage.app.poll.once(0)
        assert [text for text in CANARIES if files_with(tmp_path, text)] == []
        await stage.settle()
        assert len((await stage.session())[1].answers) == 0
        assert [text for text in CANARIES if files_with(tmp_path, text)] == []
        assert not [method for _, method, _ in stage.running.emulator.calls if "file" in method.casefold()]


async def test_no_byte_leads_from_an_anonymous_answer_to_its_author_once_the_question_closes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _to_private_question(stage, "Et sans nom ?")
        for name in ("Chidi", "Camille", "Sam"):
            stage.answer(name, f"Sans nom, {name}.")
        await stage.settle()
        _, session = await stage.session()
        links = [f'"step":"secret","person":"{person}"' for person in session.participants]
        assert len([link for link in links if files_with(tmp_path, link)]) == 3
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.clock.turn(timedelta(seconds=11))
        await stage.settle()
        assert [link for link in links if files_with(tmp_path, link)] == []
        assert files_with(tmp_path, "Sans nom, Sam.")


async def test_a_session_that_nobody_ends_draws_ids_anew_too(tmp_path: Path) -> None:
    """By chance as good as any: with none the new ids could be worked out from the old ones."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _to_private_question(stage, "Et sans nom ?")
        for name in ("Chidi", "Camille", "Sam"):
            asked = stage.question(stage.private(name))
            stage.say(name, f"Sans nom, {name}.", chat=stage.private(name), reply_to=asked)
        await stage.settle()
        before = {answer.id for answer in (await stage.session())[1].answers.to("secret")}
        stage.clock.turn(timedelta(days=31))
        await stage.app.work.prune()
        await stage.settle()
        after = {answer.id for answer in (await stage.session())[1].answers.to("secret")}
        assert len(before) == len(after) == 3
        assert not after & (before | {drawn_id(0, f"cut secret {id}") for id in before})
