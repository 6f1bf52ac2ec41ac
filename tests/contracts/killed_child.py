"""A process that turns and sends until it is killed: started by ``test_sigkill``.

Each line of input starts a child: database address, the moment at which it lives (epoch ms), the
file in which "the provider" records what it was given, and per conversation the number of its next
happening. Each line of output acknowledges one happening after its commit.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.conversation.outbox import Outbox
from bot.conversation.state import Conversation, Curtain, Outgoing, TurnRecord
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel, Inbound, Said, Shown, Speech, Voice
from bot.storage.plain import from_ms, to_ms
from bot.storage.sql import SqlStore

MASTER = bytes(range(32))
KILLED = b"killed\n"
SOON = timedelta(seconds=30)
LATER = timedelta(minutes=10)


class Provider:
    """Records every request that reached it."""

    def __init__(self, record: Path, clock: Callable[[], datetime]) -> None:
        self._file = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._clock = clock

    async def send(self, message: Outgoing) -> str:
        """Taken; the answer is still on its way when the process may die."""
        line = f"{message.id} {to_ms(self._clock())} {to_ms(message.expires_at)}\n"
        os.write(self._file, line.encode())
        await asyncio.sleep(0)
        return f"provider-{message.id}"


def turn(before: Conversation | None, inbound: Inbound, number: int) -> TurnRecord:
    """One line in the thread and one message out; every other message expires soon."""
    assert isinstance(inbound.to, Address)
    id = f"conversation-{inbound.to.value}"
    seq = before.seq + 1 if before else 1
    forget = inbound.at + timedelta(days=1)
    after = (
        replace(before, seq=seq, touched_at=inbound.at)
        if before
        else Conversation(id, inbound.to, Curtain.OPEN, None, seq, inbound.at, forget)
    )
    speech = Speech(f"answer to {inbound.id}")
    expires = inbound.at + (SOON if number % 2 else LATER)
    return TurnRecord(
        inbound.id,
        before,
        after,
        shown=(Shown(f"line-{inbound.id}", seq, inbound.at, Voice.SERVICE, speech),),
        outgoing=(Outgoing(f"out-{inbound.id}", id, seq, inbound.to, speech, expires),),
    )


async def talk(store: SqlStore, clock: Callable[[], datetime], numbers: list[int]) -> None:
    """Batches of one happening per conversation, acknowledged after their commit."""
    while True:
        batch = [
            Inbound(f"{one}-{number}", Address(Channel.SMS, str(one)), clock(), Said("ciao"))
            for one, number in enumerate(numbers)
        ]
        async with store.batch() as transaction:
            loaded = await transaction.load_many(batch)
            records = [
                turn(loaded.conversations.get(one.to), one, number)
                for one, number in zip(batch, numbers, strict=True)
                if (one.to, one.id) not in loaded.seen
            ]
            await transaction.save_many(records)
        os.write(1, b"".join(f"{one.id}\n".encode() for one in batch))
        numbers = [number + 1 for number in numbers]


async def main(url: str, at: int, record: Path, numbers: list[int]) -> None:
    """Talk and send side by side, for ever."""
    store = await SqlStore.open(url, Keyring(MASTER))
    began = time.monotonic()

    def clock() -> datetime:
        return from_ms(at) + timedelta(seconds=time.monotonic() - began)

    outbox = Outbox(store, {Channel.SMS: Provider(record, clock)}, clock)

    async def send() -> None:
        while True:
            await outbox.send_waiting()
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(talk(store, clock, numbers))
        group.create_task(send())


def fork(arguments: list[str]) -> None:
    """Run one child until it is dead: it names itself first, its death is told last."""
    pid = os.fork()
    if pid == 0:
        os.write(1, f"{os.getpid()}\n".encode())
        url, at, record, *numbers = arguments
        asyncio.run(main(url, int(at), Path(record), [int(number) for number in numbers]))
    os.waitpid(pid, 0)
    os.write(1, KILLED)


if __name__ == "__main__":
    for line in sys.stdin:
        fork(line.split())
