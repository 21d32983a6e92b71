"""/forget, /undo and edits: what somebody withdraws is in no byte of the database's files any more, and the bot's
own messages no longer quote it."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.model import Message
from bot.session.disclosure.visibility import visible
from tests.canaries import files_with, shown, stuck
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
TAKEN_BACK = "Une personne a retiré sa réponse"


async def go_on(stage: Stage) -> None:
    stage.say("Awa", "/next oui")
    await stage.settle()


def _tell(stage: Stage, name: str, text: str) -> Message:
    return stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))


async def to_story(stage: Stage, *, told: str = STORY) -> None:
    """The private question, answered by three, of whom Chidi is one."""
    await stage.begin("small")
    await go_on(stage)
    for name in stage.people:
        stage.say(name, "2", reply_to=stage.question())
    await go_on(stage)
    for name, text in (("Chidi", told), ("Camille", "Un hamac."), ("Sam", "Une lampe."), ("Nour", "Un seau.")):
        _tell(stage, name, text)
    await stage.settle()


async def to_vote(stage: Stage) -> None:
    """From the private question to the vote on what was said to it."""
    await go_on(stage)
    for name, text in (("Chidi", SECRET), ("Camille", "Personne."), ("Sam", "Rien.")):
        _tell(stage, name, text)
    await stage.settle()
    for _ in range(2):
        await go_on(stage)


async def to_end(stage: Stage) -> None:
    """From the vote to the end, and a correction."""
    for name in ("Chidi", "Camille", "Sam"):
        stage.tap(name, "1")
    for _ in range(3):
        await go_on(stage)
    stage.say("Chidi", f"/alias {ALIAS}", chat=stage.private("Chidi"))
    await go_on(stage)
    for name, text in (("Chidi", OPEN), ("Camille", "Non."), ("Sam", "Oui.")):
        stage.say(name, text, reply_to=stage.question())
    await go_on(stage)
    stage.say("Chidi", f"{PROMISE} ; moi ; demain", reply_to=stage.question())
    await stage.settle()
    await go_on(stage)
    stage.say("Chidi", CORRECTION, reply_to=stage.question())
    await stage.settle()


async def forget(stage: Stage, name: str) -> None:
    stage.say(name, "/forget oui", chat=stage.private(name))
    await stage.settle()


async def person_of(stage: Stage, name: str) -> str:
    account = stage.people[name].id
    row = await stage.app.database.transact(lambda tx: tx.one("SELECT person FROM people WHERE account = ?", account))
    return str(row["person"])


async def test_a_forgotten_person_is_quoted_nowhere_after_the_end(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await to_end(stage)
        for text in QUOTED[:-1]:  # the pseudonym was told in private, and has left the chat
            assert shown(stage, text), text
            assert files_with(tmp_path, text), text
        await forget(stage, "Chidi")
        for text in QUOTED:
            assert not shown(stage, text), text
            assert not files_with(tmp_path, text), text
        assert not any(shown(stage, text) for text in ("Un hamac.", "Une lampe.", "Un seau.")), "were one missing …"
        assert len(shown(stage, TAKEN_BACK)) >= 2, "… it would be known whose it was: result and summary say so"


async def test_in_the_middle_of_a_session_results_and_votes_are_told_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await go_on(stage)
        result, vote = shown(stage, STORY)
        assert "3/9" in result
        assert "5/9" in vote
        await forget(stage, "Chidi")
        assert not shown(stage, STORY)
        assert not files_with(tmp_path, STORY)
        told = [text for text in stage.texts() if "3/8" in text]  # a condition isn't met any more
        assert len(told) == 1
        assert TAKEN_BACK in told[0]
        assert "Et sans nom ?" in told[0]
        assert not any(text in told[0] for text in ("Un hamac.", "Une lampe.", "Un seau."))
        assert any("5/8" in text and "(retiré)" in text for text in stage.texts())


async def test_where_the_scenario_can_t_be_read_it_is_erased_all_the_same_and_nothing_is_shown_again(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await go_on(stage)
        async with stuck(stage):
            await forget(stage, "Chidi")
        assert not files_with(tmp_path, STORY)
        scenario, session = await stage.session()
        assert visible(scenario, session, "story", audience="document").hidden == "withdrawn"


async def test_what_was_said_anonymously_stays_and_the_answer_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        await to_vote(stage)
        await forget(stage, "Chidi")
        assert files_with(tmp_path, SECRET)
        said = stage.texts(stage.private("Chidi"))[-1]
        for named in ("questions anonymes", "Telegram", "téléchargé", "sauvegardes", "7 jours", "supprimer"):
            assert named in said, named


async def test_whoever_has_a_role_keeps_it_and_is_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        person = await person_of(stage, "Awa")
        await forget(stage, "Awa")
        said = stage.texts(stage.private("Awa"))[-1]
        assert "coordination" in said
        kept = await stage.app.database.transact(lambda tx: [row[0] for row in tx.all("SELECT role FROM grants")])
        assert kept == ["coordinator"]
        _, session = await stage.session()
        assert session.facilitator != person
        await go_on(stage)
        assert any("Et sans nom ?" in text for text in stage.texts()), "and can steer all the same"


async def test_in_a_group_the_answer_names_no_role(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await to_story(stage)
        stage.say("Awa", "/forget oui")
        await stage.settle()
        said = next(text for text in stage.texts() if "C’est fait" in text)
        assert "Vous gardez votre rôle" in said
        assert "coordination de" not in said
