"""A process that is told to end does so in time, whatever hangs, and answers nothing unwritten."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from configparser import RawConfigParser
from contextlib import asynccontextmanager
from pathlib import Path

import yaml

from bot.assemble import HOUSE_ENDS
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox, InboxClosed
from bot.conversation.presence import Presence
from bot.conversation.world import World
from bot.house import House
from bot.messages import Address, Channel, Inbound, Opened
from bot.process.ending import END_SECONDS, ended
from bot.scheduling.loops import Loops
from bot.serve import STOPPING_SECONDS, run_sites
from bot.storage.memory import MemoryBatch, MemoryStore
from bot.talk import Counted
from bot.web.listening import LAST_SECONDS
from tests.conversation.conftest import NOW, scene
from tests.place import installed

DEPLOY = Path(__file__).parents[2] / "deploy"
HANGS = """
import threading
import uvloop
from bot.process.ending import at_last

async def main():
    import asyncio
    at_last(0.5)
    await asyncio.to_thread(threading.Event().wait)

uvloop.run(main())
"""


async def test_a_loop_that_did_not_notice_its_end_is_told_again() -> None:
    """A wait that is over in the moment of the end swallows it: the process ends all the same."""
    loops, told = Loops(), []

    async def deaf() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                told.append(1)
                if len(told) > 1:
                    raise

    loops.every(1.0, "deaf", deaf)
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await loops.stop()
    assert len(told) == 2


class HangingStore(MemoryStore):
    """A database that takes everything, and says nothing any more."""

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[MemoryBatch]:
        """It never comes about."""
        await asyncio.Event().wait()
        yield MemoryBatch(self)


async def test_a_database_that_hangs_keeps_no_process_alive() -> None:
    """What waits is not answered, so that it is sent again; who waited is told at once."""
    ids = Counted()
    inbox = Inbox(HangingStore(), scene, World(ids), LocalBus(), ids, Presence())
    inbox.stopping_seconds = 0.1
    await inbox.start()
    hers = [Address(Channel.WEB, f"she-{number}") for number in range(3)]
    first = asyncio.create_task(inbox.post(Inbound("o", hers[0], NOW, Opened())))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(inbox.post(Inbound("o", she, NOW, Opened()))) for she in hers[1:]]
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await inbox.stop()
        said = await asyncio.gather(first, *others, return_exceptions=True)
    assert [type(one) for one in said] == [InboxClosed] * 3


async def test_a_room_that_hangs_or_fails_keeps_no_other_from_ending() -> None:
    """It is left behind, and said to have been."""

    async def fails() -> None:
        raise ValueError

    assert not await ended("hangs", asyncio.Event().wait(), 0.1)
    assert not await ended("fails", fails(), 30)
    assert await ended("ends", asyncio.sleep(0), 30)


def test_at_last_a_process_ends_whatever_holds_it() -> None:
    """A thread that waits for ever would hold it: nobody waits for that one."""
    ran = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, timeout=60)
    assert ran.returncode == 1
    assert b"Timeout" in ran.stderr


async def test_a_start_that_is_told_to_end_never_comes_about(tmp_path: Path) -> None:
    """It is broken off, and that is no trouble."""
    settings = await installed(tmp_path)
    up: list[House] = []
    ending: list[str] = []
    starting = asyncio.create_task(
        run_sites(
            settings,
            frozenset({"worker", "public", "staff"}),
            up.append,
            lambda: ending.append("told"),
        )
    )
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    await starting
    assert up == []
    assert ending == ["told"]


def test_whoever_kills_waits_for_longer_than_an_end_takes() -> None:
    """The rooms end before the process gives up, and that comes before it is killed."""
    sites = 2 * (STOPPING_SECONDS + LAST_SECONDS)
    assert sites + HOUSE_ENDS < END_SECONDS
    unit = RawConfigParser(strict=False)
    unit.read(DEPLOY / "systemd" / "filo.service")
    assert int(unit["Service"]["TimeoutStopSec"]) > END_SECONDS
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert int(compose["services"]["filo"]["stop_grace_period"].rstrip("s")) > END_SECONDS
