"""Commitments over a year, on a clock that is turned: when they are asked about and where, for how long they are kept,
and what leads to whoever made them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.rehearsal.model import Chat
from bot.session.pledges import Pledge
from bot.store import commitments, group_settings, groups, people
from bot.store.db import Tx
from bot.work.commitments.asking import reckon
from bot.work.context import Context
from tests.canaries import files_with
from tests.stage import SOUTH, Stage, open_stage, the_group

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"
CANARY = "Le canari engagé passe la rivière"


async def _harvest(stage: Stage, **said: str) -> None:
    """A workshop in which these commit to something, and its end."""
    await stage.begin("harvest")
    stage.say("Awa", "/next oui")
    await stage.settle()
    question = stage.question()
    for name, text in said.items():
        stage.say(name, text, reply_to=question)
    await stage.settle()
    stage.say("Awa", "/close oui")
    await stage.settle()


async def _zone(stage: Stage, zone: str, name: str = "") -> None:
    """The group's zone, or somebody's."""

    def set_it(tx: Tx) -> None:
        if name:
            person = people.by_account(tx, stage.people[name].id).person
            people.set_zone(tx, person, zone)
        else:
            group_settings.set_zone(tx, the_group(tx), zone)

    await stage.app.database.transact(set_it)


async def _all(stage: Stage) -> list[Pledge]:
    return await stage.app.database.transact(lambda tx: commitments.of_group(tx, the_group(tx)))


async def _until(stage: Stage, moment: datetime) -> list[tuple[datetime, str, str]]:
    """Let time pass in steps of ten minutes; gives when something was asked, where, and its text."""
    asked: list[tuple[datetime, str, str]] = []
    seen = {name: len(stage.texts(chat)) for name, chat in _chats(stage).items()}
    while stage.clock.now() < moment:
        stage.clock.turn(timedelta(minutes=10))
        await stage.there_all_the_while()
        await stage.settle()
        for name, chat in _chats(stage).items():
            new = stage.texts(chat)[seen[name] :]
            seen[name] += len(new)
            asked += [(stage.clock.now(), name, text) for text in new]
    return asked


def _chats(stage: Stage) -> dict[str, Chat]:
    return {"": stage.group, **{name: stage.private(name) for name in stage.people}}


async def test_each_is_asked_in_their_own_morning_though_the_clocks_change_that_night(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi="Lire ; 28/03/2027", Camille="Écrire ; 28/03/2027")
        await _zone(stage, "Europe/Paris")
        await _zone(stage, "America/Montreal", "Camille")
        await _reckon_anew(stage)
        stage.clock.time = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)
        asked = await _until(stage, datetime(2027, 3, 29, 20, 0, tzinfo=UTC))
        when = {name: at for at, name, text in asked if "C’est le jour" in text}
        assert datetime(2027, 3, 28, 6, 0, tzinfo=UTC) <= when["Chidi"] <= datetime(2027, 3, 28, 7, 10, tzinfo=UTC)
        assert datetime(2027, 3, 28, 12, 0, tzinfo=UTC) <= when["Camille"] <= datetime(2027, 3, 28, 13, 10, tzinfo=UTC)
        assert len(asked) == 2


async def _reckon_anew(stage: Stage) -> None:
    """The group's timer is set anew."""

    def again(tx: Tx) -> None:
        group, nobody = groups.everyone(tx)[0], people.Person("", None, reachable=False)
        reckon(Context(tx, stage.app.runtime, stage.clock.now(), nobody, group), group)

    await stage.app.database.transact(again)


async def test_what_fell_due_while_the_bot_was_down_is_asked_in_the_next_morning_and_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi="Lire ; 13/01/2027\nÉcrire ; 14/01/2027")
        await stage.stop()
        stage.clock.time = datetime(2027, 1, 14, 22, 30, tzinfo=UTC)
        await stage.start()
        asked = await _until(stage, datetime(2027, 1, 16, 12, 0, tzinfo=UTC))
        (at, name, text), *more = asked
        assert (name, more) == ("Chidi", [])
        assert datetime(2027, 1, 15, 8, 0, tzinfo=UTC) <= at <= datetime(2027, 1, 15, 9, 10, tzinfo=UTC)
        assert [line[:1] for line in text.split("\n") if "·" in line] == ["1", "2"]


async def test_nobody_is_asked_twice_in_a_morning(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi="Lire ; 13/01/2027")
        await _until(stage, datetime(2027, 1, 13, 9, 10, tzinfo=UTC))

        def due_today(tx: Tx) -> None:
            (one,) = commitments.of_group(tx, the_group(tx))
            commitments.save(tx, replace(one, id="cd" * 8, asked=0, asked_on=None, ask_on=one.asked_on, place=1))

        await stage.app.database.transact(due_today)
        await _reckon_anew(stage)
        asked = await _until(stage, datetime(2027, 1, 15, 12, 0, tzinfo=UTC))
        assert [at.date().isoformat() for at, _, _ in asked] == ["2027-01-14"]


