"""The doors for long: ``python -m tests.fuzz.long [SECONDS [DOOR…]]``.

Atheris gives each door what reaches new lines of ours. What a door should not have raised ends its
run, and lies in ``var/fuzz`` as the bytes that did it.
"""

from __future__ import annotations

import os
import re
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, TemporaryFile

import atheris

with atheris.instrument_imports(include=["bot", "admin", "icalendar"]):
    from tests.fuzz.doors import DOORS
from tests.fuzz.door import Door
from tests.fuzz.spoiling import many, spoil

FOUND = Path(__file__).parents[2] / "var/fuzz"
TOLD = 4000


def every(seconds: int, names: list[str]) -> int:
    """Knock at each door for so long, in a process of its own; how many gave way.

    The processes are forked: to make everything watched takes longer than many a door.
    """
    FOUND.mkdir(parents=True, exist_ok=True)
    bad = 0
    for door in DOORS:
        if names and door.name not in names:
            continue
        with TemporaryFile() as said:
            child = os.fork()
            if not child:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                one(seconds, door)
            good = os.waitpid(child, 0)[1] == 0
            said.seek(0)
            told = said.read().decode("utf-8", "replace")
        runs = re.findall(r"#(\d+)", told)
        bad += not good
        print(f"{'ok  ' if good else 'FAIL'} {door.name} ({runs[-1] if runs else 0})", flush=True)
        if not good:
            print(told[-TOLD:], flush=True)
    return bad


def one(seconds: int, door: Door) -> None:
    """Knock at one door; never comes back."""

    def spoilt(content: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)  # noqa: S311 - nothing secret is chosen
        by_seed = door.zipped or chance.random() < 0.2
        return (spoil(door, chance) if by_seed else many(content, chance))[:most]

    def knock(content: bytes) -> None:
        try:
            door.knock(content)
        except Exception:
            name = sha256(content).hexdigest()[:16]
            (FOUND / f"{door.name.replace(' ', '-')}-{name}").write_bytes(content)
            raise

    with TemporaryDirectory() as folder:
        for at, seed in enumerate(door.seeds):
            Path(folder, str(at)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-max_len=65536", "-timeout=60"]
        options += [f"-artifact_prefix={FOUND}/{door.name.replace(' ', '-')}-", folder]
        atheris.Setup([sys.argv[0], *options], knock, custom_mutator=spoilt)
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(every(int((sys.argv[1:] or ["60"])[0]), sys.argv[2:]))
