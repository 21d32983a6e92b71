"""What was set aside goes when its author is forgotten, and when its time is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.gateway.inbound.decode import encode
from bot.gateway.inbound.updates import IncomingMessage
from bot.store import dead_letters, inbox
from bot.store.inbox import Stored
from tests.stage import open_stage


async def test_to_be_forgotten_takes_back_what_was_set_aside(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.begin("roles")
        transact, now = stage.app.database.transact, stage.clock.now()
        group, chidi = stage.group.id, stage.people["Chidi"].id
        heard = IncomingMessage(chat=group, kind="group", account=chidi, message=1, text="mes mots")
        await transact(lambda tx: inbox.add(tx, [Stored(1, group, chidi, encode(heard))], now))
        await transact(lambda tx: tx.run("UPDATE inbox SET state = 'aside', error = 'KeyError' WHERE update_id = 1"))
        stage.say("Chidi", "/forget yes", chat=stage.private("Chidi"))
        await stage.settle()
        assert [row.whole for row in await transact(dead_letters.listing)] == [False]
        assert await transact(dead_letters.retry) == 0
        stage.clock.turn(timedelta(days=8))
        await stage.app.work.prune()
        assert await transact(dead_letters.listing) == []
