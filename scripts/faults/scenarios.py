"""What is broken, and when. Each scenario goes on while women write, and mends what it broke."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from scripts.faults.nodes import python
from scripts.faults.world import World
from tests.postgres import stop

Act = Callable[[World, Random, asyncio.Event], Coroutine[Any, Any, None]]
"""Breaks and mends until the event says that the women have done; the last thing is mended."""

JUMP = 600.0
"""Seconds: longer than any message of Telegram's may wait, shorter than silence on the web."""

HOUR = 3600.0
PAUSED = 60.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """``act`` is done while women write; ``after``, once they have, and then others write.
    ``on_telegram``: all of them write there, where threads outlive an hour's silence."""

    act: Act
    after: Callable[[World], Awaitable[None]] | None = None
    small_disk_mb: int = 0
    on_telegram: bool = False


async def _rest(over: asyncio.Event, seconds: float) -> bool:
    """Whether the women still write after so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await over.wait()
    except TimeoutError:
        return True
    return False


async def killed(world: World, chance: Random, over: asyncio.Event) -> None:
    """SIGKILL of a node of each role in turn, at any instant; it is started again."""
    names = list(world.nodes)
    while await _rest(over, chance.uniform(1, 5)):
        name = names.pop(0)
        names.append(name)
        node = world.nodes[name]
        node.kill()
        world.note(f"killed {name}")
        await asyncio.sleep(chance.uniform(0, 2))
        await node.start()


async def database_killed(world: World, chance: Random, over: asyncio.Event) -> None:
    """SIGKILL of PostgreSQL and all of its processes; a new one recovers."""
    while await _rest(over, chance.uniform(4, 10)):
        await asyncio.to_thread(world.kill_server)
        world.note("killed PostgreSQL")
        await asyncio.sleep(chance.uniform(0, 4))
        await world.start_server()


async def database_restarted(world: World, chance: Random, over: asyncio.Event) -> None:
    """PostgreSQL is stopped in good order and started again."""
    while await _rest(over, chance.uniform(4, 10)):
        await asyncio.to_thread(stop, world.server)
        world.note("restarted PostgreSQL")
        await world.start_server()


async def cut(world: World, chance: Random, over: asyncio.Event) -> None:
    """Connections are cut: one in mid-commit, by turns before and after it was done, or all."""
    while await _rest(over, chance.uniform(0.2, 1)):
        everything = chance.random() < 0.1
        world.cable.sign(signal.SIGUSR1 if everything else signal.SIGUSR2)
        world.note("cut all connections" if everything else "cut a commit")


async def provider_gone(world: World, chance: Random, over: asyncio.Event) -> None:
    """The provider dies for half a minute, again and again, with requests under way."""
    while await _rest(over, chance.uniform(3, 8)):
        world.provider.kill()
        world.note("killed the provider")
        await asyncio.sleep(chance.uniform(5, 30))
        await world.provider.start()


async def nothing(world: World, chance: Random, over: asyncio.Event) -> None:
    """Nothing is broken while they write."""
    await over.wait()


async def provider_down(world: World, chance: Random, over: asyncio.Event) -> None:
    """The provider is away from the middle of the talks on."""
    await _rest(over, 10)
    world.provider.kill()
    world.note("killed the provider")
    await over.wait()


async def an_hour_passes(world: World) -> None:
    """Then it is there again: whatever waited is an hour old."""
    world.shift(HOUR)
    world.note("an hour later")
    await world.provider.start()
    await world.settle()


async def nameless(world: World, chance: Random, over: asyncio.Event) -> None:
    """No name is found for up to half a minute, again and again."""
    while await _rest(over, chance.uniform(3, 8)):
        world.names_gone(True)
        # Connections that are open need no name: a new provider closes them.
        world.provider.kill()
        await world.provider.start()
        world.note("no names")
        await asyncio.sleep(chance.uniform(5, 30))
        world.names_gone(False)


async def paused(world: World, chance: Random, over: asyncio.Event) -> None:
    """A node of each role is stopped for a minute in mid-work, and then goes on."""
    for name in ("worker1", "public1", "worker2"):
        if not await _rest(over, chance.uniform(1, 4)):
            return
        node = world.nodes[name]
        node.pause()
        world.note(f"stopped {name} for {PAUSED:.0f} s")
        await asyncio.sleep(PAUSED)
        node.wake()


async def unheard(world: World, chance: Random, over: asyncio.Event) -> None:
    """Whoever listens for notifications loses its connection, again and again."""
    ends = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = "
    while await _rest(over, chance.uniform(0.2, 1)):
        gone = await world.ask(f"{ends} 'filo wakes'")
        world.note(f"{len(gone)} lost their notifications")


async def clock_jumps(world: World, chance: Random, over: asyncio.Event) -> None:
    """Everybody's clock goes ten minutes ahead, and back again."""
    ahead = False
    while await _rest(over, chance.uniform(5, 12)):
        ahead = not ahead
        world.shift(JUMP if ahead else 0.0)
        world.note(f"the clock jumped {'ahead' if ahead else 'back'}")


