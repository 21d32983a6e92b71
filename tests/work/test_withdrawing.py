"""/forget, /undo and edits: what somebody withdraws is in no byte of the database's files any more, and the bot's
own messages no longer quote it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.rehearsal.model import Message
from bot.session.disclosure.visibility import visible
from bot.session.steering import open_step
from bot.store import sessions
from bot.work.privacy.retention import purge
from tests.canaries import Ever, files_with, shown, stuck
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
STORY, SECRET, OPEN, PROMISE, CORRECTION = (
    "Le canari du récit est passé par la rivière.",
    "Le canari anonyme n’a pas de nom.",
    "Le canari bavard chante à midi.",
    "Le canari promet une cage ouverte",
    "Il manque le canari jaune.",
)
ALIAS = "Serinus"
QUOTED = (STORY, OPEN, PROMISE, CORRECTION, ALIAS)


#: What stands in the place of a private question's results once one of them has been taken back.
TAKEN_BACK = "Une réponse a été retirée depuis"


async def _next(stage: Stage) -> None:
    stage.say("Awa", "/next")
    await stage.settle()


def _tell(stage: Stage, name: str, text: str) -> Message:
    return stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))


async def to_story(stage: Stage, *, told: str = STORY) -> None:
    """The private question, answered by three, of whom Chidi is one."""
    await stage.begin("small")
    await _next(stage)
    for name in stage.people:
        stage.say(name, "2", reply_to=stage.question())
    await _next(stage)
    for name, text in (("Chidi", told), ("Camille", "Un hamac."), ("Sam", "Une lampe."), ("Nour", "Un seau.")):
        _tell(stage, name, text)
    await stage.settle()


async def to_vote(stage: Stage) -> None:
    """From the private question to the vote on what was said to it."""
    await _next(stage)
    for name, text in (("Chidi", SECRET), ("Camille", "Personne."), ("Sam", "Rien.")):
        _tell(stage, name, text)
    await stage.settle()
    for _ in range(2):
        await _next(stage)


async def to_end(stage: Stage) -> None:
    """From the vote to the end, and a correction."""
    for name in ("Chidi", "Camille", "Sam"):
        stage.tap(name, "1")
    for _ in range(3):
        await _next(stage)
    stage.say("Chidi", f"/alias {ALIAS}")
    await _next(stage)
    for name, text in (("Chidi", OPEN), ("Camille", "Non."), ("Sam", "Oui.")):
        stage.say(name, text, reply_to=stage.question())
    await _next(stage)
    stage.say("Chidi", f"{PROMISE} ; moi ; demain", reply_to=stage.question())
    await stage.settle()
    await _next(stage)
    stage.say("Chidi", CORRECTION, reply_to=stage.question())
    await stage.settle()


async def _forget(stage: Stage, name: str) -> None:
    stage.say(name, "/forget oui", chat=stage.private(name))
    await stage.settle()


async def _id(stage: Stage, name: str) -> str:
    account = stage.people[name].id
    row = await stage.app.database.transact(lambda tx: tx.one("SELECT person FROM people WHERE account = ?", account))
    return str(row["person"])


async def test_a_forgotten_person_is_quoted_nowhere_after_the_end(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await to_end(stage)
        for text in QUOTED:
            assert shown(stage, text), text
            assert files_with(tmp_path, text), text
        await _forget(stage, "Chidi")
        for text in QUOTED:
            assert not shown(stage, text), text
            assert not files_with(tmp_path, text), text
        assert not any(shown(stage, text) for text in ("Un hamac.", "Une lampe.", "Un seau.")), "were one missing …"
        assert len(shown(stage, TAKEN_BACK)) >= 2, "… it would be known whose it was: result and summary say so"


async def test_in_the_middle_of_a_session_results_and_votes_are_told_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await _next(stage)
        result, vote = shown(stage, STORY)
        assert "3/9" in result
        assert "5/9" in vote
        await _forget(stage, "Chidi")
        assert not shown(stage, STORY)
        assert not files_with(tmp_path, STORY)
        told = [text for text in stage.texts() if "3/9" in text]
        assert len(told) == 1
        assert TAKEN_BACK in told[0]
        assert "Et sans nom ?" in told[0]
        assert not any(text in told[0] for text in ("Un hamac.", "Une lampe.", "Un seau."))
        assert any("5/9" in text and "(retiré)" in text for text in stage.texts())


async def test_where_the_scenario_can_t_be_read_it_is_erased_all_the_same_and_nothing_is_shown_again(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await _next(stage)
        async with stuck(stage):
            await _forget(stage, "Chidi")
        assert not files_with(tmp_path, STORY)
        scenario, session = await stage.session()
        assert visible(scenario, session, "story", audience="document").hidden == "withdrawn"


async def test_what_was_said_anonymously_stays_and_the_answer_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await _forget(stage, "Chidi")
        assert files_with(tmp_path, SECRET)
        said = stage.texts(stage.private("Chidi"))[-1]
        for named in ("questions anonymes", "Telegram", "téléchargé", "sauvegardes", "7 jours", "supprimer"):
            assert named in said, named


async def test_nothing_leads_to_a_forgotten_person(tmp_path: Path) -> None:
    """Neither their number nor the id that stood for it: once it is said that they are forgotten, the purge
    takes the last row."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await to_end(stage)
        person, account = await _id(stage, "Chidi"), stage.people["Chidi"].id
        assert files_with(tmp_path, account)
        assert files_with(tmp_path, person)
        await _forget(stage, "Chidi")
        await stage.app.database.transact(lambda tx: tx.run("DELETE FROM outbox WHERE place = ?", f"p:{person}"))
        stage.clock.turn(timedelta(hours=1))
        await stage.app.work.prune()
        assert not files_with(tmp_path, person)
        assert not files_with(tmp_path, account)


