"""A key follows another while women write; whoever has a part in it is killed, and begins again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import Connection, text

from bot.crypto.keys import Keyring, read_key_file
from bot.storage.examine import look
from bot.storage.ids import RandomIds
from bot.storage.installation import follow, stand_by
from bot.storage.outside import outside
from bot.storage.rotation import SETTLES, Progress, end, progress
from bot.storage.trouble import StorageError
from scripts.faults.nodes import python
from scripts.faults.world import World
from tests.postgres import TEMPLATE, USER

TRIES = 12
"""So often the command is killed at some moment, unless it was done before."""

AGES = 120.0
"""Seconds, twice those after which nobody believes any more that a silent process runs."""

WORKERS = ("worker1", "worker2")
_WAITING = "select count(*) from pg_locks where relation = 'installation'::regclass and not granted"


async def rotated(world: World, chance: Random, over: asyncio.Event) -> None:
    """The new key is made, given to every node, and seals; a worker is killed again and again
    until nothing is left. The old key is not retired so long."""
    world.holding = True
    await _filo(world, "new")
    began = time.monotonic()
    said = await _filo(world, "rotate", fails=True)
    takes = time.monotonic() - began
    assert "running processes do not have the new key" in said, said
    for node in world.nodes.values():
        await node.stop()
        await node.start()
    await _killed_within(world)
    await _killed_at_any_moment(world, chance, takes)
    while left := (await _progress(world)).left.left:
        said = await _filo(world, "retire", fails=True)
        assert "still need the old key" in said, said
        said = await _end_then_roll_back(world)
        assert "left under the old key" in said or not (await _progress(world)).left.left, said
        name = chance.choice(WORKERS)
        world.nodes[name].kill()
        world.note(f"killed {name}, {left // 100 * 100}+ left")
        await asyncio.sleep(chance.uniform(0, 1))
        await world.nodes[name].start()
        await asyncio.sleep(chance.uniform(0, 2))
    world.note("sealed everything anew")
    world.holding = False


async def and_retired(world: World) -> None:
    """A day later the old key is retired, and its file is gone for good: every node starts with the
    new one alone."""
    await outside(world.database.own_url, _a_day_passes(world))
    await _retire(world)
    world.note("retired the old key")
    (world.folder / "next").replace(world.folder / "key")
    del world.environ["FILO_NEXT_KEY_FILE"]
    for node in world.nodes.values():
        await node.stop()
        await node.start()


async def _retire(world: World) -> None:
    """A worker that was killed a moment ago is taken for running until its row is old."""
    async with asyncio.timeout(AGES):
        while (said := await _tried(world, "retire"))[0]:
            assert "Try again in a minute" in said[1], said[1]
            await asyncio.sleep(1)


async def _killed_within(world: World) -> None:
    """The command is killed in the middle of its one transaction: nothing of it is there."""
    hold, may_go = asyncio.Event(), asyncio.Event()

    async def held() -> None:
        host = str(world.postgres.server.folder)
        connection = await asyncpg.connect(host=host, user=USER, database=TEMPLATE)
        async with connection.transaction():
            await connection.execute("lock table installation in share row exclusive mode")
            hold.set()
            await may_go.wait()
        await connection.close()

    holding = asyncio.create_task(held())
    await hold.wait()
    command = await _begun(world, "rotate")
    async with asyncio.timeout(60):
        while await world.database.ask(_WAITING) == [0]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    command.kill()
    await command.wait()
    may_go.set()
    await holding
    assert not (await _progress(world)).rotating, "nothing of a killed rotate is there"
    world.note("killed rotate within its transaction")


async def _killed_at_any_moment(world: World, chance: Random, takes: float) -> None:
    """``takes``: seconds of the whole command, most of which go by in loading it."""
    for _ in range(TRIES):
        command = await _begun(world, "rotate")
        try:
            async with asyncio.timeout(takes * chance.uniform(0.5, 1.1)):
                await command.wait()
        except TimeoutError:
            command.kill()
            await command.wait()
            world.note("killed rotate")
        if (await _progress(world)).rotating:
            world.note("rotated")
            return
    await _filo(world, "rotate")
    world.note("rotated")


async def _end_then_roll_back(world: World) -> str:
    """Why the old key may not be retired, were it a day later."""

    def work(connection: Connection) -> None:
        end(connection, _keys(world), RandomIds().new(), _now() + SETTLES)
        raise StorageError("It may be.", "Nothing was changed.")

    try:
        await outside(world.database.own_url, work)
    except StorageError as refused:
        return str(refused)
    raise AssertionError("what raises is refused")


def _a_day_passes(world: World) -> Callable[[Connection], None]:
    """The new key seals since a day earlier."""

    def work(connection: Connection) -> None:
        connection.execute(text("lock table key_nodes in exclusive mode"))
        keys = _keys(world)
        stand_by(connection, keys)
        earlier = keys.standing.since - SETTLES // timedelta(milliseconds=1)
        follow(connection, keys, replace(keys.standing, since=earlier))

    return work


async def _progress(world: World) -> Progress:
    keys = _keys(world)
    return await look(world.database.own_url, lambda one: progress(one, keys, _now()))


def _keys(world: World) -> Keyring:
    return Keyring(*(read_key_file(world.folder / name) for name in ("key", "next")))


def _now() -> datetime:
    return datetime.now(UTC)


async def _begun(world: World, word: str) -> asyncio.subprocess.Process:
    world.environ["FILO_NEXT_KEY_FILE"] = str(world.folder / "next")
    return await asyncio.create_subprocess_exec(
        *python("bot", "keys", word),
        env=world.environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        process_group=world.group,
    )


async def _filo(world: World, word: str, *, fails: bool = False) -> str:
    """What `filo keys WORD` says. Raises where it goes otherwise than wanted."""
    status, said = await _tried(world, word)
    assert (status != 0) == fails, said
    return said


async def _tried(world: World, word: str) -> tuple[int | None, str]:
    """The status of `filo keys WORD`, and what it says."""
    command = await _begun(world, word)
    said = (await command.communicate())[0].decode()
    return command.returncode, " ".join(said.split())