async def disk_full(world: World, chance: Random, over: asyncio.Event) -> None:
    """PostgreSQL's disk fills up; then there is room again, and it is started where it died."""
    ballast = world.server.folder / "ballast"
    while await _rest(over, chance.uniform(4, 8)):
        with ballast.open("wb") as file:
            file.write(bytes(max(0, shutil.disk_usage(ballast).free - (1 << 16))))
        world.note("the disk is full")
        await asyncio.sleep(chance.uniform(5, 15))
        ballast.unlink()
        if world.server.process.poll() is not None:
            world.note("PostgreSQL had died of it")
            await world.start_server()


async def rolling(world: World, chance: Random, over: asyncio.Event) -> None:
    """Every node is stopped in good order and started again, one after the other."""
    names = list(world.nodes)
    while await _rest(over, chance.uniform(0.5, 2)):
        name = names.pop(0)
        names.append(name)
        await world.nodes[name].stop()
        await world.nodes[name].start()
        world.note(f"restarted {name}")


async def migrated(world: World, chance: Random, over: asyncio.Event) -> None:
    """A newer version upgrades the database; it is killed in mid-upgrade, and does it again. Old
    nodes go on over the newer database, and start on it."""
    for killed_after in (1.5, 3.0, None):
        await _rest(over, chance.uniform(1, 3))
        process = await asyncio.create_subprocess_exec(
            *python("scripts.faults.newer"), env=dict(world.environ), stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        if killed_after is None:
            assert await process.wait() == 0, "the upgrade went through"
            break
        async with asyncio.timeout(120):
            await process.stdout.readline()
        await asyncio.sleep(killed_after)
        process.kill()
        await process.wait()
        (revision,) = await world.ask("select version_num from alembic_version")
        assert revision != "9000", "nothing of an interrupted upgrade is left"
        world.note("killed an upgrade")
    (revision,) = await world.ask("select version_num from alembic_version")
    assert revision == "9000", "the database is of the newer version"
    world.note("upgraded to a newer version")
    await rolling(world, chance, over)


SCENARIOS: Mapping[str, Scenario] = {
    "killed": Scenario(killed),
    "rolling": Scenario(rolling),
    "migrated": Scenario(migrated),
    "database-killed": Scenario(database_killed),
    "database-restarted": Scenario(database_restarted),
    "cut": Scenario(cut),
    "paused": Scenario(paused),
    "provider-gone": Scenario(provider_gone),
    "provider-hour": Scenario(provider_down, an_hour_passes, on_telegram=True),
    "nameless": Scenario(nameless),
    "unheard": Scenario(unheard),
    "clock": Scenario(clock_jumps, on_telegram=True),
    "disk": Scenario(disk_full, small_disk_mb=220),
}
