"""The supervisor: told that the bot is up, that its loops go on, and that it stops.

systemd's protocol: a datagram to the socket that NOTIFY_SOCKET names. Without one nothing is done.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress

#: A loop may be still for as long as its longest wait (a long poll of 50 s, its answer, a pause after an
#: error); one that is still for longer hangs.
STILL = 120.0


def notify(state: str) -> None:
    """Tell the supervisor, if there is one. One that doesn't listen is not waited for."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.setblocking(False)
            channel.connect("\0" + address[1:] if address.startswith("@") else address)
            channel.send(state.encode())


async def serve(pulse: Callable[[], float], up: asyncio.Event) -> None:
    """Say READY once the bot is up, and WATCHDOG as often as the supervisor wants, as long as nothing hangs.
    `pulse` gives for how many seconds the stillest loop has been still."""
    await up.wait()
    notify("READY=1")
    every = int(os.environ.get("WATCHDOG_USEC", "0")) / 2_000_000
    while every:
        if pulse() < STILL:
            notify("WATCHDOG=1")
        await asyncio.sleep(every)