async def test_whoever_has_a_role_keeps_it_and_is_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        person = await _id(stage, "Awa")
        await _forget(stage, "Awa")
        said = stage.texts(stage.private("Awa"))[-1]
        assert "coordination" in said
        kept = await stage.app.database.transact(lambda tx: [row[0] for row in tx.all("SELECT role FROM grants")])
        assert kept == ["coordinator"]
        _, session = await stage.session()
        assert session.facilitator != person
        await _next(stage)
        assert any("Et sans nom ?" in text for text in stage.texts()), "and can steer all the same"


async def test_in_a_group_the_answer_names_no_role(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        stage.say("Awa", "/forget oui")
        await stage.settle()
        said = next(text for text in stage.texts() if "C’est fait" in text)
        assert "Votre rôle" in said
        assert "coordination de" not in said


async def test_a_result_in_several_parts_is_told_again_whole(tmp_path: Path) -> None:
    """One part is enough then for what took several; the others are deleted."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage, told=STORY + " très long" * 380)
        for name in ("Camille", "Sam"):
            _tell(stage, name, f"{name} raconte. " + "Encore " * 300)
        await stage.settle()
        await _next(stage)
        before = len(stage.texts())
        assert shown(stage, STORY)
        await _forget(stage, "Chidi")
        assert not shown(stage, "très long")
        assert len(stage.texts()) < before
        whole = "\n".join(stage.texts())
        assert TAKEN_BACK in whole
        assert "Et sans nom ?" in whole


async def test_after_two_days_a_part_that_can_t_be_deleted_is_emptied(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage, told=STORY + " très long" * 380)
        await _next(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(days=4))
        assert shown(stage, "très long")
        await _forget(stage, "Chidi")
        assert not shown(stage, "très long")
        assert stage.texts().count("…") >= 1
        assert not files_with(tmp_path, STORY)


async def test_what_waits_to_be_sent_or_read_is_never_sent_nor_read(tmp_path: Path) -> None:
    """Telegram is slow to take the result and what Chidi asked for; a text of theirs couldn't be worked on yet."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        ever = Ever(stage, STORY)
        late = "Le canari qui attendait dans la boîte."
        stage.say("Awa", "/next")
        await stage.app.poll.once(0)
        await stage.app.work.once()
        stage.say("Chidi", "/mydata", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.app.work.once()
        async with stuck(stage):
            stage.say("Chidi", late, reply_to=stage.question())
            await stage.app.poll.once(0)
            await stage.app.work.once()
        waiting = await stage.app.database.transact(lambda tx: tx.all("SELECT * FROM outbox WHERE state = 'queued'"))
        assert len([row for row in waiting if STORY in (row["payload"] or "")]) == 2, "the result, and /mydata"
        assert files_with(tmp_path, late)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.app.work.once()
        assert not files_with(tmp_path, STORY)
        assert not files_with(tmp_path, late)
        stage.clock.turn(timedelta(minutes=2))
        await stage.settle()
        assert ever.times == 0
        assert any("3/9" in text and TAKEN_BACK in text for text in stage.texts())


async def test_a_document_on_its_way_is_taken_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await _next(stage)
        stage.say("Awa", "/summaries", chat=stage.private("Awa"))
        await stage.settle()
        stage.tap("Awa", "1 · JSON", chat=stage.private("Awa"))
        await stage.app.poll.once(0)
        await stage.app.work.once()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.app.poll.once(0)
        await stage.app.work.once()
        assert not files_with(tmp_path, STORY)
        await stage.settle()
        assert not [m for m in stage.room.messages(stage.private("Awa")) if m.document]
        assert any("a changé entre-temps" in text for text in stage.texts(stage.private("Awa")))


async def test_what_is_undone_is_gone_from_files_and_results(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await _next(stage)
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
        await _next(stage)
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
            await _next(stage)
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
        assert await stage.app.database.transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'traces'")) is None
        assert not files_with(tmp_path, STORY)
