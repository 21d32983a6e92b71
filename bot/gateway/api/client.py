"""The Bot API client: a Bot for sending, and updates fetched raw, so that one that can't be parsed
doesn't take its whole batch with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from pydantic import SecretStr
from telegram import Bot
from telegram.error import NetworkError

from bot.gateway.api.form import legible
from bot.gateway.api.http import Web
from bot.gateway.api.transport import transport_to
from bot.gateway.inbound.decode import ALLOWED_UPDATES, Reader
from bot.store.inbox import Stored

#: Sends under way at once: 2 to 8 keep up with Telegram's 30 a second, more gain nothing.
IN_FLIGHT = 6
#: And with those that take too long, which keep no others waiting.
MOST_IN_FLIGHT = 32

#: How long a call may take, and how much longer than the long poll its answer may, in seconds.
_PATIENCE, _SLACK = 20.0, 10.0
#: How many bytes an answer to a call may have: the longest, a group's fifty admins, has some 20 kB.
_MOST = 2**20


class Client:
    """A connection to a Bot API server: `api_url` is its address, without `/bot`, and `proxy` a proxy on the way to it.
    `patience` is how many seconds an answer to a call may take, `slack` how many more than the long poll one with
    updates may. Raises SettingsError where the environment names a proxy or certificates that can't be used."""

    def __init__(
        self,
        token: str,
        api_url: str,
        proxy: SecretStr | None = None,
        *,
        patience: float = _PATIENCE,
        slack: float = _SLACK,
    ) -> None:
        self._slack = slack
        way = transport_to(api_url, proxy)
        self._updates = Web(way, connections=1, read_timeout=patience)
        asked = urlencode({"limit": 100, "allowed_updates": json.dumps(ALLOWED_UPDATES)})
        self._address = f"{api_url}/bot{token}/getUpdates?{asked}"
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=Web(way, connections=MOST_IN_FLIGHT + 2, read_timeout=patience, most=_MOST),
            get_updates_request=self._updates,  # or it would make one of its own, of two megabytes
        )

    async def start(self) -> None:
        """Open the connections and ask Telegram who we are; raises telegram.error.TelegramError."""
        with legible():
            await self.bot.initialize()

    async def stop(self) -> None:
        """Close the connections."""
        await self.bot.shutdown()

    async def get_updates(self, offset: int | None, wait: int) -> Sequence[Stored]:
        """The updates from `offset` on, waiting up to `wait` seconds for the first. What comes before
        the offset is confirmed by asking. Raises telegram.error.TelegramError."""
        address = f"{self._address}&timeout={wait}" + (f"&offset={offset}" if offset is not None else "")
        payload = await self._updates.retrieve(address, read_timeout=wait + self._slack)
        try:
            return Reader(self.bot.id, self.bot.username).batch(payload)
        except ValueError:
            raise NetworkError("the answer is no Bot API answer") from None
