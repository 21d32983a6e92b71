"""/wipe: a group with all that was said in it, erased at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.canaries import files_with, shown, stuck
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
STORY, TITLE = "Le canari du récit est passé par la rivière.", "Cercle du baobab"


async def _told(stage: Stage) -> None:
    """A session in whose middle three stories were shown, and in which one waits in the inbox."""
    stage.group.title = TITLE
    stage.room.start(stage.people["Awa"])
    stage.room.add_bot(stage.group, stage.people["Awa"])
    await stage.settle()
    await stage.begin("small")
    for _ in range(2):
        stage.say("Awa", "/next oui")
        await stage.settle()
    for name in ("Chidi", "Camille", "Sam"):
        stage.say(name, f"{STORY} {name}", chat=stage.private(name), reply_to=stage.question(stage.private(name)))
    await stage.settle()
    stage.say("Awa", "/next oui")
    await stage.settle()


async def _wipe(stage: Stage, name: str = "Awa") -> None:
    stage.say(name, "/wipe", chat=stage.private(name))
    await stage.settle()
    stage.tap(name, f"{TITLE} · 1 atelier", chat=stage.private(name))
    await stage.settle()


async def test_a_group_is_erased_after_asking_twice(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        await _told(stage)
        others = [person.id for name, person in stage.people.items() if name != "Awa"]
        await _wipe(stage)
        assert "Effacer Cercle du baobab avec son 1 atelier" in stage.texts(stage.private("Awa"))[-1]
        assert files_with(tmp_path, STORY)
        assert shown(stage, STORY)
        stage.tap("Awa", "Oui, effacer", chat=stage.private("Awa"))
        await stage.settle()
        assert not files_with(tmp_path, STORY)
        assert not shown(stage, STORY)
        assert "(effacé)" in stage.texts()
        said = stage.texts(stage.private("Awa"))[-1]
        for named in ("Cercle du baobab est effacé", "1 atelier", "6 personnes", "48 heures", "7 jours"):
            assert named in said
        assert not stage.room.chats[stage.group.id].bot_in
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM outbox WHERE state <> 'queued'"))
        stage.clock.turn(timedelta(days=91))
        await stage.app.work.prune()
        for text in (TITLE, stage.group.id, *others):
            assert not files_with(tmp_path, text), text


async def test_only_who_coordinates_may_wipe_at_each_tap(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        await _told(stage)
        stage.say("Chidi", "/wipe", chat=stage.private("Chidi"))
        await stage.settle()
        assert "C’est réservé à la coordination" in stage.texts(stage.private("Chidi"))[-1]
        await _wipe(stage)
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM grants"))
        stage.tap("Awa", "Oui, effacer", chat=stage.private("Awa"))
        await stage.settle()
        assert "C’est réservé à la coordination" in stage.room.toasts_of(stage.people["Awa"])[-1]
        assert (await stage.session())[1].answers.to("story")


async def test_what_waits_for_the_group_is_neither_worked_on_nor_sent(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        await _told(stage)
        await _wipe(stage)
        waiting = "Le canari qui attendait dans la boîte."
        async with stuck(stage):
            stage.say("Chidi", waiting, reply_to=stage.question())
            await stage.app.poll.once(0)
        assert files_with(tmp_path, waiting)
        stage.tap("Awa", "Oui, effacer", chat=stage.private("Awa"))
        await stage.app.poll.once(0)
        await stage.work()
        assert not files_with(tmp_path, waiting)
        stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert not shown(stage, STORY)


async def test_a_wiped_group_can_be_opened_again_and_is_empty(tmp_path: Path) -> None:
    async with open_stage(tmp_path, add=False, scenarios=SCENARIOS) as stage:
        await _told(stage)
        await _wipe(stage)
        stage.tap("Awa", "Oui, effacer", chat=stage.private("Awa"))
        await stage.settle()
        stage.room.add_bot(stage.group, stage.people["Awa"])
        await stage.settle()
        stage.say("Awa", "/session small")
        await stage.settle()
        assert "Quelles organisations" in stage.texts()[-1]
