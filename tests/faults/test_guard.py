"""A run that is ended, however it is, leaves nothing."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

RUN = """
import signal, sys, time
from pathlib import Path
from subprocess import PIPE, Popen
from scripts.faults.guard import Guard

# As from a terminal: who is begun in the background of a shell would not hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)
guard = Guard(Path(sys.argv[1]))
# A process of the run's, and one that it forked: both hold the output open as long as they live.
Popen(["sh", "-c", "sleep 600 & echo ready; wait"], process_group=guard.group)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_nothing_outlives_the_run(tmp_path: Path, how: signal.Signals) -> None:
    """Its processes end, those that they began too, and its folder is gone."""
    folder = tmp_path / "run"
    folder.mkdir()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, str(folder), stdout=asyncio.subprocess.PIPE, stderr=-3
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"ready\n"
        process.send_signal(how)
        await process.wait()
        assert await process.stdout.read() == b"", "the last that held the output has ended"
    assert not folder.exists()
