"""What aiohttp alone does on the same core: one JSON answer to one form, ``floor.py port [file]``.

Without a file nothing is stored. With one the form is, in a SQLite table, before its answer: all
that wait are committed together, with ``synchronous=FULL``, as the service does. Nothing is read,
sealed, decided or checked.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import orjson
import uvloop
from aiohttp import web

ANSWER = orjson.dumps({"live": True, "form": "x" * 60, "ask": "", "seq": 1, "messages": []})
BATCH = 256

Waiting = tuple[bytes, asyncio.Future[None]]


async def _answer(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(body=ANSWER, content_type="application/json")


async def _ready(_: web.Request) -> web.Response:
    return web.Response(text="ok")


class Stored:
    """Answers when the form is durable."""

    def __init__(self, file: Path) -> None:
        self._waiting: asyncio.Queue[Waiting] = asyncio.Queue()
        self._file = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._file.execute(f"pragma {pragma}").fetchall()
        self._file.execute("create table if not exists forms (id integer primary key, at, form)")

    async def answer(self, request: web.Request) -> web.Response:
        """The same answer, after it."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((await request.read(), done))
        await done
        return web.Response(body=ANSWER, content_type="application/json")

    async def writing(self, _: web.Application) -> AsyncIterator[None]:
        """Write while the site runs."""
        writer = asyncio.create_task(self._write())
        yield
        writer.cancel()

    async def _write(self) -> None:
        with closing(self._file):
            while True:
                batch = [await self._waiting.get()]
                while len(batch) < BATCH and not self._waiting.empty():
                    batch.append(self._waiting.get_nowait())
                await asyncio.to_thread(self._commit, batch)
                for _, done in batch:
                    done.set_result(None)

    def _commit(self, batch: Sequence[Waiting]) -> None:
        rows = [(time.time(), form) for form, _ in batch]
        self._file.execute("begin immediate")
        self._file.executemany("insert into forms (at, form) values (?, ?)", rows)
        self._file.execute("commit")


def main(port: int, file: str = "") -> None:
    """Serve until terminated."""
    app = web.Application()
    if file:
        stored = Stored(Path(file))
        app.router.add_post("/", stored.answer)
        app.cleanup_ctx.append(stored.writing)
    else:
        app.router.add_post("/", _answer)
    app.router.add_get("/readyz", _ready)
    web.run_app(
        app,
        host="127.0.0.1",
        port=port,
        access_log=None,
        print=lambda _: None,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:3])
