"""Several answers in one message, and voices that are passed on, in the app: what is kept of them and what not."""

from __future__ import annotations

from pathlib import Path

from bot.session.addresses import RefKind
from bot.store.db import Tx
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _says(stage: Stage, name: str, text: str) -> None:
    """A reply in private to the bot's newest message there."""
    chat = stage.private(name)
    newest = max((m for m in stage.room.messages(chat) if m.sender == 0), key=lambda m: m.id, default=None)
    stage.say(name, text, chat=chat, reply_to=newest)
    await stage.settle()


async def test_no_digest_is_kept_of_what_was_told_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("post")
        await _says(stage, "Chidi", "/ahead")
        await _says(stage, "Chidi", "1. 3\n2. Le héron gris")
        assert "Le héron gris" in "".join(stage.texts(stage.private("Chidi")))

        def echoes(tx: Tx) -> list[object]:
            return [row["digest"] for row in tx.all("SELECT * FROM messages WHERE ref LIKE ?", f"{RefKind.ECHO}%")]

        assert await stage.app.database.transact(echoes) == [None]


async def test_a_voice_that_is_passed_on_is_in_no_table_of_people(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("post")
        await _says(stage, "Awa", "/relay")
        await _says(stage, "Awa", "1\n1. 3\n3. Le héron gris")
        _, session = await stage.session()
        (voice,) = (person for person, who in session.participants.items() if who.relayed)

        def tables(tx: Tx) -> set[str]:
            names = [str(row["name"]) for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            rows = {name: [tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in names}  # noqa: S608
            return {name for name, found in rows.items() if any(voice in str(row) for row in found)}

        assert await stage.app.database.transact(tables) == {"sessions", "answers"}
