"""Runs the stores' contract suite as a normal user: ``python -m scripts.normal_user [tests]``.

Started by root it becomes ``nobody`` first, so that PostgreSQL is started as whoever runs the
tests; started by anybody else it just runs them. Nothing is written into the checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = Path(next(place for place in sys.path if place.endswith("site-packages")))
USER, GROUP = "nobody", "nogroup"
SUITE = ("tests/contracts", "tests/storage", "tests/admin/test_desk_contract.py")


def main(arguments: Sequence[str]) -> int:
    """Run these tests (the contract suite where none is named); pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="filo-user-", dir="/tmp") as name:
        home = Path(name)
        if os.geteuid() == 0:
            shutil.chown(home, USER, GROUP)
        if not _may(["test", "-r", str(ROOT / "pyproject.toml"), "-a", "-r", str(PACKAGES)], home):
            print(f"{USER} may not read {ROOT}: put the checkout where others may read it.")
            return 2
        python = _python(home)
        if python is None:
            print(f"{USER} may run no Python {_version()}: install one for everybody.")
            return 2
        command = [str(python), "-B", "-m", "pytest", "-q", *(arguments or SUITE)]
        return _as_user(command, home).returncode


def _as_user(
    command: Sequence[str], home: Path, *, quiet: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run it in the checkout, as the normal user where this is root, with few things inherited."""
    who = {"user": USER, "group": GROUP, "extra_groups": []} if os.geteuid() == 0 else {}
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(home),
        check=False,
        stderr=subprocess.DEVNULL if quiet else None,
        **who,  # type: ignore[call-overload]
    )
    return done


def _environment(home: Path) -> Mapping[str, str]:
    own = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(home / "hypothesis"),
    }
    kept = {name: os.environ[name] for name in ("CI", "LANG") if name in os.environ}
    return {**kept, **own}


def _may(command: Sequence[str], home: Path) -> bool:
    """Whether the user can do that."""
    try:
        return _as_user(command, home, quiet=True).returncode == 0
    except OSError:
        return False


def _version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _interpreters() -> Iterator[Path]:
    yield Path(sys.executable).resolve()
    for folder in ("/usr/local/bin", "/usr/bin"):
        yield Path(folder) / f"python{_version()}"


def _python(home: Path) -> Path | None:
    """An interpreter of this version that the user may run, in an environment with our packages."""
    for found in _interpreters():
        place = home / "environment"
        if not _may([str(found), "-m", "venv", "--without-pip", str(place)], home):
            continue
        (own,) = place.glob("lib/python*/site-packages")
        (own / "packages.pth").write_text(f"{PACKAGES}\n")
        return place / "bin" / "python"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
