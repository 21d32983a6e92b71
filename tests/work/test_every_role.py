"""Every command, button and link in every role, on the whole app, against the table in docs/roles.md. Done means that
the bot says or does something other than refusing; refused, that it says so, or nothing, and changes no row."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.gateway.api.buttons import sign
from bot.session.pledges import Standing
from bot.work.commands.row import Where
from bot.work.commands.table import COMMANDS, PRESSES
from tests.stage import SOUTH
from tests.work.all_roles import CAST, COLUMNS, Scene, scene, table
from tests.work.beyond_buttons import about_commitments, nobody_s_workshop, planned
from tests.work.caring_buttons import looked_at, probe, skip, whisper
from tests.work.relay_buttons import unrelay, which_group
from tests.work.role_answers import asked, measured, of_ones_own, of_summaries, team, wipe
from tests.work.role_buttons import (
    Do,
    another_line,
    asked_back,
    asked_to_go_on,
    end_another_s,
    end_mine,
    forget_another_s,
    forget_mine,
    meant_another_s,
    meant_mine,
    of_the_list,
    role_link,
    undo_another_s,
    undo_mine,
    variant,
)

#: Between two commands: more than twenty messages in a minute wouldn't be read.
_A_WHILE = timedelta(seconds=5)


def _command(name: str, *, step: int = 1, argument: str = "", first: tuple[str, ...] = (), private: bool = False) -> Do:
    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        scene.stage.clock.turn(_A_WHILE)
        await scene.running(step)
        await scene.lead(*first)
        return lambda: scene.say(role, f"/{name} {argument}".strip(), private=private)

    return prepare


async def _undo(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
    await scene.running(1)
    if role in ("participant", "facilitator", "coordinator"):
        await scene.press(role, scene.newest(scene.stage.group, "a"), "a")
    return lambda: scene.say(role, "/undo")


def _button(verb: str, *, step: int = 1, first: tuple[str, ...] = ()) -> Do:
    """A button that stands in the group."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        await scene.lead(*first)
        message = scene.newest(scene.stage.group, verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def _control(verb: str, *, step: int = 2, first: tuple[str, ...] = ()) -> Do:
    """A button of the facilitator's message, in their private chat: one's own for whoever has or had it."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        await scene.lead(*first)
        if role == "former":
            await scene.appointed_for_a_while(private=True)
        elif role == "facilitator":
            await scene.say(role, "/status", private=True)
        whose = role if role in ("facilitator", "former") else "coordinator"
        message = scene.newest(scene.stage.private(CAST[whose]), verb)
        return lambda: scene.press(role, message, verb)

    return prepare


def _answered(do: Do) -> Do:
    """The same once somebody has answered: before that there is nothing to sum up."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(1)
        await scene.press("coordinator", scene.newest(scene.stage.group, "a"), "a")
        return await do(scene, role)

    return prepare


def _link(payload: str, *, step: int) -> Do:
    """A link of this group's, passed on to whoever it is."""

    async def prepare(scene: Scene, role: str) -> Callable[[], Awaitable[None]]:
        await scene.running(step)
        _, session = await scene.stage.session()
        token = sign(scene.stage.app.runtime.secret, "start", payload.format(code=session.code))
        return lambda: scene.follow(role, token)

    return prepare


#: How a workshop over days comes to its first question.
_OVER_DAYS = ("/close oui", "/session small async", "/next")

#: Row of the table -> how it comes to be done.
ACTS: dict[str, Do] = {
    # a command is sent at the second question, where it works; those below want more
    **{f"`/{name}`": _command(name, step=2, private=row.works is Where.PRIVATE) for name, row in COMMANDS.items()},
    "`/session`": _command("session", first=("/close oui",)),
    "`/extend`": _command("extend", first=_OVER_DAYS),
    "`/remind`": _command("remind", first=_OVER_DAYS),
    "`/resume`": _command("resume", first=("/pause",)),
    "`/settings`": _command("settings", argument="4"),
    "`/join`": _command("join", argument="1"),
    "`/undo`": _undo,
    "button `a` (an answer)": _button("a"),
    "button `line` (another line of a question)": another_line,
    "button `catchup` (in which group), one's own": which_group("catchup"),
    "button `ahead` (in which group), one's own": which_group("ahead"),
    "button `unrelay` (erase a voice), one's own": unrelay,
    "button `settle` (asked back), another's": asked_back(own=False),
    "button `settle`, about one's own answer": asked_back(own=True),
    "button `next`": _control("next"),
    "button `onward` (go on all the same)": asked_to_go_on("onward"),
    "button `stay` (leave it open)": asked_to_go_on("stay"),
    "button `nudge` (ask in the group)": asked_to_go_on("nudge"),
    "button `extend` (leave it open longer)": _control("extend", first=_OVER_DAYS),
    "button `remind`": _control("remind", first=_OVER_DAYS),
    "button `probe` (ask to say more)": probe,
    "button `skip` (say no more), another's": skip(own=False),
    "button `skip` (say no more), one's own": skip(own=True),
    "button `review` (look at the words)": looked_at("review"),
    "button `aside` (set one aside)": looked_at("aside"),
    "button `reveal` (show the others)": looked_at("reveal"),
    "button `back`": _control("back"),
    "button `list` (the organisations)": _control("list", step=0),
    "button `pause`": _control("pause"),
    "button `resume`": _control("resume", first=("/pause",)),
    "button `end`": _control("end"),
    "button `endyes` (yes, end it), another's": end_another_s("endyes"),
    "button `endyes` (yes, end it), one's own": end_mine("endyes"),
    "button `endquiet` (end it quietly), another's": end_another_s("endquiet"),
    "button `endquiet` (end it quietly), one's own": end_mine("endquiet"),
    "button `join`": _button("join"),
    "button `no` (no, thank you)": _button("no"),
    "button `agree` (this is us)": _answered(_button("agree", first=("/close oui",))),
    "button `pick` (a scenario)": _button("pick", first=("/close oui", "/session")),
    "button `whole` (all of a scenario)": variant("whole"),
    "button `short` (its short form)": variant("short"),
    "button `over` (over days)": variant("over"),
    "button `lang`, another's": asked("lang", "/language", private=True),
    "button `org` (one organisation of the list)": of_the_list("org"),
    "button `side` (another side)": of_the_list("side", SOUTH),
    "button `off` (off the list)": of_the_list("off", SOUTH),
    "button `offyes` (yes, take it off)": of_the_list("offyes", "Essai", "La retirer de la liste"),
    "button `right` (what was read back is right)": of_the_list("right"),
    "button `wrong` (it isn't)": of_the_list("wrong"),
    "button `wait` (what somebody proposes)": of_the_list("wait"),
    "button `new` (whether it is put on the list)": of_the_list("new", "Port"),
    "button `orgs` (of which group), the coordinator's": asked("orgs", "/organisations", private=True),
    "button `set` (one setting)": asked("set", "/settings", private=False),
    "button `set` (of which group), the coordinator's": asked("set", "/settings", private=True),
    "button `check` (of which group), the coordinator's": asked("check", "/check", private=True),
    "button `zone`, another's": asked("zone", "/timezone", private=True),
    "button `mute`, another's": asked("mute", "/mute", private=True),
    "button `invite`": asked("invite", "/invite", private=True),
    "button `progress` (of which group), the coordinator's": measured("progress", "/progress", private=True),
    "button `picture` (how measures move, as a page)": measured("picture", "/progress", private=False),
    "button `agreement` (of which group)": measured("agreement", "/agreement", private=True),
    "button `sums` (a group's workshops), the coordinator's": _answered(of_summaries("sum", "sums")),
    "button `sum` (one workshop), the coordinator's": _answered(of_summaries("sum")),
    "button `get` (a document), the coordinator's": _answered(of_summaries("sum", "get")),
    "button `sumall` (all workshops), the coordinator's": _answered(of_summaries("sumall")),
    "button `zip` (all in one file), the coordinator's": _answered(of_summaries("sumall", "zip")),
    "button `wipe` (a group to erase)": asked("wipe", "/wipe", private=True),
    "button `forget`, another's": forget_another_s,
    "button `forget`, one's own": forget_mine,
    "button `meant` (it is an answer), another's": meant_another_s,
    "button `meant` (it is an answer), one's own": meant_mine,
    "button `undo` (take that one back), another's": undo_another_s,
    "button `undo` (take that one back), one's own": undo_mine,
    "button `team` (a group's)": team("team"),
    "button `who` (the name of one)": team("team", "who"),
    "button `record` (what was done)": team("team", "record"),
    "button `revoke` (a role)": team("team", "revoke"),
    "button `became` (what became of a commitment)": about_commitments("became", Standing.OWN),
    "button `pledged` (whether one's organisation takes it on)": about_commitments("pledged", Standing.PROPOSED),
    "button `plan` (a time for a workshop)": planned("plan", "lundi 22:00"),
    "button `unplan` (cancel a planned one)": planned("unplan", "vendredi 9:00"),
    "button `opennow` (open it now)": nobody_s_workshop,
    "button `whisper` (for which group), another's": whisper(own=False),
    "button `whisper` (for which group), one's own": whisper(own=True),
    "link `priv` (a private question)": _link("priv-{code}-1", step=2),
    "link `catchup`": _link("catchup-{code}", step=2),
    "link `steer`": _link("steer-{code}", step=1),
    "link `whisper`": _link("whisper-{code}", step=1),
    "link `mydata`": _link("mydata", step=1),
    "link of a role, unused": role_link(used=False),
    "link of a role, used": role_link(used=True),
    "button `revokeyes` (yes, take it away)": team("team", "revoke", "revokeyes"),
    "button `retire` (a workshop of one's own)": of_ones_own("retire"),
    "button `retireyes` (yes, offer it no more)": of_ones_own("retireyes"),
    "button `replace` (what was sent takes its place)": of_ones_own("replace"),
    "button `wipeyes` (yes, erase it)": wipe,  # the last one: nothing is left of the group after it
}


def test_the_table_has_every_command_and_every_button() -> None:
    rows = " ".join(table())
    assert {*COMMANDS} == set(re.findall(r"`/(\w+)`", rows))
    assert {*PRESSES} == set(re.findall(r"button `(\w+)`", rows))
    assert table().keys() == ACTS.keys()


#: Played with every run; the others, which take a while longer, with `-m slow`.
_ALWAYS = ("member", "former")


@pytest.mark.parametrize("role", [r if r in _ALWAYS else pytest.param(r, marks=pytest.mark.slow) for r in COLUMNS])
async def test_every_command_button_and_link_does_what_the_table_says(role: str, tmp_path: Path) -> None:
    wrong: list[str] = []
    async with scene(tmp_path) as played:
        for row, prepare in ACTS.items():
            expected = table()[row][role]
            if expected == "–":
                continue
            done, changed = await played.outcome(await prepare(played, role))
            if done != (expected == "yes") or (changed and not done):
                wrong.append(f"{row}: {expected}, but done: {done}, changed: {changed}; {played.heard}")
    assert not wrong
