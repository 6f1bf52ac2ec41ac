"""How long a search among 5,000 services takes, and an import of them with progress."""

from __future__ import annotations

import asyncio
import csv
import gc
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.crypto.keys import Keyring
from bot.directory.kinds import KINDS
from bot.directory.model import Directory
from bot.directory.searching import Ground, Wanted, search
from bot.intake.packages import read_package, store, written
from bot.publishing.published import read_directory
from bot.storage.directory import SqlServices
from bot.storage.sql import SqlStore
from bot.storage.upgrade import upgrade

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
SERVICES = 5_000
ASKED = 400
LANGUAGES = ("it", "en", "es", "fr", "ar", "zh", "uk", "ro")
_COLUMNS = (
    *("codice", "nome", "tipo", "ente", "comune", "indirizzo", "latitudine", "longitudine"),
    *("telefono", "orari", "orari_telefono", "agosto", "lingue", "bambini", "senza_gradini"),
    *("solo_donne", "cosa_fa", "per_chi", "rete", "verificato_il"),
)


@dataclass(frozen=True, slots=True)
class Directories:
    """Milliseconds of a search, by her (median and 95 of 100) and by the staff, by words in a
    language and of any kind (95 of 100); seconds of an import by a spreadsheet and by HSDS JSON;
    signs of progress, records.
    """

    median: float
    most: float
    staff_most: float
    sheet_seconds: float
    json_seconds: float
    signs: int
    records: int


def directories(folder: Path) -> Directories:
    """Measure over SQLite in that folder."""
    return asyncio.run(_measured(folder))


async def _measured(folder: Path) -> Directories:
    url = f"sqlite:///{folder}/directory.db"
    # The migration runs a loop of its own.
    await asyncio.to_thread(asyncio.run, upgrade(url))
    opened = await SqlStore.open(url, Keyring(bytes(range(32))))
    known, signs = read_directory(), 0

    def meter(_what: str, _done: int, _total: int) -> None:
        nonlocal signs
        signs += 1

    async def imported(path: Path) -> float:
        began = time.perf_counter()
        read = read_package(path, meter)
        services = SqlServices(opened)
        assert await store(read, "bench", services, known, NOW, meter), read.package.problems[:3]
        return time.perf_counter() - began

    try:
        sheet = sheet_of_services(folder / "office.csv", known)
        by_sheet = await imported(sheet)
        held = await SqlServices(opened).held()
        package = folder / "hsds"
        package.mkdir()
        for name, text in written(held.records, "hsds", known, NOW):
            (package / name).write_text(text, encoding="utf-8")
        by_json = await imported(package)
        held = await SqlServices(opened).held()
        full = known.holding(held.records, held.upkeep)
        gc.collect()
        gc.freeze()  # As the service does with what is published.
    finally:
        await opened.close()
    hers, staff = _searched(full, everything=False), _searched(full, everything=True)
    return Directories(
        median=hers[len(hers) // 2],
        most=hers[len(hers) * 95 // 100],
        staff_most=staff[len(staff) * 95 // 100],
        sheet_seconds=by_sheet,
        json_seconds=by_json,
        signs=signs,
        records=len(held.records),
    )


def _searched(directory: Directory, *, everything: bool) -> list[float]:
    rng = random.Random(3)  # noqa: S311
    towns, waits = list(directory.municipalities), list[float]()
    for at in range(ASKED):
        wanted = Wanted(
            kind="" if everything else rng.choice(KINDS),
            town=rng.choice(towns),
            language=rng.choice(LANGUAGES),
            child_care=rng.random() < 0.5,
            step_free=rng.random() < 0.5,
            open_now=rng.random() < 0.5,
            words=f"dimostrativo {rng.randrange(100)}" if everything else "",
            must=frozenset({Ground.LANGUAGE}) if everything else frozenset(),
        )
        moment = NOW + timedelta(minutes=at)
        began = time.perf_counter()
        search(directory.listing, wanted, directory.map, moment, everything=everything)
        waits.append((time.perf_counter() - began) * 1_000)
    # The first search of a day works the hours of that day out.
    return sorted(waits[1:])


def sheet_of_services(file: Path, known: Directory) -> Path:
    """A spreadsheet of so many services that do not exist, written into that file."""
    rng = random.Random(2)  # noqa: S311
    towns = list(known.municipalities.values())
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(_COLUMNS)
        for at in range(SERVICES):
            town = rng.choice(towns)
            latitude, longitude = known.map.centres[town.istat_code]
            begins, ends = rng.choice(("8", "9", "9.30")), rng.choice(("13", "17", "18.30"))
            writer.writerow(
                (
                    *(f"bench-{at}", f"Sportello dimostrativo {at}", KINDS[at % len(KINDS)]),
                    *(f"Ente dimostrativo {at % 400}", town.name, f"Via di prova {at}"),
                    *(f"{latitude + rng.random() / 50:.4f}", f"{longitude:.4f}", "1522"),
                    f"lun-ven {begins}-{ends}; sab 9-12",
                    f"lun-gio {begins}-13",
                    rng.choice(("chiuso", "lun-ven 9-12", "")),
                    " ".join(rng.sample(LANGUAGES, 2)),
                    *(rng.choice(("si", "no")) for _ in range(3)),
                    *("Un servizio che non esiste. " * 8, "Ogni donna", town.network, "2026-01-02"),
                )
            )
    return file
