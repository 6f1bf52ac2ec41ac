"""The processes of a run: each can be killed, stopped, woken and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Lock

import orjson

START_SECONDS = 120.0
STOP_SECONDS = 60.0


class Nursery:
    """What nodes are forked from (``scripts.faults.node``)."""

    def __init__(self, folder: Path, environ: Mapping[str, str], group: int) -> None:
        """``group``: the process group that all of them join."""
        command = python("scripts.faults.node", str(folder))
        self._process = Popen(command, env=environ, stdin=PIPE, stdout=PIPE, process_group=group)
        self._one_by_one = Lock()

    def fork(self, environ: Mapping[str, str], roles: Sequence[str], log: Path) -> int:
        """The process id of a new node."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        asked = orjson.dumps({"environ": environ, "roles": roles, "log": str(log)})
        # Several are begun at once, in threads: each has to get its own answer.
        with self._one_by_one:
            stdin.write(asked + b"\n")
            stdin.flush()
            return int(stdout.readline())

    def end(self) -> None:
        """No more nodes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


@dataclass(slots=True)
class Running:
    """One process with a name, whose id ``begin`` gives; ``ready``: an address that answers 200
    once it works."""

    name: str
    begin: Callable[[], int] = field(repr=False)
    log: Path
    ready: str = ""
    pid: int = 0
    starts: int = 0

    async def start(self) -> None:
        """Start it, and wait until it works. Raises where it does not."""
        self.pid = await asyncio.to_thread(self.begin)
        self.starts += 1
        if self.ready:
            await self._until_ready()

    async def _until_ready(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + START_SECONDS
        while loop.time() < until:
            if not self.alive():
                break
            if await asyncio.to_thread(_answers, self.ready):
                return
            await asyncio.sleep(0.1)
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")

    def alive(self) -> bool:
        """Whether it runs."""
        return self.pid > 0 and self.sign(0)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is closed."""
        self.sign(signal.SIGKILL)
        while self.alive():
            time.sleep(0.01)
        self.pid = 0

    def pause(self) -> None:
        """SIGSTOP: it does nothing, and its connections stay."""
        self.sign(signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT: it goes on as if nothing had been."""
        self.sign(signal.SIGCONT)

    async def stop(self) -> float:
        """SIGTERM: it finishes what it has accepted, then ends. After how many seconds."""
        self.sign(signal.SIGTERM)
        loop = asyncio.get_running_loop()
        began = loop.time()
        while self.alive():
            if loop.time() - began > STOP_SECONDS:
                self.kill()
                raise RuntimeError(f"{self.name} did not stop in {STOP_SECONDS:.0f} s")
            await asyncio.sleep(0.05)
        self.pid = 0
        return loop.time() - began

    def sign(self, sign: int) -> bool:
        """Send it a signal; whether it was there."""
        if self.pid <= 0:
            return False
        with suppress(ProcessLookupError):
            os.kill(self.pid, sign)
            with suppress(ChildProcessError):
                # A process of our own stays until somebody asks how it ended.
                os.waitpid(self.pid, os.WNOHANG)
            os.kill(self.pid, 0)
            return True
        return False


def own(
    command: Sequence[str], environ: Mapping[str, str], log: Path, group: int
) -> Callable[[], int]:
    """How a process of that command begins, in that process group."""

    def begin() -> int:
        with log.open("ab") as file:
            process = Popen(command, env=environ, stdout=file, stderr=file, process_group=group)
        # Its end is asked for by its number.
        process.returncode = 0
        return process.pid

    return begin


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def python(*module: str) -> Sequence[str]:
    """The command that runs a module of ours."""
    return (sys.executable, "-m", *module)
