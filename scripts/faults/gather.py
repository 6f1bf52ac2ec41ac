"""Gathers what a run left behind: reads the database with the key of the run, and the provider's
record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy import Connection, func, select

from bot.channels.fit import fit
from bot.crypto.keys import Keyring, read_key_file
from bot.messages import Channel, Shown, Speech, Thread, Voice
from bot.storage.plain import to_ms
from bot.storage.sql import SqlStore
from bot.storage.tables import conversations, erasures, outgoing, sent
from scripts.faults.clocks import Jumps
from scripts.faults.evidence import Evidence, Line, Request, Talk, Woman

AGAIN = ".again"
"""How the second row of a message ends that was sent twice."""

QUEUES = {"outgoing": outgoing, "erasures": erasures}


async def gather(
    url: str, key: Path, record: Path, women: Sequence[Woman], jumps: Jumps
) -> Evidence:
    """Everything, after the last process of the service has ended. ``jumps``: how its clock was
    wrong (``scripts.faults.clocks``)."""
    store = await SqlStore.open(url, Keyring(read_key_file(key)))
    try:
        known = await store.read(partial(_sent, store.keys))
        ids = await store.read(lambda one: one.execute(select(conversations.c.id)).scalars().all())
        talks = [await _talk(store, id, known.get(id, {}), jumps) for id in sorted(ids)]
        return Evidence(
            tuple(women),
            talks,
            tuple(requests_in(record)),
            await store.read(waiting),
            await store.counts(),
        )
    finally:
        await store.close()


def waiting(connection: Connection) -> Mapping[str, int]:
    """How many rows are left in each queue, and how many timers are due."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in QUEUES.items()
    }


def requests_in(record: Path) -> list[Request]:
    """What the provider wrote down; a line that it did not finish it did not answer either."""
    if not record.exists():
        return []
    lines = record.read_bytes().split(b"\n")[:-1]
    return [Request(**orjson.loads(line), place=place) for place, line in enumerate(lines)]


def _sent(keys: Keyring, connection: Connection) -> Mapping[str, Mapping[str, int]]:
    """By conversation: the name of each message that is known to be sent, and its number there."""
    query = select(sent, conversations.c.sealed_key).join(
        conversations, conversations.c.id == sent.c.conversation
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(query):
        key = keys.data_key(row.conversation, row.sealed_key)
        name = key.unseal("sent", "sealed_provider_id", row.id, row.sealed_provider_id).decode()
        found[row.conversation][name or row.id.removesuffix(AGAIN)] = row.seq
    return found


async def _talk(store: SqlStore, id: str, known: Mapping[str, int], jumps: Jumps) -> Talk:
    found = await store.read_thread(Thread(id))
    if found is None:
        return Talk(id, ())
    channel = found[0].address.channel
    return Talk(id, [_line(shown, channel, jumps) for shown in found[2]], known)


def _line(shown: Shown, channel: Channel, jumps: Jumps) -> Line:
    hers = shown.voice is Voice.HER
    return Line(
        shown.seq,
        jumps.truly(to_ms(shown.at)),
        hers,
        shown.speech.text if hers else _as_shown(shown.speech, channel),
    )


def _as_shown(speech: Speech, channel: Channel) -> str:
    """The text as the provider is asked to show it, without what can only be touched."""
    fitted = fit(speech, channel)
    return fitted.text if channel is Channel.WHATSAPP else fitted.message
