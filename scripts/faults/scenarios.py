"""What is broken, and when. Each scenario goes on while women write, and mends what it broke."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.messages import Channel
from scripts.faults.nodes import python
from scripts.faults.rotation import and_retired, rotated
from scripts.faults.women import EVERYWHERE
from scripts.faults.world import Engine, World

Act = Callable[[World, Random, asyncio.Event], Coroutine[Any, Any, None]]
"""Breaks and mends until the event says that the women have done; the last thing is mended."""

JUMPS = (600.0, 0.0, -600.0, 0.0)
"""Seconds that the nodes are ahead: longer than any message of Telegram's may wait, shorter than
silence on the web."""

FAR_JUMPS = (3600.0, 0.0, -3600.0, 0.0, 86_400.0, 0.0, -86_400.0, 0.0)
"""An hour and a day: on the web she finds her talk closed, as after so long a silence."""

HOUR = 3600.0
PAUSED = 60.0
SPLIT = 90.0
TOO_LATE = 360.0
"""Seconds: longer than any message of Telegram's may wait."""

MESSENGERS = (Channel.TELEGRAM, Channel.SMS, Channel.TELEGRAM, Channel.WHATSAPP)
"""Where threads outlive an hour's silence."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """``act`` is done while women write; ``after``, once they have, and then others write.
    ``where``: on which channels, in turn. ``pause``: seconds between two texts of one, at most.
    ``closes``: whether talks on the web may be closed by it."""

    act: Act
    after: Callable[[World], Awaitable[None]] | None = None
    engine: Engine = "postgres"
    small_disk_mb: int = 0
    where: Sequence[Channel] = EVERYWHERE
    pause: float = 4.0
    closes: bool = False


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
        await asyncio.to_thread(world.postgres.kill)
        world.note("killed PostgreSQL")
        await asyncio.sleep(chance.uniform(0, 4))
        await world.postgres.start()


async def database_restarted(world: World, chance: Random, over: asyncio.Event) -> None:
    """PostgreSQL is stopped in good order and started again."""
    while await _rest(over, chance.uniform(4, 10)):
        await asyncio.to_thread(world.postgres.stop)
        world.note("restarted PostgreSQL")
        await world.postgres.start()


async def cut(world: World, chance: Random, over: asyncio.Event) -> None:
    """Connections are cut: one in mid-commit, by turns before and after it was done, or all."""
    assert world.cable is not None, "there is a cable to one PostgreSQL"
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
    world.clocks.passes(HOUR)
    world.note("an hour later")
    await world.provider.start()
    await world.settle()


async def set_back_and_late(world: World) -> None:
    """The nodes are set back by an hour, and then it is too late for whatever waits: only who
    noticed the jump can know. Then the provider is there again."""
    world.clocks.jump(-HOUR)
    world.note("the clock jumped an hour back")
    await asyncio.sleep(3)
    world.clocks.passes(TOO_LATE)
    world.note("six minutes later")
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
    world.holding = True
    for name in ("public1", "worker1", "public2"):
        await _rest(over, chance.uniform(1, 4))
        node = world.nodes[name]
        node.pause()
        world.note(f"stopped {name} for {PAUSED:.0f} s")
        await asyncio.sleep(PAUSED)
        node.wake()
    world.holding = False


async def unheard(world: World, chance: Random, over: asyncio.Event) -> None:
    """Whoever listens for notifications loses its connection, again and again."""
    ends = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = "
    while await _rest(over, chance.uniform(0.2, 1)):
        gone = await world.database.ask(f"{ends} 'filo wakes'")
        world.note(f"{len(gone)} lost their notifications")


def clock_jumps(jumps: Sequence[float]) -> Act:
    """The clock of all nodes goes ahead, is right again, falls back, is right again."""

    async def act(world: World, chance: Random, over: asyncio.Event) -> None:
        """The clock of all nodes goes ahead, is right again, falls back, is right again."""
        world.holding = True
        for ahead in jumps:
            await _rest(over, chance.uniform(5, 10))
            world.clocks.jump(ahead)
            world.note(f"the clock was {ahead:+.0f} s" if ahead else "the clock was right")
        world.holding = False

    return act


async def fail_over(world: World, chance: Random, over: asyncio.Event) -> None:
    """SIGKILL of the PostgreSQL that takes writes; its standby takes them, and gets a new one."""
    world.holding = True
    for _ in range(3):
        await _rest(over, chance.uniform(4, 10))
        await world.pair.fail_over(chance.uniform(0.5, 5))
        world.note("failed over")
        await _rest(over, chance.uniform(1, 4))
        await world.pair.follow_again()
    world.holding = False


async def split(world: World, chance: Random, over: asyncio.Event) -> None:
    """The PostgreSQL that takes writes is cut off from its standby, which takes them now; but the
    old one lives on, reached by all nodes, and half of them reach no other. Then it is ended."""
    world.holding = True
    await _rest(over, chance.uniform(4, 10))
    world.pair.reached(all_=False)
    world.pair.cut()
    await world.pair.fail_over(chance.uniform(1, 10), kill=False)
    world.note("two took writes")
    await asyncio.sleep(SPLIT)
    await world.pair.follow_again()
    world.pair.reached(all_=True)
    world.note("the old one was ended, and follows")
    await _rest(over, chance.uniform(5, 10))
    world.holding = False


async def disk_full(world: World, chance: Random, over: asyncio.Event) -> None:
    """PostgreSQL's disk fills up; then there is room again, and it is started where it died."""
    ballast = world.postgres.server.folder / "ballast"
    while await _rest(over, chance.uniform(4, 8)):
        _fill(ballast)
        world.note("the disk is full")
        await asyncio.sleep(chance.uniform(5, 15))
        ballast.unlink()
        if world.postgres.server.process.poll() is not None:
            world.note("PostgreSQL had died of it")
            await world.postgres.start()


