"""Each thing that the doctor looks at, well and broken: what it says, and what it advises to do."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.doctor.finding import State, all_well
from bot.session.addresses import GroupPlace
from bot.store import groups, inbox, issues, outbox
from bot.store.db import stamp
from bot.store.inbox import Stored
from bot.store.issues import Issue
from bot.store.outbox import Draft
from tests.doctor.ward import Break, Ward, open_ward, wrong_token
from tests.stage import the_group


async def test_all_is_well(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        found = await ward.examined()
        assert all_well(list(found.values())), found
        assert list(found) == [
            *("network", "token", "clock", "privacy", "updates", "scenarios", "disk", "database"),
            *("bot", "inbox", "outbox", "pace", "set aside", "group “Atelier”"),
        ]
        assert found["token"].says == "It is @palabre_bot's."
        assert "The bot may write there" in found["group “Atelier”"].says
        assert ward.progress == ["asking Telegram", "looking at the database", "asking about the groups: 1 of 1"]


def _free_port_that_nobody_listens_to(ward: Ward) -> None:
    ward.set(api_url="http://127.0.0.1:9")


def _no_folder(ward: Ward) -> None:
    ward.set(database=ward.path.parent / "nowhere" / "p.sqlite3")


def _damaged(ward: Ward) -> None:
    """A copy, with noise in the middle of it: the bot at work keeps its own."""
    copy = ward.path.parent / "copy.sqlite3"
    source, target = sqlite3.connect(ward.path), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    copy.chmod(0o600)
    with copy.open("r+b") as file:
        for page in range(4, copy.stat().st_size // 4096):
            file.seek(page * 4096 + 3)
            file.write(b"\x7f\x33" * 20)
    ward.set(database=copy)


def _newer(ward: Ward) -> None:
    path = ward.path.parent / "newer.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    ward.set(database=path)


async def _waits_in_the_inbox(ward: Ward) -> None:
    early = ward.stage.clock.now() - timedelta(minutes=5)
    await ward.ask(lambda tx: inbox.add(tx, [Stored(1, 7, 5, "{}"), Stored(2, 7, 5, "{}")], early))


async def _waits_unattended(ward: Ward) -> None:
    await _waits_in_the_inbox(ward)
    ward.stage.clock.turn(timedelta(hours=1))


async def _waits_in_the_outbox(ward: Ward) -> None:
    early = ward.stage.clock.now() - timedelta(minutes=20)
    await ward.ask(
        lambda tx: outbox.put(tx, Draft(place=GroupPlace(the_group(tx)), method="send", html="hello"), early)
    )


async def _set_aside(ward: Ward) -> None:
    await ward.change("INSERT INTO inbox (update_id, payload, received, state, error) VALUES"
                      " (1, '{}', ?, 'aside', 'KeyError'), (2, NULL, ?, 'aside', 'unreadable message')",
                      *[stamp(ward.stage.clock.now() - timedelta(hours=hours)) for hours in (3, 5)])  # fmt: skip


def _broken_scenarios(ward: Ward) -> None:
    folder = ward.path.parent / "own"
    folder.mkdir()
    (folder / "mine.yaml").write_text("palabre: 1\nid: mine\n", "utf-8")
    ward.set(scenarios=folder)


def _other_names(ward: Ward) -> None:
    folder = ward.path.parent / "own"
    folder.mkdir()
    (folder / "c.yaml.txt").write_text("palabre: 1\n", "utf-8")
    ward.set(scenarios=folder)


def _unreadable_scenarios(ward: Ward) -> None:
    folder = ward.path.parent / "own"
    (folder / "mine.yaml").mkdir(parents=True)
    ward.set(scenarios=folder)


async def _lost_its_topic(ward: Ward) -> None:
    await ward.ask(lambda tx: groups.set_topic(tx, the_group(tx), 7))


async def _topic_closed(ward: Ward) -> None:
    await ward.ask(lambda tx: issues.note(tx, the_group(tx), Issue.TOPIC_CLOSED, ward.stage.clock.now()))


async def _no_reactions(ward: Ward) -> None:
    await ward.ask(lambda tx: issues.note(tx, the_group(tx), Issue.REACTIONS, ward.stage.clock.now()))


async def _held(ward: Ward) -> None:
    now = ward.stage.clock.now()
    await ward.ask(lambda tx: outbox.put(tx, Draft(place=GroupPlace(the_group(tx)), method="send", html="hello"), now))
    await ward.change("UPDATE outbox SET state = 'held' WHERE state = 'queued'")


def _out_without_a_word(ward: Ward) -> None:
    ward.stage.group.bot_in = False


MEND: list[tuple[str, Break, str, str]] = [
    ("network", _free_port_that_nobody_listens_to, "the connection is refused", "network, and at PALABRE_API_URL"),
    ("token", lambda ward: ward.set(token=None), "PALABRE_TOKEN is not set", "@BotFather"),
    ("token", lambda ward: ward.set(token=wrong_token()), "doesn't know this token", "shows the right one"),
    ("clock", lambda ward: setattr(ward, "ahead", timedelta(minutes=-3)), "3 minutes behind", "timedatectl"),
    ("clock", lambda ward: setattr(ward, "ahead", timedelta(seconds=20)), "20 seconds ahead", "timedatectl"),
    ("privacy", lambda ward: setattr(ward.stage.room, "privacy", False), "is off", "/setprivacy"),
    ("updates", lambda ward: setattr(ward.stage.room, "webhook", "https://else.where"), "a web address", "/revoke"),
    ("disk", _no_folder, "There is no folder", "PALABRE_DATABASE"),
    ("database", lambda ward: ward.path.chmod(0o644), "others on this machine may read it", "chmod 600"),
    ("database", _damaged, "damaged", "put a backup in its place"),
    ("database", _newer, "another version", "Start the bot once"),
    ("inbox", _waits_in_the_inbox, "2 updates wait, the oldest for 5 minutes", "the bot's log"),
    ("inbox", _waits_unattended, "2 updates wait, the oldest for 1 hour", "Start the bot"),
    ("outbox", _waits_in_the_outbox, "1 message waits, the oldest for 20 minutes", "the bot's log"),
    ("set aside", _set_aside, "KeyError: 1, 3 hours ago; unreadable message: 1, 5 hours ago", "palabre doctor --retry"),
    ("scenarios", _broken_scenarios, "mine.yaml (", "palabre check"),
    ("scenarios", _unreadable_scenarios, "can't be read", "right to read"),
    ("group “Atelier”", _out_without_a_word, "no longer in it", "Add it again"),
    (
        "group “Atelier”",
        lambda ward: setattr(ward.stage.group, "may_send", False),
        "may not write",
        "Let members write",
    ),
    ("group “Atelier”", _topic_closed, "is closed", "Open it again"),
    ("group “Atelier”", _lost_its_topic, "no topics any more", "any command"),
]


@pytest.mark.parametrize(("name", "broken", "says", "mend"), MEND, ids=[f"{row[0]}: {row[2]}" for row in MEND])
async def test_says_what_needs_mending_and_how(name: str, broken: Break, says: str, mend: str, tmp_path: Path) -> None:
    """One thing is broken: it is found, and the others are looked at all the same."""
    async with open_ward(tmp_path) as ward:
        done = broken(ward)
        if done is not None:
            await done
        found = await ward.examined()
        assert found[name].state is State.MEND
        assert says in found[name].says
        assert mend in found[name].mend
        others = [f.name for f in found.values() if f.state is State.MEND and f.name != name]
        assert others == []
        assert {"network", "token", "clock", "scenarios", "disk"} <= found.keys()


async def _given_up(ward: Ward) -> None:
    now = ward.stage.clock.now()
    await ward.ask(lambda tx: outbox.put(tx, Draft(place=GroupPlace(the_group(tx)), method="send", html="hello"), now))
    await ward.ask(lambda tx: outbox.drop(tx, _last(tx), "BadRequest", now))


def _last(tx: object) -> int:
    return tx.one("SELECT max(id) id FROM outbox")["id"]


async def _unreadable(ward: Ward) -> None:
    ward.stage.room.updates.append({"update_id": 9_000, "message": {"message_id": "?"}})
    await ward.stage.settle()


async def _paused(ward: Ward) -> None:
    await ward.ask(
        lambda tx: outbox.pause(tx, GroupPlace(the_group(tx)), ward.stage.clock.now() + timedelta(minutes=3))
    )


async def _silent(ward: Ward) -> None:
    ward.stage.clock.turn(timedelta(hours=2))


async def _removed(ward: Ward) -> None:
    ward.stage.room.remove_bot(ward.stage.group, ward.stage.people["Awa"])
    await ward.stage.settle()


NOTED: list[tuple[str, Break, str]] = [
    ("database", lambda ward: ward.set(database=ward.path.parent / "new.sqlite3"), "none at"),
    ("bot", _silent, "2 hours ago: it isn't at work"),
    ("scenarios", _other_names, "c.yaml.txt (its name doesn't end with .yaml)"),
    ("outbox", _paused, "no messages to 1 chat for 3 minutes"),
    ("group “Atelier”", _no_reactions, "It may not react"),
    ("set aside", _unreadable, "None of it can be tried again"),
    ("given up", _given_up, "BadRequest: 1"),
    ("left", _removed, "out of “Atelier”"),
    ("group “Atelier”", lambda ward: setattr(ward.stage.group, "bot_admin", True), "sent all that is said"),
    ("group “Atelier”", lambda ward: ward.stage.room.migrate(ward.stage.group) and None, "become a supergroup"),
]


@pytest.mark.parametrize(("name", "change", "says"), NOTED, ids=[f"{row[0]}: {row[2]}" for row in NOTED])
async def test_says_what_is_good_to_know(name: str, change: Break, says: str, tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        done = change(ward)
        if done is not None:
            await done
        found = await ward.examined()
        assert found[name].state is State.NOTE
        assert says in found[name].says
        assert all_well(list(found.values())), found


async def test_what_is_kept_back_for_a_group_is_counted_apart(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        await _held(ward)
        found = (await ward.examined())["outbox"]
        assert found.state is State.WELL
        assert found.says == "Nothing waits. 1 message is kept back for groups that don't take them now."
