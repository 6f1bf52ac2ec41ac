"""Tells the supervisor that this process serves, and again and again that it still does.

systemd's ``Type=notify`` and ``WatchdogSec=`` (sd_notify(3)): ``systemctl start`` then fails where
the service could not begin, and a process that lives and answers nobody is started again.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

MICROSECONDS = 1_000_000
TIMES = 3
"""So often within the time of the watchdog."""


@asynccontextmanager
async def supervised(environ: Mapping[str, str]) -> AsyncIterator[None]:
    """Within it the supervisor knows that the process is ready. Without one nothing is told."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        yield
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        # Linux's abstract addresses are written with an @.
        told.connect("\0" + address[1:] if address.startswith("@") else address)
        _say(told, b"READY=1")
        beating = asyncio.create_task(_beat(told, int(environ.get("WATCHDOG_USEC", "0"))))
        try:
            yield
        finally:
            beating.cancel()
            _say(told, b"STOPPING=1")


async def _beat(told: socket.socket, within: int) -> None:
    while within:
        _say(told, b"WATCHDOG=1")
        await asyncio.sleep(within / MICROSECONDS / TIMES)


def _say(told: socket.socket, what: bytes) -> None:
    # Whoever serves women goes on, whether or not somebody listens to this.
    with suppress(OSError):
        told.send(what)
