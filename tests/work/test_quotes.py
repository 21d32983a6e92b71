"""What waits to be sent is found by its session and by whether it may quote somebody: each message of a whole
workshop that does says so, for as long as it waits; and it is never said whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.store.db import Tx
from tests.canaries import files_with, shown, stuck
from tests.stage import Stage, open_stage
from tests.work.downloading import download, wants, workshop_page
from tests.work.test_withdrawing import ALIAS, SCENARIOS, STORY, to_end, to_story, to_vote

_SAYS = " OR ".join(
    f"{column} LIKE '%{word}%'"
    for column in ("NEW.payload", "CAST(NEW.document AS TEXT)")
    for word in ("canari", ALIAS, "Noté : ", "vous êtes")
)


def _watch(tx: Tx) -> None:
    """Write down of each row that is queued and says what somebody said whether it is marked."""
    tx.run("CREATE TABLE watched (marked INTEGER, method TEXT, place TEXT, payload TEXT)")
    tx.run(
        f"CREATE TRIGGER watch AFTER INSERT ON outbox WHEN {_SAYS} BEGIN INSERT INTO watched"  # noqa: S608
        " VALUES (NEW.quotes AND NEW.session IS NOT NULL, NEW.method, NEW.place, NEW.payload); END"
    )


async def test_whatever_quotes_somebody_is_marked_while_it_waits(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        transact = stage.app.database.transact
        await transact(_watch)
        await to_story(stage)
        await to_vote(stage)
        await to_end(stage)
        await download(stage, "html", "json")
        watched = await transact(lambda tx: tx.all("SELECT * FROM watched"))
        assert [tuple(row) for row in watched if not row["marked"]] == []
        assert {"send", "edit", "document", "toast"} <= {row["method"] for row in watched}
        sql = "SELECT 1 FROM outbox WHERE state NOT IN ('queued', 'held') AND (session IS NOT NULL OR quotes)"
        assert await transact(lambda tx: tx.all(sql)) == [], "once it is sent, it isn't known of what it was"


async def _waiting(stage: Stage) -> list[tuple[str, bool]]:
    """What waits to be sent: how, and whether it says Chidi's story."""
    rows = await stage.app.database.transact(
        lambda tx: tx.all("SELECT method, payload, document FROM outbox WHERE state IN ('queued', 'held')")
    )
    return [(row["method"], STORY in f"{row['payload']}{row['document'] or b''!r}") for row in rows]


async def test_of_a_session_that_can_t_be_read_what_waits_and_may_quote_is_taken_back(tmp_path: Path) -> None:
    """Nobody can word it anew: the result that Telegram was slow to take isn't sent, nor is the document."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        assert any(says for _, says in await _waiting(stage))
        async with stuck(stage):
            stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
            await stage.app.poll.once(0)
            await stage.work()
            waiting = await _waiting(stage)
            assert not any(says for _, says in waiting)
            assert "edit" in {method for method, _ in waiting}, "what quotes nobody still waits"
            assert not files_with(tmp_path, STORY)
        stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert not shown(stage, STORY)


async def test_a_document_is_found_by_its_session_whatever_its_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        stage.say("Awa", "/next oui")
        await stage.settle()
        await workshop_page(stage)
        wants(stage, "html")
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.making.once()
        rename = "UPDATE outbox SET payload = json_set(payload, '$.filename', 'bilan.html') WHERE method = 'document'"
        assert await stage.app.database.transact(lambda tx: tx.run(rename)) == 1
        stage.say("Chidi", "/undo", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        assert "document" not in {method for method, _ in await _waiting(stage)}
        await stage.settle()
        assert any("a changé depuis" in text for text in stage.texts(stage.private("Awa")))
