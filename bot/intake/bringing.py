"""Works at the files that the staff brings: reads them for a preview, and stores what was
confirmed. The same code reads them as that of the commands.

It runs in threads beside everything else. Whatever ends it, nothing is half stored: the file lies
in the database until it is over, and the next worker begins its step again.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import BinaryIO, Protocol

import structlog

from bot.conversation.scene import Scene
from bot.directory.importing import Held
from bot.directory.tables import Problem
from bot.intake import packages, training_files
from bot.intake.packages import Stopped
from bot.publishing.stage import Stage
from bot.scheduling.fetching import Fetcher
from bot.scheduling.loops import Loops
from bot.scheduling.training_feeds import read_feeds
from bot.storage.brought import SqlBrought
from bot.storage.desk import DeskStore
from bot.storage.training_feeds import SqlFeeds
from bot.training.call import lacking
from bot.training.feeds import REFUSED, UNREADABLE, Feed, Outcome
from bot.training.reading import Reading, Refused
from bot.values.brought import MOST_TRIES, SEPARATOR, Brought, Found, Kind, Line, State

MOST_LINES = 2_000
"""Refused rows that a report names; the others are counted."""

MOST_LEFT_OUT = 50
BEAT = 0.5
"""Seconds between two signs of a worker."""

_UNFIT = re.compile(r"[^\w. -]")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Intake:
    """What comes in by the staff: files that they bring, addresses that they list."""

    files: SqlBrought
    feeds: SqlFeeds
    worker: Bringing
    read_feeds: Callable[[], Awaitable[None]]

    def start(self, loops: Loops) -> None:
        """Work at what waits, and read the addresses, again and again."""
        loops.every(1.0, "imports", self.worker.work)
        loops.every(30.0, "training feeds", self.read_feeds)


def intake_of(
    store: DeskStore,
    stage: Stage,
    fetcher: Fetcher,
    wake: Wake,
    clock: Callable[[], datetime],
    *,
    made_up: bool,
) -> Intake:
    """The intake of this process. ``made_up``: whether what only a demonstration may hold is
    taken."""
    files, feeds = SqlBrought(store), SqlFeeds(store)

    async def take(feed: Feed, content: bytes) -> tuple[str, Outcome]:
        return await take_feed(stage, feed, content, clock(), made_up=made_up)

    return Intake(
        files,
        feeds,
        Bringing(files, stage, wake, clock, made_up=made_up),
        lambda: read_feeds(feeds, fetcher, take, clock),
    )


class Wake(Protocol):
    """Wakes the pages that show a topic."""

    def __call__(self, topic: str, /) -> None: ...


class Bringing:
    """The worker. ``made_up``: whether what only a demonstration may hold is taken."""

    def __init__(
        self,
        files: SqlBrought,
        stage: Stage,
        wake: Wake,
        clock: Callable[[], datetime],
        *,
        made_up: bool,
    ) -> None:
        self._files = files
        self._stage = stage
        self._wake = wake
        self._clock = clock
        self._made_up = made_up

    async def work(self) -> bool:
        """Take up one file, where any waits, and do its step to the end. Whether there was one."""
        one = await self._claim()
        if one is None:
            return False
        self._wake(f"network:{one.network}")
        try:
            await self._settle(one, *await self._worked(one))
        except asyncio.CancelledError:
            # What was settled in the same moment is not this worker's any more, and stays.
            await asyncio.shield(self._files.give_back(one))
            raise
        return True

    async def _worked(self, one: Brought) -> tuple[State, Found | None]:
        """What becomes of a file by doing its step, whatever happens in it."""
        if one.stop or one.tries > MOST_TRIES:
            stopped = one.stop and one.state is State.READING
            return State.STOPPED if stopped else State.FAILED, one.found
        step = _Step(one)
        beats = asyncio.create_task(self._beat(step))
        try:
            return await self._done(step)
        except Stopped:
            return State.STOPPED, None
        except Exception as error:  # noqa: BLE001 - whatever a file does, the staff learns of it
            log.error("import_failed", error=type(error).__name__)
            return State.FAILED, None
        finally:
            step.over.set()
            beats.cancel()
            await asyncio.gather(beats, return_exceptions=True)

    async def _claim(self) -> Brought | None:
        """The next file. Ended before the answer is here, it is given back: nobody else would know
        until the lease runs out."""
        claim = asyncio.ensure_future(self._files.claim(self._clock()))
        try:
            return await asyncio.shield(claim)
        except asyncio.CancelledError:
            one = await claim
            if one is not None:
                await self._files.give_back(one)
            raise

    async def _settle(self, one: Brought, state: State, found: Found | None) -> None:
        await self._files.settle(one, state, found, self._clock())
        self._wake(f"network:{one.network}")

    async def _beat(self, step: _Step) -> None:
        """Say again and again how far it is, and hear whether it shall stop."""
        while True:
            await asyncio.sleep(BEAT)
            if not await self._files.tell(step.one, step.at, step.of, self._clock()):
                step.over.set()

    async def _done(self, step: _Step) -> tuple[State, Found]:
        with TemporaryDirectory(prefix="filo-") as folder:
            path = Path(folder, _UNFIT.sub("_", step.one.file)[-80:] or "file")
            with _new(path) as file:
                await self._files.unpack(step.one.id, file.write)
            if step.one.kind is Kind.SERVICES:
                return await self._services(step, path)
            return await self._calls(step, path)

    async def _services(self, step: _Step, path: Path) -> tuple[State, Found]:
        one, stage = step.one, self._stage
        read = await asyncio.to_thread(packages.read_package, path, step.meter)
        held = await stage.services.held()
        # All of this takes a while for 5,000 services: women are answered meanwhile.
        await asyncio.to_thread(_check, read, one, held)
        remarks = tuple(_remarks(read))
        if read.refused:
            return State.REFUSED, _refused(read.refused, read.package.problems, remarks)
        if one.state is State.READING:
            compare = partial(packages.compared, read, one.source, held, stage.directory)
            found = await asyncio.to_thread(compare)
            told = (found.new, found.changed, found.same, found.gone, found.unsorted)
            return State.READY, Found(*told, remarks=remarks)
        now = self._clock()
        stored = await packages.store(
            read, one.source, stage.services, stage.directory, now, step.meter
        )
        if stored is None:
            return State.REFUSED, _refused(read.refused, read.package.problems, remarks)
        await stage.refresh()
        return State.DONE, one.found or Found(remarks=remarks)

    async def _calls(self, step: _Step, path: Path) -> tuple[State, Found]:
        one, stage = step.one, self._stage
        reading = reading_of(stage.scene, lambda rows: step.meter("reading", rows, 0))
        read = await asyncio.to_thread(training_files.read_file, path, reading)
        if not self._made_up:
            training_files.refuse_made_up(read, path.name)
        remarks = [*reading.remarks, *_unkept(reading.unkept)]
        if reading.refused:
            return State.REFUSED, _refused(reading.refused, reading.problems, remarks)
        now = self._clock()
        if one.state is State.READING:
            held = await stage.calls.held()
            change = training_files.compared(read, one.source, held, now)
        else:
            step.meter("writing", reading.rows, reading.rows)
            stored = await training_files.store(read, one.source, stage.calls, now)
            assert stored is not None, "nothing of it was refused"
            change = stored
            await stage.refresh()
        waiting = sum(1 for call in reading.calls.values() if lacking(call))
        gone, new, changed = len(change.withdrawn), len(change.new), len(change.changed)
        found = Found(new, changed, change.same, gone, waiting, remarks=tuple(remarks))
        return (State.READY if one.state is State.READING else State.DONE), found


class _Step:
    """How far a step is; its ``meter`` ends it where it shall go no further."""

    def __init__(self, one: Brought) -> None:
        self.one = one
        self.at = self.of = 0
        self.over = Event()

    def meter(self, _what: str, done: int, total: int) -> None:
        """Note how far it is. Raises ``Stopped``."""
        if self.over.is_set():
            raise Stopped
        self.at, self.of = done, total


def _new(path: Path) -> BinaryIO:
    """A file to write into. It is opened where it is closed, and not in a thread: who is ended
    while a thread opens it would leave it open."""
    return path.open("wb")


def reading_of(scene: Scene, meter: Callable[[int], None] = lambda _rows: None) -> Reading:
    """A reading of calls with the towns of the directory and the words that no neutral title
    holds, as those of this moment are."""
    telling = frozenset[str]().union(*scene.risky.values())
    return Reading(scene.directory.town_codes, telling, meter=meter)


def lines_of(problems: Iterable[Problem | Refused]) -> tuple[Line, ...]:
    """Refused rows as they are told at the desk, as many as a report names."""
    found = [Line(one.file, one.line, one.what, one.remedy) for one in problems]
    return tuple(found[:MOST_LINES])


def _check(read: packages.Read, one: Brought, held: Held) -> None:
    """Fill in what the file leaves to its network, and refuse what is not this network's."""
    packages.completed(read, one.owner, one.use)
    packages.refuse_of_others(read, one.network)
    packages.refuse_conflicts(read, one.source, held)


