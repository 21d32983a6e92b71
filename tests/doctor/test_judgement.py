"""What the doctor makes of what answers in Telegram's place, of a full disk, and of what may not be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.doctor.finding import Finding, State
from bot.doctor.machine import Files, disk
from bot.rehearsal.calls import RefusedError
from bot.rehearsal.emulator import BrokenError
from bot.rehearsal.shapes import Json
from bot.store import groups
from tests.doctor.ward import open_ward
from tests.stage import the_group

IN_ITS_PLACE = {
    "a sign-in page": (BrokenError(200), "something else answers"),
    "401 of a sign-in page": (BrokenError(401), "something else answers"),
    "500": (RefusedError(500, "Internal Server Error"), "an error of its own"),
    "429": (RefusedError(429, "Too Many Requests", retry_after=9), "it asks to wait"),
    "a connection that is cut": (BrokenError(), "something else answers"),
}


@pytest.mark.parametrize("name", IN_ITS_PLACE)
async def test_tells_telegram_from_what_answers_in_its_place(name: str, tmp_path: Path) -> None:
    trouble, says = IN_ITS_PLACE[name]
    brewing: list[bool] = []

    async def watch(moment: str, method: str, call: Json) -> None:
        if brewing and moment == "before":
            raise trouble

    async with open_ward(tmp_path, watch=watch) as ward:
        brewing.append(True)
        found = await ward.examined()
        assert found["network"].state is State.MEND
        assert says in found["network"].says
        assert found["token"].state is State.NOTE
        assert found["groups"].says == "1 group couldn't be looked at: Telegram can't be asked."
        assert found["database"].state is State.WELL


async def test_an_answer_that_stops_coming_leaves_the_other_groups_unasked(tmp_path: Path) -> None:
    async def watch(moment: str, method: str, call: Json) -> None:
        if method == "getchatmember":
            raise RefusedError(500, "Internal Server Error")

    async with open_ward(tmp_path, watch=watch) as ward:
        found = await ward.examined()
        assert found["groups"].says == "1 group couldn't be looked at: it answers with an error of its own."


async def test_a_title_stays_on_its_line(tmp_path: Path) -> None:
    async with open_ward(tmp_path) as ward:
        await ward.ask(lambda tx: groups.set_title(tx, the_group(tx), "one\ntwo " + "long " * 20))
        names = [name for name in await ward.examined() if name.startswith("group")]
        assert names == ["group “one two long long long long long long l…”"]


@pytest.mark.parametrize(("free", "state"), [(10e6, State.MEND), (200e6, State.NOTE), (9e9, State.WELL)])
def test_a_disk_that_fills_up_is_told_in_time(free: float, state: State) -> None:
    path = Path("/var/lib/palabre/palabre.sqlite3")
    found = disk(Files(path, True, int(free), {path.parent: True}, (), None, 0))
    assert found.state is state
    assert ("Make room" in found.mend) == (state is not State.WELL)


def test_what_may_not_be_written_is_named() -> None:
    path = Path("/var/lib/palabre/palabre.sqlite3")
    found: Finding = disk(Files(path, True, 10**10, {path.parent: True, path: False}, (), 0, 0))
    assert found.state is State.MEND
    assert str(path) in found.says