async def disk_full_under_sqlite(world: World, chance: Random, over: asyncio.Event) -> None:
    """The disk of the file fills up, and has room again; once the node is killed meanwhile."""
    world.holding = True
    ballast = world.folder / "far" / "ballast"
    for killed in (False, True, False):
        await _rest(over, chance.uniform(4, 8))
        _fill(ballast)
        world.note("the disk is full")
        await asyncio.sleep(chance.uniform(5, 10))
        if killed:
            world.nodes["all"].kill()
            world.note("killed on a full disk")
        ballast.unlink()
        if killed:
            await world.nodes["all"].start()
    world.holding = False


def _fill(ballast: Path) -> None:
    """Nothing is left of the disk."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 12))


async def rolling(world: World, chance: Random, over: asyncio.Event) -> None:
    """Every node is stopped in good order and started again, one after the other."""
    names = list(world.nodes)
    while await _rest(over, chance.uniform(0.5, 2)):
        name = names.pop(0)
        names.append(name)
        await world.nodes[name].stop()
        await world.nodes[name].start()
        world.note(f"restarted {name}")


async def stopped(world: World, chance: Random, over: asyncio.Event) -> None:
    """Every node is told to end in each kind of moment, and while it starts: it ends in time."""
    world.holding = True
    moments: Sequence[tuple[str, Callable[[], None], Callable[[], None]]] = (
        ("nothing is wrong", lambda: None, lambda: None),
        ("the providers hang", world.provider.pause, world.provider.wake),
        ("PostgreSQL hangs", world.postgres.pause, world.postgres.wake),
        ("no name is found", lambda: world.names_gone(True), lambda: world.names_gone(False)),
    )
    longest = 0.0
    for what, breaks, mends in moments:
        for node in world.nodes.values():
            breaks()
            await asyncio.sleep(chance.uniform(0, 3))
            longest = max(longest, await node.stop())
            mends()
            node.pid = await asyncio.to_thread(node.begin)
            await asyncio.sleep(chance.uniform(0, 2))
            longest = max(longest, await node.stop())
            await node.start()
            world.note(f"ended while {what}, and while it started")
    world.note(f"the longest took {longest:.0f} s")
    world.holding = False


async def migrated(world: World, chance: Random, over: asyncio.Event) -> None:
    """A newer version upgrades the database; it is killed in mid-upgrade, and does it again. Old
    nodes go on over the newer database, and start on it."""
    world.holding = True
    for killed_after in (1.5, 3.0, None):
        await _rest(over, chance.uniform(1, 3))
        process = await asyncio.create_subprocess_exec(
            *python("scripts.faults.newer"),
            env={**world.environ, "TMPDIR": str(world.folder)},
            stdout=asyncio.subprocess.PIPE,
            process_group=world.group,
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
        (revision,) = await world.database.ask("select version_num from alembic_version")
        assert revision != "9000", "nothing of an interrupted upgrade is left"
        world.note("killed an upgrade")
    (revision,) = await world.database.ask("select version_num from alembic_version")
    assert revision == "9000", "the database is of the newer version"
    world.note("upgraded to a newer version")
    for name, node in world.nodes.items():
        node.kill() if chance.random() < 0.5 else await node.stop()
        await node.start()
        world.note(f"restarted {name}")
    world.holding = False


SCENARIOS: Mapping[str, Scenario] = {
    "killed": Scenario(killed),
    "rolling": Scenario(rolling),
    "stopped": Scenario(stopped, pause=12.0),
    "migrated": Scenario(migrated, pause=8.0),
    "rotated": Scenario(rotated, and_retired, pause=10.0),
    "database-killed": Scenario(database_killed),
    "database-restarted": Scenario(database_restarted),
    "cut": Scenario(cut),
    "fail-over": Scenario(fail_over, engine="pair"),
    "split": Scenario(split, engine="pair", pause=12.0),
    "paused": Scenario(paused, pause=15.0),
    "provider-gone": Scenario(provider_gone),
    "provider-hour": Scenario(provider_down, an_hour_passes, where=MESSENGERS),
    "nameless": Scenario(nameless),
    "unheard": Scenario(unheard),
    "clock": Scenario(clock_jumps(JUMPS)),
    "clock-far": Scenario(clock_jumps(FAR_JUMPS), pause=8.0, closes=True),
    "clock-late": Scenario(provider_down, set_back_and_late, where=MESSENGERS),
    "disk": Scenario(disk_full, small_disk_mb=220),
    "disk-sqlite": Scenario(disk_full_under_sqlite, engine="sqlite", small_disk_mb=24),
}
