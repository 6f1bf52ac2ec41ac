"""Ends every process of a run when the run ends, however it ends: ``… guard FOLDER [MOUNTED]``.

It leads the process group that they all join, and waits until the other end of its input is closed:
by the run, or by the system where the run was killed. Then it unmounts, removes the folder and
kills the group, itself with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen


class Guard:
    """The other end, held by the run."""

    def __init__(self, folder: Path, mounted: Path | None = None) -> None:
        given = [str(folder), *([str(mounted)] if mounted else [])]
        command = (sys.executable, "-m", "scripts.faults.guard", *given)
        self._process = Popen(command, stdin=PIPE, process_group=0)

    @property
    def group(self) -> int:
        """The process group to join."""
        return self._process.pid

    def end(self) -> None:
        """Nothing of the run is left when this returns."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def main(folder: Path, mounted: Path | None) -> None:
    """Wait for the end of the run, then end what it left."""
    with suppress(OSError):
        sys.stdin.read()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    own = os.getpgid(0)
    assert own == os.getpid(), "it leads a group of its own: nobody else is killed"
    for _ in range(2):
        # What is killed may have been writing there.
        if mounted is not None:
            subprocess.run(["umount", "-l", str(mounted)], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(own, signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
