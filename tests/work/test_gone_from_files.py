"""What is withdrawn is gone from every byte of the files, and from all that waits to be read or sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.session.placing import open_step
from bot.store import sessions
from bot.work.privacy.retention import purge
from tests.canaries import Ever, files_with, shown, stuck
from tests.stage import Stage, open_stage
from tests.work.downloading import wants, workshop_page
from tests.work.test_withdrawing import (
    SCENARIOS,
    STORY,
    TAKEN_BACK,
    forget,
    go_on,
    person_of,
    to_end,
    to_story,
    to_vote,
)


async def test_nothing_leads_to_a_forgotten_person(tmp_path: Path) -> None:
    """Neither their number nor the id that stood for it: once it is said that they are forgotten, the purge
    takes the last row."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await to_end(stage)
        person, account = await person_of(stage, "Chidi"), stage.people["Chidi"].id
        assert files_with(tmp_path, account)
        assert files_with(tmp_path, person)
        await forget(stage, "Chidi")
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM outbox WHERE place = ?", f"p:{person}"))
        stage.clock.turn(timedelta(hours=1))
        await stage.app.work.prune()
        assert not files_with(tmp_path, person)
        assert not files_with(tmp_path, account)


async def test_what_waits_to_be_sent_or_read_is_never_sent_nor_read(tmp_path: Path) -> None:
    """Telegram is slow to take the result and what Chidi asked for; a text of theirs couldn't be worked on yet."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        ever = Ever(stage, STORY)
        late = "Le canari qui attendait dans la boîte."
        stage.say("Awa", "/next oui")
        await stage.app.poll.once(0)
        await stage.work()
        stage.say("Chidi", "/mydata", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        async with stuck(stage):
            stage.say("Chidi", late, reply_to=stage.question())
            await stage.app.poll.once(0)
            await stage.work()
        waiting = await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM outbox WHERE state = 'queued'"))
        assert len([row for row in waiting if STORY in (row["payload"] or "")]) == 2, "the result, and /mydata"
        assert files_with(tmp_path, late)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        assert not files_with(tmp_path, STORY)
        assert not files_with(tmp_path, late)
        stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert ever.times == 0
        assert any("3/" in text and TAKEN_BACK in text for text in stage.texts())


async def test_a_document_on_its_way_is_taken_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await go_on(stage)
        await workshop_page(stage)
        wants(stage, "json")
        await stage.app.poll.once(0)
        await stage.work()
        await stage.app.making.once()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.work()
        assert not files_with(tmp_path, STORY)
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Awa")) if m.document]
        assert any("a changé depuis" in text for text in stage.texts(stage.private("Awa")))


async def test_what_is_undone_is_gone_from_files_and_results(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await go_on(stage)
        assert shown(stage, STORY)
        stage.say("Chidi", "/undo", chat=stage.private("Chidi"))
        await _tidied(stage)
        assert not shown(stage, STORY)
        assert not files_with(tmp_path, STORY)
        assert shown(stage, TAKEN_BACK)


async def test_what_is_reworded_is_gone_from_files_and_never_shown(tmp_path: Path) -> None:
    """As long as it wasn't shown; what was shown of a private question stands, and its author is told. What then
    answers nothing is out of every byte within the hour."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        theirs = next(m for m in stage.room.messages(stage.private("Chidi")) if m.text == STORY)
        stage.room.edit(stage.people["Chidi"], theirs, "Un autre récit.")
        await _tidied(stage)
        assert not files_with(tmp_path, STORY)
        await go_on(stage)
        assert shown(stage, "Un autre récit.")
        stage.room.edit(stage.people["Chidi"], theirs, "Un troisième récit.")
        await _tidied(stage)
        await stage.app.work.prune()
        assert not files_with(tmp_path, "Un troisième récit.")
        assert "ont été montrés" in stage.texts(stage.private("Chidi"))[-1]


async def _tidied(stage: Stage) -> None:
    await stage.settle()
    stage.clock.turn(timedelta(seconds=11))
    await stage.settle()


async def test_held_words_are_nowhere_once_their_day_is_over(tmp_path: Path) -> None:
    """Before the yes they are kept apart, unseen; after a day, or a no, no byte of them is left."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small", join=False)
        while open_step((await stage.session())[1]) != "open":
            await go_on(stage)
        ever, question = Ever(stage, "canari"), stage.room.last(stage.group)
        for name in ("Chidi", "Sam"):
            stage.say(name, f"{STORY} {name}", reply_to=question)
            await stage.settle()
        assert len((await stage.session())[1].held) == 2
        stage.tap("Sam", "Non merci")
        await _tidied(stage)
        assert not files_with(tmp_path, f"{STORY} Sam")
        assert files_with(tmp_path, f"{STORY} Chidi")
        stage.clock.turn(timedelta(hours=24))
        await _tidied(stage)
        assert not files_with(tmp_path, STORY)
        assert ever.times == 0


async def test_a_program_killed_before_it_could_tidy_does_so_at_its_next_start(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        code, now = (await stage.session())[1].code, stage.clock.now()
        await stage.app.database.transact(lambda tx: sessions.erase(tx, code))
        await stage.app.database.transact(lambda tx: purge(tx, stage.app.runtime, now))
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM inbox"))
        assert stage.app.database.traces
    async with open_stage(tmp_path, scenarios=SCENARIOS, add=False) as stage:
        await stage.app.work.once()  # its first round, while updates are asked for already
        assert await stage.app.database.transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'traces'")) is None
        assert not files_with(tmp_path, STORY)
