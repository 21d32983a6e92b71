"""What Telegram says when it is only asked: whether it knows the token, how long it takes, what time it
has there, and what the bot may do in a group. Nothing is fetched, sent or changed by this, so it can be
asked while the bot runs.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, ValidationError
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

#: How long one answer may take, in seconds: a person is waiting.
_CONNECT, _READ = 5.0, 10.0

#: Why nothing came back: causes that somebody can do something about.
_CAUSES: Mapping[type[BaseException], str] = {
    ssl.SSLError: "its certificate isn't accepted, as happens when the clock is wrong or a proxy stands between",
    socket.gaierror: "its name isn't found",
    ConnectionRefusedError: "the connection is refused",
}

#: Well-formed and nobody's: what a server is asked with where there is no token.
_NO_TOKEN = "0:none"  # noqa: S105

#: `known`: Telegram knows the token; `refused`: it doesn't; `ailing`: it is there, but can't answer now;
#: `foreign`: something else answers in its place; `silent`: nothing does.
Answer = Literal["known", "refused", "ailing", "foreign", "silent"]

S = TypeVar("S", bound=BaseModel)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Me(_Shape):
    id: int
    username: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False


class _Webhook(_Shape):
    url: str = ""
    pending_update_count: int = 0


class _Member(_Shape):
    status: str
    can_pin_messages: bool = False
    can_send_messages: bool = False


class _Permissions(_Shape):
    can_send_messages: bool = True
    can_pin_messages: bool = False


class _Chat(_Shape):
    is_forum: bool = False
    permissions: _Permissions = _Permissions()


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


@dataclass(frozen=True, slots=True)
class Rights:
    """What the bot may do in a group. `inside` False: it is not in it; `moved`: the group has another
    number by now."""

    inside: bool
    moved: bool = False
    admin: bool = False
    writes: bool = False
    pins: bool = False
    topics: bool = False


class UnansweredError(Exception):
    """Telegram couldn't be asked; says why."""


class Probe:
    """A connection on which is only asked. Used by `async with`."""

    def __init__(self, token: str | None, api_url: str) -> None:
        hooks = {"response": [self._heard]}
        self._request = HTTPXRequest(
            connection_pool_size=1,
            read_timeout=_READ,
            connect_timeout=_CONNECT,
            httpx_kwargs={"event_hooks": hooks},
        )
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
            me = await self._ask(_Me, "getMe")
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
            member = await self._ask(_Member, "getChatMember", chat_id=chat, user_id=self._id)
            here = await self._ask(_Chat, "getChat", chat_id=chat)
        except ChatMigrated:
            return Rights(inside=True, moved=True)
        except (Forbidden, BadRequest):
            return Rights(inside=False)
        except TelegramError as error:
            raise UnansweredError(self._judged(error)[1]) from None
        if member.status in ("left", "kicked"):
            return Rights(inside=False)
        admin = member.status in ("administrator", "creator")
        own = admin or member.status == "restricted"  # else what everybody in the group may do counts
        return Rights(
            inside=True,
            admin=admin,
            writes=admin or (member.can_send_messages if own else here.permissions.can_send_messages),
            pins=member.can_pin_messages if own else here.permissions.can_pin_messages,
            topics=here.is_forum,
        )

    async def _ask(self, shape: type[S], method: str, **parameters: object) -> S:
        self._there = self._genuine = None
        try:
            result = await self._request.post(f"{self._address}/{method}?{urlencode(parameters)}")
            return shape.model_validate(result)
        except (ValidationError, LookupError, TypeError, AttributeError):
            self._genuine = False
            raise NetworkError("the answer is no Bot API answer") from None

    async def _heard(self, response: Any) -> None:
        """Called with every answer, whatever it is: its head tells the time and whether it may be Telegram's."""
        self._genuine = "json" in response.headers.get("content-type", "")
        try:
            self._there = parsedate_to_datetime(response.headers["date"]).astimezone(UTC)
        except (LookupError, ValueError, TypeError):
            self._there = None

    def _judged(self, error: TelegramError) -> tuple[Answer, str]:
        if self._genuine is None:
            return "silent", _cause(error)
        if not self._genuine:
            return "foreign", "something else answers in its place, such as the sign-in page of a network"
        if isinstance(error, InvalidToken):
            return "refused", "it doesn't know this token"
        if isinstance(error, RetryAfter):
            return "ailing", "it asks to wait, having been asked too much"
        return "ailing", "it answers with an error of its own"


def _cause(error: BaseException) -> str:
    """Why nothing came back, from the errors behind the error. Their texts aren't shown: they can hold the token."""
    behind: BaseException | None = error
    while behind is not None:
        for kind, says in _CAUSES.items():
            if isinstance(behind, kind):
                return says
        behind = behind.__cause__ or behind.__context__
    return f"no answer within {_READ:.0f} seconds, or the connection breaks off"
