"""Debian's Caddy as a process, with our Caddyfile and certificates that it makes itself."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
from asyncio.subprocess import PIPE, STDOUT, create_subprocess_exec
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

CADDY = shutil.which("caddy")
ABSENT = "Caddy is not here: make deploy-try"
HOST, DESK = "almanac.example.org", "desk.example.org"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Caddy:
    """It stands before two ports of this machine, where a test lets something listen.

    ``instead``: what stands in our file -> what a test puts in its place.
    """

    def __init__(self, folder: Path, instead: Mapping[str, str] = {}) -> None:
        self._folder = folder
        self._instead = instead
        self.https, self.public, self.staff = free_port(), free_port(), free_port()
        self.said: list[str] = []
        self.trusted: ssl.SSLContext

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Caddy]:
        """Until it answers, and while it does."""
        (self._folder / "Caddyfile").write_text(self._ours())
        environ = {
            "HOME": str(self._folder),
            "XDG_DATA_HOME": str(self._folder),
            "PATH": "/usr/bin:/bin",
        }
        words = ("run", "--config", str(self._folder / "Caddyfile"), "--adapter", "caddyfile")
        process = await create_subprocess_exec(
            str(CADDY), *words, env=environ, stdout=PIPE, stderr=STDOUT
        )
        assert process.stdout is not None
        reading = asyncio.create_task(self._read(process.stdout))
        try:
            self.trusted = await self._trusted(process)
            yield self
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            await reading

    def _ours(self) -> str:
        """Our file with ports of this test."""
        text = Path("deploy/Caddyfile").read_text("utf-8")
        local = ("admin off", "local_certs", "skip_install_trust", f"https_port {self.https}")
        instead = {
            "127.0.0.1:8080": f"127.0.0.1:{self.public}",
            "127.0.0.1:8081": f"127.0.0.1:{self.staff}",
            "admin off": "\n\t".join((*local, f"http_port {free_port()}")),
            **self._instead,
        }
        for old, new in instead.items():
            assert old in text, f"'{old}' stands in our file"
            text = text.replace(old, new, 1)
        return text

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self.said.append(line.decode())

    async def _trusted(self, process: asyncio.subprocess.Process) -> ssl.SSLContext:
        root = self._folder / "caddy/pki/authorities/local/root.crt"
        while process.returncode is None:
            try:
                context = ssl.create_default_context(cafile=str(root))
                for name in (HOST, DESK):
                    _, writer = await asyncio.open_connection(
                        "127.0.0.1", self.https, ssl=context, server_hostname=name
                    )
                    writer.close()
            except OSError:
                await asyncio.sleep(0.05)
                continue
            return context
        raise AssertionError("".join(self.said))

    def url(self, path: str) -> str:
        """An address at this Caddy."""
        return f"https://127.0.0.1:{self.https}{path}"

    async def connect(self, name: str = HOST) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to it by that name, over which anything may be sent."""
        return await asyncio.open_connection(
            "127.0.0.1", self.https, ssl=self.trusted, server_hostname=name
        )
