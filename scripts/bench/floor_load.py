"""The same client against bare aiohttp."""

from __future__ import annotations

import asyncio
import os
import time

import uvloop

from scripts.visitor import Visitor


async def _user(port: int, until: float) -> int:
    visitor = Visitor(port, "")
    await visitor.connect()
    sent = 0
    while time.perf_counter() < until:
        await visitor.choose("it")
        sent += 1
    visitor.close()
    return sent


async def _press(port: int, users: int, seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_user(port, until) for _ in range(users))))


def floor_messages(port: int, users: int, seconds: float, core: int) -> int:
    """How many messages were answered."""
    if (os.cpu_count() or 1) > core:
        os.sched_setaffinity(0, {core})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_press(port, users, seconds))
