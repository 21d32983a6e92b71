"""Two private questions, asked of everybody, and what whoever searches a phone, or reads the database, finds then."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.gateway.outbound.pacing import Limits
from bot.store import group_settings, groups
from bot.store.db import Tx
from tests.stage import Stage, open_stage

WORDS = "Le canari est passé par la rivière."
#: Nothing waits for Telegram's pace.
AT_ONCE = Limits(timedelta(0), 10**6, 10**6, 10**6, debounce=timedelta(0))
#: What stands in the place of a message that is too old to be deleted.
CLEARED = "(rangé)"

_SCENARIO = """
palabre: 1
id: hush
title: { fr: Chut }
purpose: { fr: Se taire un peu. }
steps:
  - { id: how, kind: scale, collect: private, prompt: { fr: "Comment va le groupe ?" } }
  - { id: then, kind: text, collect: private, attribution: none, prompt: { fr: "Et sans nom ?" } }
  - { id: end, kind: text, prompt: { fr: "Encore un mot ?" } }
"""


@asynccontextmanager
async def asked(tmp_path: Path, limits: Limits = AT_ONCE, *, tidies: bool = True) -> AsyncIterator[Stage]:
    """Everybody is asked the first of them. `tidies`: as the group wishes at first."""
    folder = tmp_path / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "hush.yaml").write_text(_SCENARIO, "utf-8")
    async with open_stage(tmp_path, scenarios=folder, limits=limits) as stage:
        await stage.app.database.transact(lambda tx: _wish(tx, tidies=tidies))
        await stage.begin("hush")
        await go_on(stage)
        yield stage


def _wish(tx: Tx, *, tidies: bool) -> None:
    for group in groups.everyone(tx):
        group_settings.set_tidies(tx, group.id, tidies)


async def go_on(stage: Stage) -> None:
    """The facilitator goes on."""
    stage.say("Awa", "/next oui")
    await stage.settle()


async def decide(stage: Stage) -> None:
    """What has come is worked on, and nothing is sent."""
    await stage.app.poll.once(0)
    await stage.work()


async def pass_on(stage: Stage, time: timedelta) -> None:
    """So much time passes, hour by hour."""
    for _ in range(int(time / timedelta(hours=1))):
        stage.clock.turn(timedelta(hours=1))
        await stage.there_all_the_while()
        await stage.app.work.prune()
        await stage.settle()


def left(stage: Stage, name: str) -> list[str]:
    """What stands in somebody's chat with the bot, but for its opening and what a facilitator steers by."""
    texts = [m.text or f"<{m.media or m.voice}>" for m in stage.room.messages(stage.private(name)) if not m.service]
    return [text for text in texts if not text.startswith(("/start", "Bonjour. Je suis Palabre", "Chut\n"))]


def deletions(tx: Tx) -> dict[str, list[list[int]]]:
    """Place -> the numbers that are to be deleted there, call by call."""
    rows = tx.all("SELECT place, payload FROM outbox WHERE state = 'queued' AND method = 'delete' ORDER BY id")
    found: dict[str, list[list[int]]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append(json.loads(row["payload"]).get("numbers", []))
    return found