async def test_they_are_kept_for_400_days_and_lead_to_nobody_after_90(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi=f"{CANARY} ; 31/12/2027")
        assert (await _all(stage))[0].person is not None
        stage.clock.turn(timedelta(days=91))
        await stage.app.work.prune()
        (kept,) = await _all(stage)
        assert (kept.what, kept.organisation_name, kept.person, kept.session) == (CANARY, "Toit vert", None, "")
        asked = await _until_morning(stage, datetime(2027, 12, 31, 7, 30, tzinfo=UTC))
        assert [name for _, name, _ in asked] == [""]
        stage.clock.time = datetime(2028, 2, 14, 9, 0, tzinfo=UTC)
        await stage.app.work.prune()
        assert len(await _all(stage)) == 1
        stage.clock.turn(timedelta(days=2))
        await stage.app.work.prune()
        await stage.settle()
        assert await _all(stage) == []
        assert not files_with(tmp_path, CANARY)
        assert not any(CANARY in text for text in stage.texts())


async def _until_morning(stage: Stage, night: datetime) -> list[tuple[datetime, str, str]]:
    stage.clock.time = night
    await stage.there_all_the_while()
    await stage.settle()
    return await _until(stage, night + timedelta(hours=2))


async def test_forget_takes_out_what_somebody_committed_to_from_every_byte_and_message(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi=f"{CANARY} ; 20/01/2027", Camille="Écrire ; 20/01/2027")
        stage.say("Awa", "/commitments")
        await stage.settle()
        await _until_morning(stage, datetime(2027, 1, 20, 7, 30, tzinfo=UTC))
        stage.say("Chidi", "changé : un canari de plus", chat=stage.private("Chidi"))
        await stage.settle()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        await stage.app.work.prune()
        assert [one.what for one in await _all(stage)] == ["Écrire"]
        assert not files_with(tmp_path, CANARY)
        assert not files_with(tmp_path, "un canari de plus")
        shown = [message.text for chat in _chats(stage).values() for message in stage.room.messages(chat)]
        assert not any(CANARY in text for text in shown if not text.startswith(CANARY))


async def test_a_wiped_group_s_commitments_are_in_no_message_and_no_byte(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi=f"{CANARY} ; 20/01/2027")
        stage.say("Chidi", "/commitments")
        await stage.settle()
        home = stage.private("Awa")
        stage.say("Awa", "/wipe", chat=home)
        await stage.settle()
        stage.tap("Awa", "Atelier · 1 atelier", chat=home)
        await stage.settle()
        stage.tap("Awa", next(k.label for row in stage.question(home).keyboard for k in row), chat=home)
        await stage.settle()
        await stage.app.work.prune()
        assert not files_with(tmp_path, CANARY)
        assert not any(CANARY in text for text in stage.texts())


async def test_whoever_leaves_the_group_is_led_to_no_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi="Lire ; 20/01/2027")
        stage.room.leave(stage.group, stage.people["Chidi"], by=None, told=True)
        await stage.settle()
        assert [one.person for one in await _all(stage)] == [None]
        asked = await _until_morning(stage, datetime(2027, 1, 20, 7, 30, tzinfo=UTC))
        assert [name for _, name, _ in asked] == [""]


async def test_whoever_took_on_what_another_proposed_is_led_to_no_more_and_the_words_stay_their_author_s(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Camille=f"Prêter ; {SOUTH} ; 20/01/2027\n{CANARY} ; {SOUTH} ; 21/01/2027")
        for button, name in (("1 · Oui, d’accord", "Chidi"), ("2 · Oui, d’accord", "Nour")):
            stage.tap(name, button)
            await stage.settle()
        assert [one.organisation_name for one in await _all(stage)] == [SOUTH, SOUTH]
        stage.room.leave(stage.group, stage.people["Chidi"], by=None, told=True)
        stage.say("Nour", "/forget oui", chat=stage.private("Nour"))
        await stage.settle()
        assert [(one.what, one.person) for one in await _all(stage)] == [("Prêter", None), (CANARY, None)]
        stage.say("Camille", "/forget oui", chat=stage.private("Camille"))
        await stage.settle()
        await stage.app.work.prune()
        assert await _all(stage) == []
        assert not files_with(tmp_path, CANARY)


async def test_forget_reaches_the_messages_also_where_the_workshop_can_t_be_read_any_more(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi=f"{CANARY} ; 20/01/2027")
        stage.say("Awa", "/commitments")
        await stage.settle()
        await stage.app.database.transact(lambda tx: tx.run("UPDATE scenarios SET source = x'6e6f'"))
        await stage.stop()
        await stage.start()
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        listed = next(text for text in reversed(stage.texts()) if "engagement" in text or CANARY in text)
        assert CANARY not in listed
        assert await _all(stage) == []


async def test_a_group_is_asked_once_a_morning_whoever_leaves_meanwhile(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await _harvest(stage, Chidi="Lire ; 20/01/2027", Camille="Écrire ; 20/01/2027")
        stage.room.leave(stage.group, stage.people["Chidi"], by=None, told=True)
        await stage.settle()
        await _zone(stage, "America/Montreal", "Camille")  # whose morning comes five hours later
        first = await _until_morning(stage, datetime(2027, 1, 20, 7, 30, tzinfo=UTC))
        assert [name for _, name, _ in first] == [""]
        stage.room.leave(stage.group, stage.people["Camille"], by=None, told=True)
        more = await _until(stage, datetime(2027, 1, 21, 20, 0, tzinfo=UTC))
        assert [(at.day, name) for at, name, _ in more] == [(21, "")]
