"""Kills the real server again and again, and counts what was lost: ``python -m scripts.soak``.

Women talk without a pause. At random instants the process gets SIGKILL and is started again. A
message that was answered must stand on her page afterwards, once; one without an answer is sent
again with the same one-time id and must stand there once too.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from scripts.served import FILO, Place, prepared, wait_until_ready
from scripts.visitor import Refused, Visitor

USERS = 12
LONGEST = 400
"""Messages of one woman."""
SPOKEN = re.compile(rb"frase ([a-j]+) fine")
_LETTERS = str.maketrans("0123456789", "abcdefghij")


@dataclass(slots=True)
class _Seen:
    """What the soak counted."""

    kills: int = 0
    answered: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


class _Server:
    """The process, started again after each kill."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self._place.folder / "server.log").open("ab") as log:
            self._process = Popen((FILO, "serve"), env=self._place.environ, stdout=log, stderr=log)
        wait_until_ready(self._place, self._process)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is closed."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


async def _woman(place: Place, number: int, seen: _Seen, over: asyncio.Event) -> None:
    visitor = Visitor(place.port, place.entry)
    await _until_it_works(visitor, visitor.enter)
    for choice in ("it", "yes"):

        async def touch(choice: str = choice) -> None:
            await visitor.choose(choice)

        await _until_it_works(visitor, touch)
    said = 0
    while not over.is_set() and said < LONGEST:
        said += 1
        text = _phrase(said)

        async def send(text: str = text) -> None:
            await visitor.say(text)

        await _until_it_works(visitor, send)
        seen.answered += 1
        await asyncio.sleep(0.02)
    visitor.close()
    await visitor.connect()
    counted = Counter(SPOKEN.findall(await visitor.look()))
    for one in range(1, said + 1):
        times = counted[_phrase(one).split()[1].encode()]
        if times == 0:
            seen.lost.append(f"{number}-{one}")
        elif times > 1:
            seen.doubled.append(f"{number}-{one}")
    visitor.close()


def _phrase(number: int) -> str:
    """A text of its own for each message, in letters: the page sets digits apart."""
    return f"frase {str(number).translate(_LETTERS)} fine"


async def _until_it_works(visitor: Visitor, act: object) -> None:
    """Repeat an act, with the same form id, over new connections until it is answered."""
    assert callable(act), "an act is a coroutine function"
    while True:
        try:
            await visitor.connect()
            await act()
        except (OSError, asyncio.IncompleteReadError):
            visitor.close()
            await asyncio.sleep(0.05)
        else:
            return


async def _soak(place: Place, seconds: float, seed: int) -> _Seen:
    chance = random.Random(seed)  # noqa: S311 - a seed, so that it can be run again
    seen, server = _Seen(), _Server(place)
    await asyncio.to_thread(server.start)
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    generation = 0
    try:
        while loop.time() < until:
            over = asyncio.Event()
            women = [
                asyncio.create_task(_woman(place, generation * USERS + one, seen, over))
                for one in range(USERS)
            ]
            generation += 1
            for _ in range(3):
                await asyncio.sleep(chance.uniform(0.05, 1.5))
                await asyncio.to_thread(server.kill)
                seen.kills += 1
                await asyncio.to_thread(server.start)
            over.set()
            await asyncio.gather(*women)
            print(f"{seen.kills} kills, {seen.answered} answered", flush=True)
    finally:
        server.kill()
    return seen


def main(seconds: float, seed: int) -> int:
    """Soak for so long; 0 when nothing was lost and nothing doubled."""
    with tempfile.TemporaryDirectory(prefix="filo-soak-") as folder:
        place = prepared(Path(folder))
        try:
            seen = asyncio.run(_soak(place, seconds, seed))
        except Refused as refused:
            print(f"refused: {refused}")
            return 1
    print(f"seed {seed}: {seen.kills} kills, {seen.answered} messages answered")
    print(f"lost: {len(seen.lost)} {seen.lost[:9]}; twice: {len(seen.doubled)} {seen.doubled[:9]}")
    return 1 if seen.lost or seen.doubled else 0


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    sys.exit(main(given[0] if given else 120.0, int(given[1]) if len(given) > 1 else 1))