def _refused(count: int, problems: Iterable[Problem | Refused], remarks: Sequence[str]) -> Found:
    return Found(refused=count, lines=lines_of(problems), remarks=tuple(remarks[:MOST_LINES]))


def _remarks(read: packages.Read) -> Iterable[str]:
    package = read.package
    yield from package.remarks[:MOST_LINES]
    yield from _unkept(package.unkept)
    yield from package.dangling[:MOST_LINES]


def _unkept(unkept: dict[str, int]) -> Iterable[str]:
    for name, count in sorted(unkept.items()):
        yield f"not kept: {name} ({count}): Filo has no field for it."


async def take_feed(
    stage: Stage, feed: Feed, content: bytes, now: datetime, *, made_up: bool
) -> tuple[str, Outcome]:
    """Store what an address answered as its source. An item that is refused is left out and told;
    where none is left, nothing is stored, and the problem is said."""
    reading = reading_of(stage.scene)
    name = feed.source.partition(SEPARATOR)[2]
    read = await asyncio.to_thread(training_files.read_content, name, content, "", reading)
    if not made_up:
        training_files.refuse_made_up(read, name)
        reading.calls = {id: one for id, one in reading.calls.items() if not one.demonstration}
    told = Outcome(left_out=reading.refused, lines=lines_of(reading.problems)[:MOST_LEFT_OUT])
    if not reading.calls:
        return (REFUSED if reading.rows else UNREADABLE), told
    change = await stage.calls.update(
        lambda held: training_files.compared(read, feed.source, held, now), now
    )
    if change.new or change.changed or change.withdrawn:
        await stage.refresh()
    return "", replace(
        told,
        calls=len(reading.calls),
        new=len(change.new),
        changed=len(change.changed),
        gone=len(change.withdrawn),
    )
