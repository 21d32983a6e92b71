"""Commands and buttons: each has its row, each row is collected once, and what is offered works."""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import work
from bot.scenario.load import load
from bot.session.events import Actor
from bot.session.roles import Act, Role, may, needed
from bot.wording.collect import sentences
from bot.work import commands
from bot.work.commands.menus import menus
from bot.work.commands.row import Command, Press, Where
from bot.work.commands.start import LINKS
from bot.work.commands.table import COMMANDS, PRESSES, once
from bot.work.commands.to_session import Pressed, Steering, TakingPart
from tests.work.all_roles import table

ROOT = Path(__file__).parents[2]
FAMILIES = [
    importlib.import_module(f"{commands.__name__}.{found.name}") for found in pkgutil.iter_modules(commands.__path__)
]
SMALL = load((ROOT / "tests" / "dialogues" / "scenarios" / "small.yaml").read_bytes()).scenario
WHERE = {"by": Actor("x", Role.COORDINATOR), "at": datetime(2027, 1, 11, tzinfo=UTC), "chance": 0, "source": "g:1:1",
         "private": False}  # fmt: skip


@pytest.mark.parametrize(("name", "kept"), [("COMMANDS", COMMANDS), ("PRESSES", PRESSES)])
def test_every_family_s_rows_are_collected(name: str, kept: dict[str, object]) -> None:
    for family in FAMILIES:
        rows = getattr(family, name, ())
        rows = rows.values() if isinstance(rows, dict) else rows
        assert all(any(row is one for one in kept.values()) for row in rows), family.__name__


def test_no_row_stands_outside_its_family_s() -> None:
    """A row that is made, and isn't among those that its module gives away, would do nothing."""
    for family in FAMILIES:
        alone = [name for name, value in vars(family).items() if isinstance(value, Command | Press)]
        assert not alone, family.__name__
    for path in (ROOT / "bot").rglob("*.py"):
        made = re.findall(r"\b(?:Command|Press)\(\n?\s*\"", path.read_text("utf-8"))
        assert not made or path.parent.name == Path(commands.__path__[0]).name, path


def test_a_name_is_one_row_s() -> None:
    with pytest.raises(ValueError, match="two rows are called 'next'"):
        once(
            [Press("next", "next", print), Press("back", "back", print), Press("next", "next", print)], lambda p: p.verb
        )


def test_what_is_offered_says_what_it_does_in_the_catalogue_s_words() -> None:
    known = {message.id for message in sentences()}
    for row in COMMANDS.values():
        assert row.works, row.name
        assert bool(row.offered) == bool(row.does), row.name
        assert not row.does or row.does in known, row.name


def test_a_row_s_act_is_its_event_s() -> None:
    for row in COMMANDS.values():
        if isinstance(row.handler, Steering | TakingPart):
            assert row.handler.make(WHERE, "").act == row.act, row.name
            assert row.by_engine
            assert (needed(row.act) is Role.FACILITATOR) == isinstance(row.handler, Steering)
    for press in PRESSES.values():
        if isinstance(press.handler, Pressed):
            said = {"settle": ["00", "1", "1m"]}.get(press.verb, ["0", "1"])
            assert press.handler.make(WHERE, SMALL, said).act == press.act, press.verb
            assert press.by_engine
            assert (needed(press.act) is Role.FACILITATOR) == press.handler.steering


def test_menus_offer_what_works_there_to_those_who_may() -> None:
    for (scope, _), offered in menus().items():
        where = Where.PRIVATE if scope == "private" else Where.GROUP
        rows = [COMMANDS[name] for name, _ in offered]
        assert all(where in row.works for row in rows)
        reader = Role.FACILITATOR if scope == "steer" else Role.MEMBER
        expected = {row.name for row in COMMANDS.values() if where in row.offered and may(reader, row.act)}
        assert {row.name for row in rows} == expected
        assert [row.name for row in rows] == [name for name in COMMANDS if name in expected]


def test_what_works_in_a_group_alone_is_offered_there_alone() -> None:
    private = {name for name, _ in menus()["private", ""]}
    assert not private & {"session", "settings", "join"}
    assert {"undo", "alias", "mydata", "help"} <= private
    assert not private & {"next", "close", "wipe", "team"}


def test_every_verb_that_a_button_says_has_its_row() -> None:
    """A button's verb is the beginning of what it says, up to the first hyphen."""
    said = set()
    for path in [*(ROOT / "bot" / "wording").rglob("*.py"), *Path(work.__path__[0]).rglob("*.py")]:
        said |= set(re.findall(r"press=f?\"(\w+)", path.read_text("utf-8")))
    assert said
    assert said <= PRESSES.keys()
    assert {"a", "next"} <= PRESSES.keys()


def test_every_link_to_a_session_has_its_row() -> None:
    """A link's verb is the beginning of its payload; those that come to no event are `commands.start`'s own."""
    said = {verb for path in (ROOT / "bot" / "wording").rglob("*.py")
            for verb in re.findall(r"start=f\"(\w+)-", path.read_text("utf-8"))}  # fmt: skip
    assert said == LINKS.keys() | {"whisper"}
    assert [LINKS[verb](WHERE, SMALL, ["1"]).act for verb in ("priv", "steer")] == ["private", "status"]


#: Who of the table is what, as far as a role goes; what comes before a role's asking isn't looked at here.
ROLES = {
    "stranger": Role.STRANGER,
    "another": Role.STRANGER,
    "member": Role.MEMBER,
    "participant": Role.MEMBER,
    "former": Role.MEMBER,
    "facilitator": Role.FACILITATOR,
    "coordinator": Role.COORDINATOR,
}


def _act(row: str) -> Act | None:
    """The act that a row of the table is; a link is none of its own."""
    if command := re.match(r"`/(\w+)`", row):
        return COMMANDS[command[1]].act
    button = re.match(r"button `(\w+)`", row)
    return PRESSES[button[1]].act if button else None


#: What whoever steers a group can ask for in private too.
_OF_A_GROUP = ("`/organisations`", "`/settings`", "`/check`", "`/summaries`", "`/progress`")


def test_the_table_gives_nobody_what_isnt_their_role_s() -> None:
    for row, cells in table().items():
        act = _act(row)
        for column, role in ROLES.items():
            if row in _OF_A_GROUP and column == "another":
                continue  # in private they get what is their own group's
            if act and not may(role, act):
                assert cells[column] != "yes", (row, column)
            elif act and row.startswith("`/") and role in (Role.FACILITATOR, Role.COORDINATOR):
                assert cells[column] == "yes", (row, column)
        assert cells["anonymous"] != "yes", row


#: In whose row of the README's tables a command stands that needs a role at least, in English and in French.
_WHO = {
    Role.STRANGER: ("everybody", "tout le monde"),
    Role.MEMBER: ("participant", "participant·e"),
    Role.FACILITATOR: ("facilitator", "facilitation"),
    Role.COORDINATOR: ("coordinator", "coordination"),
}


@pytest.mark.parametrize(("readme", "column"), [("README.md", 0), ("README.fr.md", 1)])
def test_the_readme_s_tables_say_whose_each_command_is(readme: str, column: int) -> None:
    rows = re.findall(r"^\| (`/[^|]+) \| ([^|]+) \|", (ROOT / readme).read_text("utf-8"), re.M)
    told = {name: who for named, who in rows for name in re.findall(r"`/(\w+)", named)}
    assert told == {row.name: _WHO[needed(row.act)][column] for row in COMMANDS.values()}
