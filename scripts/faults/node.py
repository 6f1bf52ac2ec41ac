"""Nodes as ``filo serve --only …`` runs them, on a clock that can be moved: ``… node FOLDER``.

This process has loaded and read everything, and becomes no node itself: for each line of its input,
``{"environ": …, "roles": …, "log": …}``, it forks one and says its process id. So a node that was
killed is there again in a moment, as many a time as somebody wants to kill it.

In ``FOLDER`` files move the clock of all nodes (``scripts.faults.clocks``), and while ``nameless``
is there no name is found (``localhost`` neither).
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # noqa: F401 - loaded once for all
import orjson
import sqlalchemy.dialects.postgresql.asyncpg  # noqa: F401
import uvloop

import bot.channels.telegram
import bot.channels.telegram_serving
import bot.storage.postgres  # noqa: F401
from bot import assemble, serve
from bot.config import Settings, load
from bot.house import House
from bot.storage import resealing
from bot.wiring import rotating
from bot.wiring.rules import rules_of
from scripts.faults.clocks import error, passed

FOLDER = Path(sys.argv[1])


def clock() -> datetime:
    """The time, in UTC, as the run has it."""
    return datetime.now(UTC) + timedelta(seconds=passed(FOLDER) + error(FOLDER))


def on_this_clock(settings: Settings) -> AbstractAsyncContextManager[House]:
    """The whole service of one process (``bot.assemble.house``)."""
    return assemble.house(settings, clock)


class Loop(uvloop.Loop):
    """The loop of a node. It asks the resolver by itself, whatever stands in ``socket``."""

    async def getaddrinfo(self, *given: Any, **more: Any) -> Any:
        """What the resolver of the machine says, while there is one."""
        if (FOLDER / "nameless").exists():
            raise socket.gaierror(socket.EAI_AGAIN, "no name is found")
        return await super().getaddrinfo(*given, **more)


def fork(environ: Mapping[str, str], roles: Sequence[str], log: str) -> int:
    """The process id of a new node."""
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environ)
    there = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for own in (1, 2):
        os.dup2(there, own)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["bot.serve", *roles]
    try:
        serve.main()
    finally:
        sys.stdout.flush()
        os._exit(0)


def main() -> None:
    """Fork a node for each line, until the input ends."""
    settings = load({"FILO_MODE": "demo"})
    read = assemble._read(settings, clock, rules_of(settings))
    # Of few women little is sealed: in small steps a worker is met in the middle of it.
    resealing.AT_ONCE, rotating.BREATH = 5, 0.1
    replaced: Mapping[object, tuple[str, Callable[..., Any]]] = {
        serve: ("house", on_this_clock),
        assemble: ("_read", lambda *_: read),
        uvloop: ("run", partial(uvloop.run, loop_factory=Loop)),
    }
    for module, (name, other) in replaced.items():
        setattr(module, name, other)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        print(fork(**orjson.loads(line)), flush=True)


if __name__ == "__main__":
    main()
