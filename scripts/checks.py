"""Every check that CI runs, with one line for each that passes.

The short ones run beside each other, as many as there are cores, and then the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
CORES = os.cpu_count() or 1
WORKERS = min(8, 2 * CORES)
"""Half of the time of a test goes by in waiting: for a browser, a process, a commit on disk."""

DISTRIBUTED = ("--dist", "loadfile", "--no-loadscope-reorder")
"""A file stays whole; the order is that of ``tests/conftest.py``, the longest first."""

ON_POSTGRES = (
    "tests/scheduling/test_waiting.py",
    "tests/promises/test_a_talk_outlives_its_bundle.py",
    "tests/promises/test_an_alarm_looks_like_small_talk.py",
    "tests/promises/test_an_old_cookie_opens_nothing.py",
    "tests/promises/test_her_words_are_hers_alone.py",
    "tests/promises/test_nobody_waits_in_silence.py",
    "tests/promises/test_silence_forgets.py",
    "tests/promises/test_somebody_answers.py",
)
"""What of the whole service is tried once more over a real PostgreSQL, in half a minute: `make
postgres` tries all of it."""

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("types", ("mypy",)),
    ("console", ("python", "-m", "scripts.console")),
    ("collection", ("pytest", "-q", "--collect-only")),
    ("imports", ("lint-imports",)),
    ("supply", ("python", "-m", "scripts.supply")),
    ("sbom", ("python", "-m", "scripts.supply", "sbom", "var/sbom.json")),
    ("flows", ("filo", "check")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("tests", ("pytest", "-q", "-rs", "-n", str(WORKERS), *DISTRIBUTED)),
    ("on PostgreSQL", ("pytest", "-q", "-n", str(WORKERS), *DISTRIBUTED, *ON_POSTGRES)),
)
"""The longest first, so that the others fit beside them."""

_SHOWN_WHILE_RUNNING = frozenset({"tests", "on PostgreSQL"})
_ENVIRONS = {"on PostgreSQL": {"FILO_TEST_ENGINE": "postgres"}}

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where it is set every worker of the tests would rewrite every assertion anew: 4 s of processor
for each. The collection before them leaves what it made."""


def main(names: tuple[str, ...] = ()) -> int:
    """Run the named checks (all without a name); 0 when every one of them passed."""
    wanted = [(name, command) for name, command in CHECKS if name in (names or (name,))]
    beside = [one for one in wanted if one[0] not in _SHOWN_WHILE_RUNNING]
    with ThreadPoolExecutor(CORES) as together:
        passed = dict(zip(beside, together.map(_run, beside), strict=True))
    passed |= {one: _run(one) for one in wanted if one not in passed}
    failed = [name for (name, _), good in passed.items() if not good]
    print(f"failed: {', '.join(failed)}" if failed else "every check passed")
    return 1 if failed else 0


def _run(check: tuple[str, tuple[str, ...]]) -> bool:
    """Whether it passed; what it said is printed where it did not."""
    name, command = check
    began = time.monotonic()
    quiet = name not in _SHOWN_WHILE_RUNNING
    done = subprocess.run(
        (str(BIN / command[0]), *command[1:]),
        capture_output=quiet,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key != _NO_BYTECODE}
        | _ENVIRONS.get(name, {}),
    )
    said = done.stdout + done.stderr if quiet and done.returncode else ""
    mark = "ok  " if done.returncode == 0 else "FAIL"
    print(f"{said}{mark} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
