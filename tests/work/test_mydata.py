"""/mydata and /privacy: what is kept, told to whoever asks; consent, recorded with its version and day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import group_settings, groups
from bot.store.db import Tx
from bot.wording.notice import VERSION
from tests.stage import Stage, open_stage, the_group

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"


async def _mydata(stage: Stage, name: str) -> str:
    before = len(stage.texts(stage.private(name)))
    stage.say(name, "/mydata", chat=stage.private(name))
    await stage.settle()
    return "\n\n".join(stage.texts(stage.private(name))[before:])


async def test_long_data_come_in_parts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        for _ in range(2):
            stage.say("Awa", "/next oui")
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
            *("/undo", "/leave", "/mydata", "/forget", "téléchargé", "saisis", "danger"),
        ):
            assert named in said, named


@pytest.mark.parametrize(("least", "elsewhere", "told"), [(10, None, 10), (20, 5, 5), (4, 12, 4), (3, None, 3)])
async def test_privacy_names_the_number_of_one_s_own_groups(
    tmp_path: Path, least: int, elsewhere: int | None, told: int
) -> None:
    def set_numbers(tx: Tx) -> None:
        tx.invalidate("group")
        tx.run("UPDATE groups SET least = ?", least)
        if elsewhere:
            now = datetime(2027, 1, 11, tzinfo=UTC)
            other = groups.open(tx, -77, "Elsewhere", None, ("fr",), now)
            group_settings.set_least(tx, other.id, elsewhere)
            for row in tx.all("SELECT person FROM members"):
                groups.enrol(tx, other.id, row["person"], None, VERSION, now.date())

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await stage.app.database.transact(set_numbers)
        stage.say("Jo", "/privacy", chat=stage.private("Jo"))
        await stage.settle()
        assert stage.texts(stage.private("Jo"))[-1].count(f"{told} personnes") == 2


async def test_privacy_names_the_longest_time_that_holds_in_one_s_own_groups(tmp_path: Path) -> None:
    def shorter(tx: Tx) -> None:
        group_settings.set_retention(tx, the_group(tx), 30)

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stage.begin("small")
        await stage.app.database.transact(shorter)
        for chat in (stage.private("Jo"), stage.group):
            stage.say("Jo", "/privacy", chat=chat)
            await stage.settle()
            assert "30 jours après la fin" in stage.texts(chat)[-1]


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
        stage.say("Awa", "/next oui")
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


async def _yeses(stage: Stage) -> set[tuple[int, str]]:
    rows = await stage.app.database.transact(lambda tx: tx.all("SELECT notice, notice_day FROM members"))
    return {(row["notice"], row["notice_day"]) for row in rows}
