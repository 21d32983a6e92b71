"""The rehearsal reaches nobody outside this machine, whatever the settings and the environment say of the network."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr

from bot.commands.rehearse import rehearse
from bot.settings import Settings


async def test_it_goes_through_no_proxy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    settings = Settings(proxy=SecretStr("socks5h://127.0.0.1:9"))
    played = asyncio.create_task(rehearse(settings, 0, "fr"))
    said = ""
    async with asyncio.timeout(20):
        while "The rehearsal is open" not in said:
            assert not played.done(), "it could reach its own server"
            await asyncio.sleep(0.05)
            said += capsys.readouterr().out
    played.cancel()
    assert await played == 0
