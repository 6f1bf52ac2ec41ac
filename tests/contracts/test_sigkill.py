"""What the databases promise when the process is killed at any instant."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from bot.conversation.outbox import LEASE_SECONDS, Outbox
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel, Thread
from bot.storage.plain import to_ms
from bot.storage.sql import SqlStore
from tests.contracts.killed_child import KILLED, Provider
from tests.contracts.stores import MASTER, NOW, load, said

CONVERSATIONS = 4
ROUNDS = {"sqlite": 12, "postgresql": 6}
BETWEEN = timedelta(seconds=LEASE_SECONDS + 1)
ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("killed_child.py")


async def test_killed_at_any_instant_nothing_is_lost_repeated_or_late(
    sql_url: str, tmp_path: Path, children: Popen[bytes]
) -> None:
    """No acknowledged message is lost, none is twice in the thread, none is sent late; an unknown
    outcome is repeated at most once and counted."""
    chance = random.Random(20260301)  # noqa: S311 - a seed, so that it can be run again
    record = tmp_path / "provider"
    numbers = [0] * CONVERSATIONS
    rounds = ROUNDS[sql_url.split(":")[0]]
    for number in range(rounds):
        at = NOW + number * BETWEEN
        arguments = (sql_url, to_ms(at), record, *numbers)
        acknowledged = _run_and_kill(children, arguments, chance.randint(1, 120))
        for one in acknowledged:
            conversation, happening = map(int, one.split("-"))
            assert happening == numbers[conversation], "Every happening is acknowledged in order."
            numbers[conversation] += 1
    store = await SqlStore.open(sql_url, Keyring(MASTER))
    try:
        created = await _check_threads(store, numbers)
        await _send_the_rest(store, record, rounds)
        _check_sent(await store.counts(), record.read_text(), created)
    finally:
        await store.close()


@pytest.fixture
def children() -> Iterator[Popen[bytes]]:
    """A process that has imported everything and forks a child for each line of its input."""
    with Popen(
        [sys.executable, CHILD],
        stdin=PIPE,
        stdout=PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        yield parent
        assert parent.stdin is not None
        parent.stdin.close()


def _run_and_kill(children: Popen[bytes], arguments: Sequence[object], after: int) -> list[str]:
    """Run a child, kill it after so many acknowledgements; all that it acknowledged."""
    assert children.stdin is not None
    assert children.stdout is not None
    children.stdin.write(" ".join(map(str, arguments)).encode() + b"\n")
    children.stdin.flush()
    child = int(children.stdout.readline())
    lines = [children.stdout.readline() for _ in range(after)]
    os.kill(child, signal.SIGKILL)
    lines += iter(children.stdout.readline, KILLED)
    assert all(lines), "The child died by itself."
    return [line.decode().strip() for line in lines]


async def _check_threads(store: SqlStore, numbers: list[int]) -> set[str]:
    """Every acknowledged line once and in order; at most one more. All messages ever created."""
    created: set[str] = set()
    for conversation, acknowledged in enumerate(numbers):
        found = await store.read_thread(Thread(f"conversation-{conversation}"))
        assert found is not None
        lines = [shown.id for shown in found[2]]
        assert lines == [f"line-{conversation}-{number}" for number in range(len(lines))]
        assert [shown.seq for shown in found[2]] == list(range(1, len(lines) + 1))
        assert found[0].seq == len(lines)
        assert acknowledged <= len(lines) <= acknowledged + 1
        created |= {f"out-{conversation}-{number}" for number in range(len(lines))}
        address = Address(Channel.SMS, str(conversation))
        last = said(f"{conversation}-{acknowledged - 1}", address)
        assert (await load(store, last)).seen, "What was acknowledged has happened."
    return created


async def _send_the_rest(store: SqlStore, record: Path, rounds: int) -> None:
    """After the last kill a new sender takes over, lease by lease."""
    now = NOW + rounds * BETWEEN

    def clock() -> datetime:
        return now

    outbox = Outbox(store, {Channel.SMS: Provider(record, clock)}, clock)
    while (await store.counts())["waiting"]:
        while await outbox.send_waiting():
            pass
        now += BETWEEN


def _check_sent(counts: Mapping[str, int], record: str, created: set[str]) -> None:
    """Each message reached the provider once, or twice and counted, or not at all and counted."""
    requests = [line.split() for line in record.splitlines()]
    assert all(int(at) < int(expires) for _, at, expires in requests), "None was sent late."
    times = Counter(id for id, _, _ in requests)
    assert set(times) <= created
    assert max(times.values()) <= 2
    assert sum(count == 2 for count in times.values()) <= counts["repeated"]
    assert counts["sent"] + counts["expired"] + counts["unknown"] == len(created)
    assert len(created - set(times)) <= counts["expired"] + counts["unknown"]
    assert counts["sent"] <= len(times)
