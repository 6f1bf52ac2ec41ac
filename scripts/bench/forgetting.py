"""How long it takes to forget a very long conversation: ``python -m scripts.bench.forgetting``."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import Connection

from bot.conversation.state import Conversation, Curtain
from bot.crypto.keys import Keyring
from bot.messages import Address, Channel, Shown, Speech, Voice
from bot.storage.plain import to_ms
from bot.storage.rows import address_hashes, conversation_row, shown_row
from bot.storage.sql import SqlStore
from bot.storage.sql_save import forget_conversations
from bot.storage.tables import conversations, messages
from bot.storage.upgrade import upgrade

MESSAGES, ROUNDS = 10_000, 7
TEXT = "Ho parlato con lo sportello e ci torno domani alle nove."


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Milliseconds until it was durable: the median and the worst, of so many messages each."""

    messages: int
    median: float
    worst: float


def _written(connection: Connection, keys: Keyring, id: str) -> None:
    now = datetime.now(UTC)
    key, sealed_key = keys.new_data_key(id)
    talk = Conversation(id, Address(Channel.WEB, id), Curtain.OPEN, None, MESSAGES, now, now)
    row = conversation_row(talk, key) | {"id": id, "sealed_key": sealed_key}
    row["address_hash"] = address_hashes(keys, talk.address)[0]
    connection.execute(conversations.insert(), [row])
    lines = (
        Shown(f"{id}-{seq}", seq, now, Voice.HER if seq % 2 else Voice.SERVICE, Speech(TEXT))
        for seq in range(1, MESSAGES + 1)
    )
    connection.execute(messages.insert(), [shown_row(id, line, key) for line in lines])


async def _measured(folder: Path) -> Forgetting:
    url = f"sqlite:///{folder}/forgetting.sqlite"
    await upgrade(url)
    store = await SqlStore.open(url, keys := Keyring(os.urandom(32)))
    waits: list[float] = []
    for number in range(ROUNDS):
        id = f"long-{number}"
        await store.write(partial(_written, keys=keys, id=id))
        began, at = time.perf_counter(), to_ms(datetime.now(UTC))
        await store.write(partial(forget_conversations, keys=keys, ids=[id], at=at))
        waits.append((time.perf_counter() - began) * 1000)
    await store.close()
    return Forgetting(MESSAGES, median(waits), max(waits))


def forgetting(folder: Path) -> Forgetting:
    """Each time another conversation, over SQLite in this folder."""
    return asyncio.run(_measured(folder))


def forgetting_row(seen: Forgetting) -> str:
    """What is written of it, as a row of a table."""
    return (
        f"| a conversation of {seen.messages:,} messages is forgotten, median (worst) |"
        f" {seen.median:.0f} ms ({seen.worst:.0f} ms) | 100 ms |"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="filo-forgetting-") as name:
        print(forgetting_row(forgetting(Path(name))))
