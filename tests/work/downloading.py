"""How somebody downloads a summary: /summaries, the workshop, the format."""

from __future__ import annotations

from bot.gateway.api.buttons import SIGNATURE
from tests.stage import Stage


def press(stage: Stage, name: str, begins: str, ends: str = "") -> None:
    """Press the newest button in somebody's private chat whose data begins and ends so."""
    for message in reversed(stage.room.messages(stage.private(name))):
        for key in (key for row in message.keyboard for key in row):
            if key.data[SIGNATURE:].startswith(begins) and key.data.endswith(ends):
                stage.room.press(stage.people[name], message, key.data)
                return
    raise LookupError(begins)


async def workshop_page(stage: Stage, name: str = "Awa") -> None:
    """The page of the newest workshop is open."""
    stage.say(name, "/summaries", chat=stage.private(name))
    await stage.settle()
    press(stage, name, "sum-")
    await stage.settle()


def wants(stage: Stage, format: str, name: str = "Awa") -> None:
    """Press the button of a format on that page."""
    press(stage, name, "get-", f"-{format}-fr")


async def download(stage: Stage, *formats: str, name: str = "Awa") -> list[bytes]:
    """The newest workshop in these formats; gives what came."""
    await workshop_page(stage, name)
    for format in formats:
        wants(stage, format, name)
        await stage.settle()
    return [m.document.content for m in stage.room.messages(stage.private(name)) if m.document]
