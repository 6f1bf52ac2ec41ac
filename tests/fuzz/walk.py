"""Both sites of one service, walked through: ``python -m tests.fuzz.walk [SECONDS [SEED]]``.

Women and staff meet in the same talks. The seed gives the same wishes again; ids and times are
new ones.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, DummyCookieJar, web

from admin.app import build
from bot.demonstration.furnishing import furnish
from bot.handoff.people import Account, Role
from bot.publishing.published import read_directory
from bot.web.listening import listening
from tests.admin.conftest import CHEAP
from tests.fuzz.answers import overheard
from tests.fuzz.her_walk import HerWalk
from tests.fuzz.staff_walk import ENDPOINTS, StaffWalk
from tests.place import TO_A_PERSON, Place, placed

MOST = 30
"""Findings after which a walk ends: the others would say the same."""


async def walk(folder: Path, seed: int, goes_on: Callable[[int], bool]) -> tuple[list[str], str]:
    """What was found, and how much was walked. ``goes_on``: whether to, after so many steps."""
    chance = Random(seed)  # noqa: S311 - nothing secret is chosen
    with overheard() as said:
        async with placed(folder, FILO_MEANING="false") as place, _both(place, chance) as both:
            staff, her = both
            steps = 0
            while goes_on(steps) and len(staff.found) + len(her.found) < MOST:
                await (her if chance.random() < 0.5 else staff).step()
                if chance.random() < 0.004:
                    place.ahead += timedelta(minutes=chance.choice((1, 1, 3, 20, 40, 600)))
                steps += 1
            failures = place.service.failures
    found = [*staff.found.values(), *her.found.values(), *_said_amiss(said)]
    if failures:
        found.append(f"{failures} rounds of the loops failed")
    through = f"{len(staff.done)} of {len(ENDPOINTS)} operations went through"
    return found, f"{steps} steps; staff {staff.came}, {through}; women {her.came}"


def _said_amiss(said: list[str]) -> list[str]:
    """Lines of the log that hold her words, or tell of something that escaped."""
    escaped = (one for one in said if "Traceback" in one or one.startswith(("error", "exception")))
    hers = (one for one in said if "segreto" in one)
    return [*(f"logged: {one[:3000]}" for one in escaped), *(f"hers: {one[:300]}" for one in hers)]


@asynccontextmanager
async def _both(place: Place, chance: Random) -> AsyncIterator[tuple[StaffWalk, HerWalk]]:
    house = place.service
    networks = tuple(read_directory().offices)
    now = house.clock()
    first = Account("first", "first", Role.OPERATOR, networks[:1], ("it",), now)
    await furnish(house.store, first, now)
    near = next(one for one in networks if one.startswith(TO_A_PERSON[3].lower()))
    async with _site(build(house, CHEAP)) as desk, _site(house.public_site()) as public:
        staff = StaffWalk(house, desk, (near, networks[0]), chance)
        await asyncio.to_thread(staff.prepare)
        yield staff, HerWalk(public, house.settings.entry, chance)


@asynccontextmanager
async def _site(app: web.Application) -> AsyncIterator[ClientSession]:
    """Somebody before the site as it really listens. Everybody has a browser of her own: no cookie
    is kept here."""
    quiet = logging.getLogger("tests.walk")
    quiet.disabled = True
    async with listening(app, "127.0.0.1", 0, quiet) as server:
        at = f"http://localhost:{server.sockets[0].getsockname()[1]}"
        async with ClientSession(at, cookie_jar=DummyCookieJar()) as client:
            yield client


def main(arguments: list[str]) -> int:
    """Walk for so many seconds; 1 where anything was found."""
    seconds = int((arguments or ["60"])[0])
    seed = int(arguments[1]) if len(arguments) > 1 else int(time.time())
    until = time.monotonic() + seconds
    with TemporaryDirectory() as folder:
        found, walked = asyncio.run(walk(Path(folder), seed, lambda _: time.monotonic() < until))
    print("\n".join([*found, f"seed {seed}: {walked}"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
