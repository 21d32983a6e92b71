"""A stage to be examined, and what the doctor says of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.commands.doctor import doctor
from bot.doctor.finding import Finding
from bot.doctor.report import as_json, render
from bot.rehearsal.emulator import Watch
from bot.store.db import Tx
from tests.stage import Stage, open_stage

#: A token of the form that Telegram's have, which the stage doesn't know.
WRONG = "123456789:AAH-not-the-right-one-but-of-its-form"


class Ward:
    """A stage, and the doctor who comes to it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.settings = stage.app.settings
        self.path = self.settings.database
        self.ahead = timedelta(0)
        self.progress: list[str] = []

    def set(self, **changes: object) -> None:
        self.settings = self.settings.model_copy(update=changes)

    async def change(self, sql: str, *values: object) -> None:
        await self.stage.app.database.transact(lambda tx: tx.run(sql, *values))

    async def ask(self, question: Callable[[Tx], object]) -> object:
        return await self.stage.app.database.transact(question)

    async def examined(self, *, retry: bool = False) -> dict[str, Finding]:
        """The findings by name. Whatever they are, they name no account, no chat and no token."""
        findings = await doctor(
            self.settings, lambda: self.stage.clock.now() + self.ahead, self.progress.append, retry=retry
        )
        said = render(findings) + as_json(findings)
        secrets = [WRONG, "stage", *map(str, self.stage.people.values()), *map(str, self.stage.room.chats)]
        assert not [secret for secret in secrets if secret.lstrip("-") in said.replace(str(self.path.parent), "")]
        return {finding.name: finding for finding in findings}


Break = Callable[[Ward], Awaitable[None] | None]


@asynccontextmanager
async def open_ward(folder: Path, *, watch: Watch | None = None) -> AsyncIterator[Ward]:
    """A ward in which all is well: a group that the bot was just added to."""
    async with open_stage(folder, watch=watch) as stage:
        yield Ward(stage)


def wrong_token() -> SecretStr:
    return SecretStr(WRONG)
