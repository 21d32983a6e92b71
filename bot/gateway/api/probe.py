"""What Telegram says when it is only asked: whether it knows the token, how long it takes, what time it
has there, and what the bot may do in a group. Nothing is fetched, sent or changed by this, so it can be
asked while the bot runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from types import TracebackType
from typing import Literal, Self, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, SecretStr, ValidationError
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.api.failures import ForeignAnswerError, chain, told
from bot.gateway.api.http import Web
from bot.gateway.api.rights import Group, Me, Member, Rights, Shape, rights
from bot.gateway.api.transport import transport_to

#: How long one answer may take, in seconds: a person is waiting.
_READ = 10.0

#: Well-formed and nobody's: what a server is asked with where there is no token.
_NO_TOKEN = "0:none"  # noqa: S105

#: `known`: Telegram knows the token; `refused`: it doesn't; `ailing`: it is there, but can't answer now;
#: `foreign`: something else answers in its place; `silent`: nothing does.
Answer = Literal["known", "refused", "ailing", "foreign", "silent"]

S = TypeVar("S", bound=BaseModel)


class _Webhook(Shape):
    url: str = ""
    pending_update_count: int = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """How Telegram answered. `why` says why it didn't; `there` is the time that it has; `waiting` is how
    many updates it keeps for the bot, and `webhook` whether it sends them somewhere else."""

    answer: Answer
    seconds: float
    why: str = ""
    there: datetime | None = None
    username: str = ""
    joins: bool = True
    hears_all: bool = False
    webhook: bool = False
    waiting: int = 0


class UnansweredError(Exception):
    """Telegram couldn't be asked; says why."""


class Probe:
    """A connection on which is only asked, and which is the bot's own in all else. Used by `async with`. Raises
    SettingsError where the environment names a proxy or certificates that can't be used."""

    def __init__(self, token: str | None, api_url: str, proxy: SecretStr | None = None) -> None:
        self._request = Web(transport_to(api_url, proxy), connections=1, read_timeout=_READ, heard=self._heard)
        self._address = f"{api_url}/bot{quote(token or _NO_TOKEN, safe=':')}"
        self._there: datetime | None = None
        self._genuine: bool | None = None
        self._id = 0

    async def __aenter__(self) -> Self:
        """Open the connection; nothing is asked yet."""
        await self._request.initialize()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close it."""
        await self._request.shutdown()

    async def me(self) -> Reached:
        """Ask who the bot is; never raises for what comes back."""
        began = monotonic()
        try:
            me = await self._ask(Me, "getMe")
        except TelegramError as error:
            answer, why = self._judged(error)
            return Reached(answer, monotonic() - began, why, self._there)
        took, self._id = monotonic() - began, me.id
        try:
            hook = await self._ask(_Webhook, "getWebhookInfo")
        except TelegramError:
            hook = _Webhook()
        return Reached(
            "known",
            took,
            there=self._there,
            username=me.username,
            joins=me.can_join_groups,
            hears_all=me.can_read_all_group_messages,
            webhook=bool(hook.url),
            waiting=hook.pending_update_count,
        )

    async def rights(self, chat: int) -> Rights:
        """What the bot may do in a group, once `me` has been answered. Raises UnansweredError."""
        try:
            member = await self._ask(Member, "getChatMember", chat_id=chat, user_id=self._id)
            here = await self._ask(Group, "getChat", chat_id=chat)
        except ChatMigrated:
            return Rights(inside=True, moved=True)
        except (Forbidden, BadRequest):
            return Rights(inside=False)
        except TelegramError as error:
            raise UnansweredError(self._judged(error)[1]) from None
        return rights(member, here)

    async def _ask(self, shape: type[S], method: str, **parameters: object) -> S:
        self._there = self._genuine = None
        try:
            result = await self._request.post(f"{self._address}/{method}?{urlencode(parameters)}")
            return shape.model_validate(result)
        except (ValidationError, LookupError, TypeError, AttributeError):
            self._genuine = False
            raise NetworkError("the answer is no Bot API answer") from None

    def _heard(self, head: Mapping[str, str]) -> None:
        """Called with every answer, whatever it is: its head tells the time and whether it may be Telegram's."""
        self._genuine = "json" in head.get("content-type", "")
        try:
            self._there = parsedate_to_datetime(head["date"]).astimezone(UTC)
        except (LookupError, ValueError, TypeError):
            self._there = None

    def _judged(self, error: TelegramError) -> tuple[Answer, str]:
        if self._genuine is None:
            return "silent", told(error) or f"no answer within {_READ:.0f} seconds, or the connection breaks off"
        if not self._genuine or any(isinstance(behind, ForeignAnswerError) for behind in chain(error)):
            return "foreign", "something else answers in its place, such as the sign-in page of a network"
        if isinstance(error, InvalidToken):
            return "refused", "it doesn't know this token"
        if isinstance(error, RetryAfter):
            return "ailing", "it asks to wait, having been asked too much"
        return "ailing", "it answers with an error of its own"
