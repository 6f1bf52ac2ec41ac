"""How long a search among 2,000 training calls takes, hers and the staff's, and a file of them from
the first part to the last sign of the worker."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.assemble import furnished, published_scene
from bot.config import load
from bot.crypto.keys import Keyring
from bot.directory.card import kilometres, vector_of
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade
from bot.training.call import TrainingCall
from bot.training.finding import Wanted, find
from bot.training.importing import Held, Kept
from bot.training.kinds import Audience, Cefr, Eligibility, Mode
from bot.training.looking import Looked, look, shelf_of
from bot.training.writing import calls_sheet
from bot.values.brought import LARGEST_PART, Brought, Kind, State, source_of
from scripts.bench.directory import sheet_of_services

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
CALLS = 2_000
ASKED = 400


@dataclass(frozen=True, slots=True)
class Trainings:
    """Milliseconds of a search among the calls (95 of 100): hers, the staff's; seconds until a file
    of services, and one of calls, is stored from the desk; its signs of progress; milliseconds
    for which the other work of the process waited meanwhile at the longest."""

    hers: float
    staff: float
    services_seconds: float
    calls_seconds: float
    signs: int
    stalled: float


def trainings(folder: Path) -> Trainings:
    """Measure over SQLite in that folder."""
    return asyncio.run(_measured(folder))


async def _measured(folder: Path) -> Trainings:
    url = f"sqlite:///{folder}/training.db"
    # The migration runs a loop of its own.
    await asyncio.to_thread(asyncio.run, upgrade(url))
    store = await SqlStore.open(url, Keyring(bytes(range(32))))
    scene = published_scene(lambda: NOW)
    settings = load({"FILO_MODE": "demo", "FILO_MEANING": "false"})
    calls, towns = _calls(list(scene.directory.municipalities)), scene.directory.municipalities
    hers, staff = _searched(calls, scene.directory.map.centres)
    sheet = calls_sheet(calls, {code: town.name for code, town in towns.items()})
    services = sheet_of_services(folder / "office.csv", scene.directory).read_bytes()
    stalls: list[float] = []
    try:
        async with furnished(settings, scene, store, lambda: datetime.now(UTC)) as house:
            files, work = house.intake.files, house.intake.worker.work

            async def brought(kind: Kind, content: bytes) -> tuple[float, int]:
                began = time.perf_counter()
                id = house.ids.new()
                one = Brought(
                    id, "milano-citta", kind, State.SENDING, "bench", NOW, NOW, len(content),
                    file="bench.csv", source=source_of("milano-citta", kind.value),
                )  # fmt: skip
                assert await files.begin(one)
                for at in range(0, len(content), LARGEST_PART):
                    part = content[at : at + LARGEST_PART]
                    assert await files.add_part(one, at, part, house.clock())
                seen: set[object] = set()
                watched = asyncio.create_task(_watched(house.intake.files.under_way, seen))
                ticks = asyncio.create_task(_ticks(stalls))
                await work()
                assert await files.confirm(id, house.clock())
                await work()
                for task in (watched, ticks):
                    task.cancel()
                found = await files.one(["milano-citta"], id)
                assert found is not None
                assert found.state is State.DONE, found.found
                return time.perf_counter() - began, len(seen)

            of_services, signs = await brought(Kind.SERVICES, services)
            of_calls, _ = await brought(Kind.CALLS, sheet.encode())
    finally:
        await store.close()
    return Trainings(hers, staff, of_services, of_calls, signs, max(stalls) * 1_000)


async def _watched(
    under_way: Callable[[datetime], Awaitable[Sequence[object]]], seen: set[object]
) -> None:
    """What a page would have been told."""
    while True:
        seen.update(await under_way(datetime.now(UTC)))
        await asyncio.sleep(0.25)


async def _ticks(stalls: list[float]) -> None:
    """How long nothing else could go on: women are answered by this loop."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.005)
        stalls.append(time.perf_counter() - began - 0.005)


def _calls(towns: list[str]) -> list[TrainingCall]:
    rng = random.Random(5)  # noqa: S311
    return [
        TrainingCall(
            id=f"bench-{at}",
            title=f"Corso dimostrativo {at}",
            provider=f"Ente dimostrativo {at % 90}",
            audience=rng.choice((Audience.WOMEN, Audience.WOMEN, Audience.ORGANISATIONS)),
            eligibility=rng.choice((Eligibility.OPEN, Eligibility.OPEN, Eligibility.CENTRE)),
            text="Un corso che non esiste. " * 12,
            deadline=NOW + timedelta(days=rng.randrange(-5, 90), hours=at % 7),
            hours=rng.randrange(10, 300),
            school_hours=rng.choice((True, False, None)),
            child_care=rng.choice((True, False, None)),
            mode=rng.choice((Mode.ONSITE, Mode.ONLINE, Mode.BLENDED)),
            town=rng.choice(towns),
            page=f"https://example.org/{at}",
            demonstration=True,
        )
        for at in range(CALLS)
    ]


def _searched(
    calls: list[TrainingCall], centres: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Milliseconds within which 95 of 100 searches end: hers, the staff's."""

    def distance(one: str, other: str) -> float:
        return kilometres(vector_of(centres[one]), vector_of(centres[other]))

    rng = random.Random(6)  # noqa: S311
    towns = sorted({one.town for one in calls})
    shelf = shelf_of(Held(tuple(Kept("bench", one, NOW, imported=NOW) for one in calls)))
    hers, staff = list[float](), list[float]()
    for _ in range(ASKED):
        wanted = Wanted(
            town=rng.choice(towns),
            school_hours=rng.random() < 0.5,
            child_care=rng.random() < 0.5,
            italian=rng.choice((None, Cefr.A2, Cefr.B1)),
        )
        began = time.perf_counter()
        find(shelf.calls, wanted, distance, NOW)
        hers.append(time.perf_counter() - began)
        looked = Looked(f"dimostrativo {rng.randrange(90)}", followed=rng.random() < 0.3)
        began = time.perf_counter()
        list(look(shelf, looked, NOW))
        staff.append(time.perf_counter() - began)
    return tuple(sorted(one)[ASKED * 95 // 100] * 1_000 for one in (hers, staff))  # type: ignore[return-value]
