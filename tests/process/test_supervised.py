"""The supervisor is told the truth: who is told «ready» can serve, who is told nothing is dead."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest

from bot.process.supervised import supervised


@pytest.fixture
def supervisor() -> Iterator[socket.socket]:
    """A supervisor's socket; the path of one may have a hundred letters at most."""
    with (
        TemporaryDirectory() as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one,
    ):
        one.bind(f"{folder}/notify")
        one.setblocking(False)
        yield one


async def _said(supervisor: socket.socket) -> str:
    return (await asyncio.get_running_loop().sock_recv(supervisor, 100)).decode()


def _nothing(supervisor: socket.socket) -> bool:
    try:
        supervisor.recv(100)
    except BlockingIOError:
        return True
    return False


async def test_it_is_told_ready_then_alive_again_and_again_then_stopping(
    supervisor: socket.socket,
) -> None:
    """A process whose loop stands still says nothing more, and is started again."""
    environ = {"NOTIFY_SOCKET": supervisor.getsockname(), "WATCHDOG_USEC": "3000"}
    async with supervised(environ):
        assert await _said(supervisor) == "READY=1"
        for _ in range(3):
            assert await _said(supervisor) == "WATCHDOG=1"
    while (said := await _said(supervisor)) == "WATCHDOG=1":
        pass
    assert said == "STOPPING=1"


async def test_without_a_watchdog_only_the_beginning_and_the_end_are_told(
    supervisor: socket.socket,
) -> None:
    """And without a supervisor nothing."""
    async with supervised({"NOTIFY_SOCKET": supervisor.getsockname()}):
        await asyncio.sleep(0)
        assert await _said(supervisor) == "READY=1"
    assert await _said(supervisor) == "STOPPING=1"
    async with supervised({}):
        await asyncio.sleep(0)
    assert _nothing(supervisor)
