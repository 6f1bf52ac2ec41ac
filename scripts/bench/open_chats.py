"""What one server holds in memory for chats that are open: ``python -m scripts.bench.open_chats``.

Each is a visit that has begun, with its stream of news open, in a process beside the server.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from scripts.served import PATIENCE, Place, own_megabytes, prepared, serving
from scripts.visitor import Visitor

CHATS = 5_000
AT_ONCE = 32
OPENING = 240.0
"""Seconds in which all must be open: a stream is closed after 300 by itself."""


@dataclass(frozen=True, slots=True)
class OpenChats:
    """Megabytes (PSS) before the first, and with all of them open."""

    chats: int
    before: float
    after: float

    @property
    def kilobytes(self) -> float:
        """What one of them takes."""
        return (self.after - self.before) * 1000 / self.chats


async def _open(place: Place, gate: asyncio.Semaphore) -> asyncio.StreamWriter:
    async with gate:
        visitor = Visitor(place.port, place.entry)
        await visitor.connect()
        await visitor.enter()
        await visitor.choose("it")
        visitor.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
        writer.write(
            f"GET /events?after={visitor.after} HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: {visitor.cookie}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError("a stream was not opened")
        await reader.readuntil(b"event: news\n")
        return writer


async def _hold(place: Place, pid: int, chats: int) -> float:
    gate = asyncio.Semaphore(AT_ONCE)
    async with asyncio.timeout(OPENING):
        writers = await asyncio.gather(*(_open(place, gate) for _ in range(chats)))
    held = own_megabytes(pid)
    if any(writer.is_closing() for writer in writers):
        raise RuntimeError("a stream was closed")
    for writer in writers:
        writer.close()
    return held


def _held(place: Place, pid: int, chats: int) -> float:
    return asyncio.run(_hold(place, pid, chats))


def open_chats(folder: Path, chats: int = CHATS) -> OpenChats:
    """So many chats on one server over a new installation in this folder."""
    place = prepared(folder)
    with serving(place) as server, get_context("spawn").Pool(1) as pool:
        before = own_megabytes(server.pid)
        after = pool.apply_async(_held, (place, server.pid, chats)).get(OPENING + PATIENCE)
    return OpenChats(chats, before, after)


def open_rows(seen: OpenChats) -> str:
    """What is written of it, as a row of a table."""
    return (
        f"| memory with {seen.chats:,} open web chats (before: {seen.before:.0f} MB,"
        f" {seen.kilobytes:.0f} kB each) | {seen.after:.0f} MB | 400 MB |"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="filo-open-") as name:
        print(open_rows(open_chats(Path(name), *map(int, sys.argv[1:2]))))
