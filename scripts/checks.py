"""Every check that CI runs, in order, with one line for each that passes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
WORKERS = min(8, 2 * (os.cpu_count() or 1))
"""Half of the time of a test goes by in waiting: for a browser, a process, a commit on disk."""

DISTRIBUTED = ("--dist", "loadfile", "--no-loadscope-reorder")
"""A file stays whole; the order is that of ``tests/conftest.py``, the longest first."""

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports",)),
    ("supply", ("python", "-m", "scripts.supply")),
    ("flows", ("filo", "check")),
    ("console", ("python", "-m", "scripts.console")),
    ("tests", ("pytest", "-q", "-rs", "-n", str(WORKERS), *DISTRIBUTED)),
)
_SHOWN_WHILE_RUNNING = frozenset({"tests"})


def main(names: tuple[str, ...] = ()) -> int:
    """Run the named checks (all without a name); 0 when every one of them passed."""
    failed = [
        name for name, command in CHECKS if name in (names or (name,)) and not _run(name, command)
    ]
    print(f"failed: {', '.join(failed)}" if failed else "every check passed")
    return 1 if failed else 0


def _run(name: str, command: tuple[str, ...]) -> bool:
    began = time.monotonic()
    quiet = name not in _SHOWN_WHILE_RUNNING
    done = subprocess.run(
        (str(BIN / command[0]), *command[1:]), capture_output=quiet, text=True, check=False
    )
    if quiet and done.returncode:
        print(done.stdout, done.stderr, sep="", end="")
    mark = "ok  " if done.returncode == 0 else "FAIL"
    print(f"{mark} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
