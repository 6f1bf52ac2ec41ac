"""What the service promises when PostgreSQL itself is killed under it, in mid-load."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.outbox import LEASE_SECONDS, Outbox
from bot.conversation.presence import Presence
from bot.conversation.world import World
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel, Happening, Inbound, Opened, Said, Voice
from bot.storage.sql import SqlStore
from bot.storage.trouble import StorageError
from bot.talk import Counted
from tests.contracts.killed_child import Provider
from tests.contracts.stores import MASTER, NOW
from tests.conversation.conftest import scene
from tests.postgres import TEMPLATE, PostgresServer, launch, make_template, prepare, ready, stop

WOMEN = 8
ROUNDS = 4
DURABLE = ("fsync=on", "synchronous_commit=on")
BETWEEN = timedelta(seconds=LEASE_SECONDS + 1)


class MortalServer:
    """A server of this test's own, with its database, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        prepare(folder)
        self.running = launch(folder, *DURABLE)

    @property
    def url(self) -> str:
        """The address of its migrated database."""
        return self.running.url(TEMPLATE)

    def kill(self) -> int:
        """SIGKILL for the postmaster and every process of it. How many processes died."""
        postmaster = self.running.process.pid
        processes = [postmaster, *_children(postmaster)]
        for process in processes:
            os.kill(process, signal.SIGKILL)
        self.running.process.wait()
        return len(processes)

    async def start_again(self) -> None:
        """Start it on what it left behind, and wait until it has recovered."""
        self.running = await _launched(self._folder)


async def _launched(folder: Path) -> PostgresServer:
    """A server that answers. The kernel may still be burying the old one's processes: then the
    new one refuses to start, and is started once more."""
    async with asyncio.timeout(60):
        while True:
            server = launch(folder, *DURABLE)
            try:
                await ready(server)
            except OSError:
                if server.process.poll() is None:
                    raise
                continue
            return server


def _children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
            except OSError:
                continue
            if int(status.rpartition(")")[2].split()[1]) == parent:
                yield int(entry.name)


@pytest.fixture
async def mortal() -> AsyncIterator[MortalServer]:
    """PostgreSQL as it runs in production: what is acknowledged is on the disk."""
    with tempfile.TemporaryDirectory(prefix="filo-pg-", dir="/tmp") as name:
        server = MortalServer(Path(name))
        try:
            await make_template(server.running)
            yield server
        finally:
            stop(server.running)


@dataclass
class Load:
    """Women who write all the time, and send again what was not acknowledged, as a page does."""

    inbox: Inbox
    up: asyncio.Event = field(default_factory=asyncio.Event)
    acknowledged: Counter[int] = field(default_factory=Counter)
    ended: bool = False
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def write(self, woman: int) -> None:
        """One woman's messages, one after the other, until the load ends."""
        await self._until_done(woman, f"{woman}-open", Opened())
        while not self.ended:
            number = self.acknowledged[woman]
            await self._until_done(woman, f"{woman}-{number}", Said(_words(number)))
            self.acknowledged[woman] += 1
            async with self._more:
                self._more.notify_all()

    async def _until_done(self, woman: int, id: str, what: Happening) -> None:
        while True:
            try:
                turned = await self.inbox.post(Inbound(id, _address(woman), NOW, what))
            except StorageError:
                await self.up.wait()
                continue
            assert not turned.refused
            return

    async def until(self, more: int) -> None:
        """Wait until so many more messages were acknowledged."""
        wanted = self.acknowledged.total() + more
        async with asyncio.timeout(60), self._more:
            await self._more.wait_for(lambda: self.acknowledged.total() >= wanted)


def _address(woman: int) -> Address:
    return Address(Channel.SMS, f"number-{woman}")


def _words(number: int) -> str:
    return f"parola {number}"


async def _send(outbox: Outbox, load: Load) -> None:
    """The sender of a worker: a round that fails is tried again."""
    while not load.ended:
        try:
            await outbox.send_waiting()
        except* StorageError:
            await load.up.wait()
        await asyncio.sleep(0)


async def test_postgres_killed_in_mid_load_loses_nothing_and_doubles_nothing(
    mortal: MortalServer, tmp_path: Path
) -> None:
    """No acknowledged message is lost, none is twice in a thread, none is sent late or more than
    twice; the same store and inbox go on by themselves as soon as the server is back."""
    chance = random.Random(20261125)  # noqa: S311 - a seed, so that it can be run again
    store = await SqlStore.open(mortal.url, Keyring(MASTER))
    ids = Counted()
    inbox = Inbox(store, scene, World(ids), LocalBus(), ids, Presence())
    record = tmp_path / "provider"
    moment = [NOW]
    outbox = Outbox(store, {Channel.SMS: Provider(record, lambda: moment[0])}, lambda: moment[0])
    await inbox.start()
    load = Load(inbox)
    load.up.set()
    with capture_logs() as logs:
        async with asyncio.TaskGroup() as group:
            for woman in range(WOMEN):
                group.create_task(load.write(woman))
            group.create_task(_send(outbox, load))
            for _ in range(ROUNDS):
                await load.until(chance.randint(10, 60))
                # In a thread, while they go on writing: a batch is always under way when it dies.
                died = await asyncio.to_thread(mortal.kill)
                assert died > WOMEN // 2, "The postmaster and its backends died."
                load.up.clear()
                await mortal.start_again()
                load.up.set()
                began = time.monotonic()
                await load.until(WOMEN)
                assert time.monotonic() - began < 30, "It recovers by itself, and soon."
            load.ended = True
    broken = sum(one["event"] in ("batch_retried_one_by_one", "turn_failed") for one in logs)
    assert broken >= ROUNDS, "It was killed in mid-load: each time a batch broke."
    created = await _check_threads(store, load)
    await _send_the_rest(outbox, store, moment)
    counts = await store.counts()
    _check_sent(dict(counts), record.read_text(), created)
    await inbox.stop()
    await store.close()


async def _check_threads(store: SqlStore, load: Load) -> int:
    """Each woman's words once and in order, and one answer to each. How many answers."""
    created = 0
    for woman in range(WOMEN):
        found = await store.read_thread(_address(woman))
        assert found is not None
        hers = [line.speech.text for line in found[2] if line.voice is Voice.HER]
        assert hers == [_words(number) for number in range(load.acknowledged[woman])]
        answers = [line for line in found[2] if line.voice is not Voice.HER]
        assert len(answers) == len(hers) + 1
        assert [line.seq for line in found[2]] == list(range(1, len(found[2]) + 1))
        created += len(answers)
    return created


async def _send_the_rest(outbox: Outbox, store: SqlStore, moment: list[datetime]) -> None:
    """What was on the wire when the server died comes up again after its lease."""
    while (await store.counts())["waiting"]:
        while await outbox.send_waiting():
            pass
        moment[0] += BETWEEN


def _check_sent(counts: dict[str, int], record: str, created: int) -> None:
    """Each answer reached the provider once; twice where it was counted; else it was counted."""
    requests = [line.split() for line in record.splitlines()]
    assert all(int(at) < int(expires) for _, at, expires in requests), "None was sent late."
    times = Counter(id for id, _, _ in requests)
    assert max(times.values()) <= 2
    assert sum(count == 2 for count in times.values()) <= counts["repeated"]
    assert counts["sent"] + counts["expired"] + counts["unknown"] == created
    assert created - len(times) <= counts["expired"] + counts["unknown"]
