"""The doors for long: ``python -m tests.fuzz.long [SECONDS [DOOR…]]``.

Atheris gives each door what reaches new lines of ours. What a door should not have raised ends its
run, and lies in ``var/fuzz`` as the bytes that did it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "var/fuzz"
INSIDE = ["bot", "icalendar"]
"""What is watched while it runs."""


def every(seconds: int, names: list[str]) -> int:
    """Knock at each door for so long, in a process of its own; how many gave way."""
    from tests.fuzz.doors import DOORS

    FOUND.mkdir(parents=True, exist_ok=True)
    bad = 0
    for door in DOORS:
        if names and door.name not in names:
            continue
        command = [sys.executable, "-m", "tests.fuzz.long", "--one", str(seconds), door.name]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        bad += done.returncode != 0
        print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {door.name}", flush=True)
        if done.returncode:
            print(done.stdout[-3000:], done.stderr[-3000:], sep="\n", flush=True)
    return bad


def one(seconds: int, name: str) -> None:
    """Knock at one door; never comes back."""
    import atheris

    with atheris.instrument_imports(include=INSIDE):
        from tests.fuzz.doors import DOORS
    from tests.fuzz.spoiling import many, spoil

    door = next(one for one in DOORS if one.name == name)

    def spoilt(content: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - nothing secret is chosen
        by_seed = door.zipped or chance.random() < 0.2
        return (spoil(door, chance) if by_seed else many(content, chance))[:most]

    with TemporaryDirectory() as folder:
        for at, seed in enumerate(door.seeds):
            Path(folder, str(at)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-max_len=65536", "-timeout=20"]
        options += [f"-artifact_prefix={FOUND}/{name.replace(' ', '-')}-", folder]
        atheris.Setup([sys.argv[0], *options], door.knock, custom_mutator=spoilt)
        atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]), sys.argv[3])
    sys.exit(every(int((sys.argv[1:] or ["60"])[0]), sys.argv[2:]))
