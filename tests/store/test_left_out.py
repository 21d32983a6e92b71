"""What a backup doesn't carry: the way to the authors of an anonymous question that is open, and what waits for a yes.
Where it is put back the workshop goes on, and what isn't in it can be said again."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.store import backups, restoring
from bot.store.db import Tx
from bot.work.privacy.copying import leave_out
from bot.work.privacy.replay import replay
from tests.canaries import files_with
from tests.stage import NORTH, Clock, Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
AUTHORS = ("Chidi", "Camille", "Sam", "Nour", "Jo")


async def _taken(stage: Stage, to: Path) -> Path:
    now = stage.clock.now()
    return await asyncio.to_thread(backups.take, stage.app.settings.database, None, to, now, leave_out, force=False)


async def _at_the_secret(stage: Stage) -> None:
    """Everybody but Jo takes part, and is asked without a name; what was said before, under one's name, is there. Jo
    was in an earlier workshop, and has said yes to an older notice."""
    await stage.begin("small")
    for text in ("/close oui", "/session small"):
        stage.say("Awa", text)
        await stage.settle()
    await stage.app.database.transact(_older_notice)
    for name in ("Awa", *AUTHORS[:4]):
        stage.tap(name, NORTH)
    await stage.settle()
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()
    stage.say("Chidi", "Mon histoire.", chat=stage.private("Chidi"), reply_to=stage.question(stage.private("Chidi")))
    await stage.settle()
    stage.say("Awa", "/next oui")
    await stage.settle()


def _older_notice(tx: Tx) -> None:
    tx.invalidate("group")
    tx.run("UPDATE members SET notice = 0")


async def _tell_anew(stage: Stage, name: str) -> None:
    """Its question has left the private chats: it is asked for again."""
    in_group = next(m for m in reversed(stage.room.messages(stage.group)) if "Et sans nom" in m.text)
    stage.tap(name, "Répondre en privé", message=in_group)
    await stage.settle()
    _tell(stage, name)


def _tell(stage: Stage, name: str) -> None:
    asked = next(m for m in reversed(stage.room.messages(stage.private(name))) if "Et sans nom" in m.text)
    stage.say(name, f"Secret de {name}.", chat=stage.private(name), reply_to=asked)


async def _answered(stage: Stage) -> None:
    """Four answer, and Jo does before the yes."""
    for name in AUTHORS[:4]:
        _tell(stage, name)
    stage.tap("Jo", "Répondre en privé")
    await stage.settle()
    _tell(stage, "Jo")
    await stage.settle()
    _, session = await stage.session()
    assert len(session.answers.to("secret")) == 4
    assert len(session.held) == 1


async def test_of_an_anonymous_question_that_is_open_a_backup_has_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_secret(stage)
        await _answered(stage)
        _tell(stage, "Camille")
        await stage.app.poll.once(0)  # read, and not worked on
        await _taken(stage, folder / "copy.backup")
        assert files_with(folder, "Mon histoire.")
        for name in AUTHORS:
            assert not files_with(folder, f"Secret de {name}."), name
        assert not files_with(folder, "heard:secret")
        accounts = {stage.people[name].id for name in AUTHORS}
        rows = [row["account"] for row in await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM people"))]
        assert accounts <= set(rows)


async def test_what_waits_for_its_author_to_say_what_it_is_is_left_out(tmp_path: Path) -> None:
    """It waits a day at most, and a copy is kept for longer."""
    folder = tmp_path / "backups"
    folder.mkdir()
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_secret(stage)
        stage.say("Chidi", "Peut-être le mien.", reply_to=stage.question())
        await stage.settle()
        assert await stage.app.database.transact(lambda tx: len(tx.all("SELECT * FROM pending"))) == 1
        await _taken(stage, folder / "copy.backup")
        assert not files_with(folder, "Peut-être le mien.")
        assert not files_with(folder, "meant:")


async def test_put_back_the_question_is_still_open_and_can_be_answered_again(tmp_path: Path) -> None:
    clock = Clock()
    async with open_stage(tmp_path, scenarios=SCENARIOS, clock=clock) as stage:
        await _at_the_secret(stage)
        await _answered(stage)
        backup = await _taken(stage, tmp_path / "copy.backup")
        stage.say("Awa", "/next oui")
        await stage.settle()
        await stage.stop()
        path, now = stage.app.settings.database, clock.now()
        await asyncio.to_thread(restoring.restore, path, None, backup, now, lambda _: None, replay, force=False)
        await stage.start()
        _, session = await stage.session()
        assert (len(session.answers.to("story")), len(session.answers.to("secret")), session.held) == (1, 0, ())
        assert session.step("secret").answered == frozenset()
        for name in AUTHORS[:3]:
            await _tell_anew(stage, name)
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        _, session = await stage.session()
        assert len(session.answers.to("secret")) == 3
        assert any("Secret de Sam." in text for text in stage.texts())


async def test_once_it_is_shown_it_goes_in_as_a_whole_and_what_comes_later_with_others(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _at_the_secret(stage)
        for name in AUTHORS[:3]:
            _tell(stage, name)
        await stage.settle()
        stage.say("Awa", "/next oui")
        await stage.settle()
        await _tell_anew(stage, "Nour")
        await stage.settle()
        for number, name in enumerate(AUTHORS[:4]):
            folder = tmp_path / f"{number}"
            folder.mkdir()
            await _taken(stage, folder / "copy.backup")
            assert bool(files_with(folder, f"Secret de {name}.")) == (name != "Nour"), name
