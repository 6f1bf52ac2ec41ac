"""What lies between the nodes and PostgreSQL, as a process of its own: ``… cable NEAR FAR``.

SIGUSR1 cuts every connection. SIGUSR2 cuts the next one that commits: by turns before the commit
arrives, and after it was done but before its answer is back.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from itertools import cycle
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
_COMMIT = b"COMMIT;"
_MOST = 65536


class Cable:
    """All connections that go through."""

    def __init__(self, far: Path) -> None:
        self._far = far
        self._writers: set[asyncio.StreamWriter] = set()
        self._armed = 0
        self._before = cycle((True, False))

    def cut_all(self) -> None:
        """Nothing that was said since arrives on either side."""
        for writer in self._writers:
            writer.transport.abort()

    def arm(self) -> None:
        """Cut the next one that commits."""
        self._armed += 1

    async def join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways, until either end is closed."""
        try:
            there, far = await asyncio.open_unix_connection(str(self._far / SOCKET))
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, far}
        self._writers |= ends
        deaf = asyncio.Event()
        ways = (self._forth(reader, far, deaf), _back(there, writer, deaf))
        with suppress(OSError):
            await asyncio.wait(
                [asyncio.create_task(way) for way in ways], return_when=asyncio.FIRST_COMPLETED
            )
        self._writers -= ends
        for end in ends:
            end.transport.abort()

    async def _forth(
        self, reader: asyncio.StreamReader, far: asyncio.StreamWriter, deaf: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(_MOST):
                if self._armed and _COMMIT in data:
                    self._armed -= 1
                    if next(self._before):
                        return
                    deaf.set()
                far.write(data)
                await far.drain()


async def _back(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deaf: asyncio.Event
) -> None:
    with suppress(OSError):
        while (data := await reader.read(_MOST)) and not deaf.is_set():
            writer.write(data)
            await writer.drain()


async def main(near: Path, far: Path) -> None:
    """Until killed."""
    cable = Cable(far)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, cable.cut_all)
    loop.add_signal_handler(signal.SIGUSR2, cable.arm)
    async with await asyncio.start_unix_server(cable.join, str(near / SOCKET)) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
