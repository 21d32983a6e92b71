"""/mydata and /privacy: what is kept, told to whoever asks; consent, recorded with its version and day."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store.db import Tx
from bot.wording.notice import VERSION
from tests.stage import Stage, open_stage

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _play(stage: Stage) -> None:
    """Everybody has answered a scale, told a story in private, and an anonymous one."""
    await stage.begin("small")
    stage.say("Awa", "/next")
    await stage.settle()
    stage.say("Chidi", "2", reply_to=stage.question())
    stage.say("Jo", "4", reply_to=stage.question())
    for texts in (("Une pirogue.", "Un phare."), ("Sans nom.", "Sans lieu.")):
        stage.say("Awa", "/next")
        await stage.settle()
        for name, text in zip(("Chidi", "Jo"), texts, strict=True):
            stage.say(name, text, chat=stage.private(name), reply_to=stage.question(stage.private(name)))
        await stage.settle()
    stage.say("Awa", "/next")
    await stage.settle()
    stage.say("Chidi", "1b 2a", reply_to=stage.question())
    await stage.settle()


async def _mydata(stage: Stage, name: str) -> str:
    before = len(stage.texts(stage.private(name)))
    stage.say(name, "/mydata", chat=stage.private(name))
    await stage.settle()
    return "\n\n".join(stage.texts(stage.private(name))[before:])


async def test_mydata_tells_all_that_is_kept_of_me_and_of_nobody_else(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        _, session = await stage.session()
        aliases = [who.alias for who in session.participants.values()]
        said = await _mydata(stage, "Chidi")
        alias = next(alias for alias in aliases if alias in said)
        assert said == (
            "Ce que je garde de vous\n"
            f"Le numéro de votre compte Telegram : {stage.people['Chidi'].id}\n"
            "Votre langue : Français\n"
            "Que vous avez ouvert cette discussion.\n\n"
            f"Dans Atelier : votre oui à l’avis (version {VERSION}), le 11 janvier 2027\n"
            "Votre organisation : Toit vert\n\n"
            f"Petit atelier, atelier {session.code}\n"
            f"Pseudonyme : {alias}, de Toit vert\n"
            "• Comment allons-nous ? 2\n"
            "• Racontez une fois. Une pirogue.\n"
            "• Qui décide ? Argent: Eux · Parole: Nous\n"
            "Que vous avez répondu à 1 question anonyme, mais pas ce que vous avez dit.\n\n"
            "/forget efface tout cela. Ce que vous avez dit aux questions anonymes ne peut plus être reconnu comme "
            "venant de vous."
        )
        assert not [other for other in aliases if other != alias and other in said]


async def test_whoever_has_a_role_reads_that_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        said = await _mydata(stage, "Awa")
        assert "Vos rôles : coordination" in said
        assert "Vous l’avez ouvert." in said


async def test_after_forget_there_is_next_to_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        said = await _mydata(stage, "Chidi")
        assert "Pseudonyme" not in said
        assert "Atelier" not in said
        assert "pirogue" not in said


async def test_in_a_group_mydata_says_nothing_but_where(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _play(stage)
        stage.say("Chidi", "/mydata")
        await stage.settle()
        assert stage.texts()[-1] == "Je vous le dis dans notre discussion privée."
        stage.tap("Chidi", "Vers ma discussion privée")
        await stage.settle()
        assert "Une pirogue." in stage.texts(stage.private("Chidi"))[-1]


async def test_long_data_come_in_parts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for _ in range(2):
            stage.say("Awa", "/next")
            await stage.settle()
        for n in range(12):
            stage.say("Jo", f"Histoire {n}. " + "longue " * 100, chat=stage.private("Jo"))
        await stage.settle()
        said = await _mydata(stage, "Jo")
        assert all(f"Histoire {n}." in said for n in range(12))


@pytest.mark.parametrize("where", ["group", "private"])
async def test_privacy_says_what_is_kept_where_how_long_and_who_can_read_it(tmp_path: Path, where: str) -> None:
    async with open_stage(tmp_path) as stage:
        chat = stage.group if where == "group" else stage.private("Jo")
        stage.say("Jo", "/privacy", chat=chat)
        await stage.settle()
        said = stage.texts(chat)[-1]
        assert len(said) < 2000, "two screens of a small phone"
        for named in (
            *(
                "numéro de votre compte",
                "pseudonyme",
                "organisation",
                "Ni nom",
                "machine des personnes qui font tourner",
            ),
            *("90 jours", "moyennes", "3 personnes", "coordonnent", "Telegram", "numéro de téléphone"),
            *("/undo", "/leave", "/mydata", "/forget", "téléchargé", "saisis", "une autre voie"),
        ):
            assert named in said, named


def _older_yes(tx: Tx) -> None:
    tx.invalidate("group")
    tx.run("UPDATE members SET notice = ?, notice_day = '2026-12-01'", VERSION - 1)


async def test_a_changed_notice_asks_again_and_the_new_yes_is_recorded(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        assert await _yeses(stage) == {(VERSION, "2027-01-11")}
        stage.say("Awa", "/close oui")
        await stage.settle()
        await stage.app.database.transact(_older_yes)
        stage.say("Awa", "/session small")
        await stage.settle()
        stage.say("Awa", "/next")
        await stage.settle()
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert "jusqu’à votre oui" in stage.texts()[-1]
        _, session = await stage.session()
        assert len(session.answers) == 0
        assert len(session.held) == 1
        stage.tap("Chidi", "Toit vert")
        await stage.settle()
        assert len((await stage.session())[1].answers) == 1
        assert await _yeses(stage) == {(VERSION - 1, "2026-12-01"), (VERSION, "2027-01-11")}


async def test_a_yes_to_this_notice_is_not_asked_for_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for line in ("/close oui", "/session small", "/next"):
            stage.say("Awa", line)
            await stage.settle()
        stage.say("Chidi", "4", reply_to=stage.question())
        await stage.settle()
        assert len((await stage.session())[1].answers) == 1


async def _yeses(stage: Stage) -> set[tuple[int, str]]:
    rows = await stage.app.database.transact(lambda tx: tx.all("SELECT notice, notice_day FROM members"))
    return {(row["notice"], row["notice_day"]) for row in rows}
