"""One life of the bot in a process of its own, and a database that ends it at a chosen transaction."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from bot.app import App
from bot.gateway.api.logs import set_up
from bot.gateway.outbound.pacing import Limits
from bot.settings import Settings
from bot.store.db import Database, Tx

T = TypeVar("T")

SCENARIOS = Path(__file__).parents[1] / "dialogues" / "scenarios"

#: As fast as it goes: what is tested is what a kill does, not how long Telegram makes one wait.
QUICK = Limits(between=timedelta(0), group_minute=100_000, receipts_minute=100_000, overall_second=100)


class MortalDatabase(Database):
    """A database whose nth transaction is the last thing that its process does. `when` is "before" (all
    is done but the commit) or "after"."""

    when = ""
    nth = 0
    transactions = 0

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction, and perhaps die of it."""
        self.transactions += 1
        last = self.transactions == self.nth

        def dying(tx: Tx) -> T:
            result = work(tx)
            if last and self.when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        result = await super().transact(dying)
        if last and self.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def live(address: str, token: str, path: Path, coordinator: int, when: str, nth: int, scenarios: Path) -> None:
    """Run the bot until something ends this process."""
    set_up()
    settings = Settings(
        token=SecretStr(token),
        api_url=address,
        database=path,
        coordinators=(coordinator,),
        scenarios=scenarios,
    )
    asyncio.run(_live(settings, when, nth))


async def _live(settings: Settings, when: str, nth: int) -> None:
    database = await MortalDatabase.open(settings.database)
    database.when, database.nth = when, nth
    async with App(settings, database=database, limits=QUICK) as app:
        await app.run()
