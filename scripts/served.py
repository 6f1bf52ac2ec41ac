"""The real service as a process of its own, in a temporary place, for measurements and soaks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

FILO = str(Path(sys.executable).with_name("filo"))
PATIENCE = 60.0
"""Seconds that a start may take."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one installation lives, all in a temporary folder; ``settings`` are further ones."""

    folder: Path
    port: int
    staff_port: int
    entry: str = "girasole"
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The public site."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment of its processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FILO_")}
        return {
            **kept,
            "FILO_MODE": "demo",
            "FILO_DATABASE_URL": f"sqlite:///{self.folder}/filo.sqlite",
            "FILO_MASTER_KEY_FILE": f"{self.folder}/master.key",
            "FILO_PUBLIC_BIND": f"127.0.0.1:{self.port}",
            "FILO_STAFF_BIND": f"127.0.0.1:{self.staff_port}",
            "FILO_ENTRY": self.entry,
            **self.settings,
        }

    def run(self, *command: str) -> str:
        """Run one `filo` command to its end; what it printed."""
        return subprocess.run(
            (FILO, *command), env=self.environ, check=True, capture_output=True, text=True
        ).stdout


def prepared(folder: Path, **settings: str) -> Place:
    """A new installation: key and database are made."""
    place = Place(folder, free_port(), free_port(), settings=settings)
    place.run("keys", "create")
    place.run("db", "upgrade")
    return place


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def on_core(core: int) -> Sequence[str]:
    """What to put before a command so that it runs on one core; nothing where that cannot be."""
    usable = shutil.which("taskset") and (os.cpu_count() or 1) > core
    return ("taskset", "-c", str(core)) if usable else ()


@contextmanager
def serving(
    place: Place, command: Sequence[str] = (FILO, "serve"), core: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ready to answer, within the block; SIGTERM ends it."""
    before = on_core(core) if core is not None else ()
    with (place.folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            (*before, *command), env=place.environ, stdout=log, stderr=log, cwd=place.folder
        )
        try:
            wait_until_ready(place, process)
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ended by SIGTERM, or killed where ten seconds are not enough for it."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
    process.wait()


def wait_until_ready(place: Place, process: subprocess.Popen[bytes]) -> None:
    """Return when the site answers. Raises when the process ends or takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError), urllib.request.urlopen(f"{place.url}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise RuntimeError(f"the service did not start:\n{(place.folder / 'server.log').read_text()}")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used (user and system), all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def own_megabytes(pid: int) -> float:
    """Resident memory of a process now, what it shares counted in part (PSS), in MB (10^6)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def peak_megabytes(pid: int) -> float:
    """The largest resident memory that a process had, in MB (10^6 bytes)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
