"""Runs every measurement and writes what was seen: ``python -m scripts.bench [seconds]``."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener

from scripts.bench.browser import exit_milliseconds
from scripts.bench.engine import microseconds_per_turn
from scripts.bench.floor_load import floor_rate
from scripts.bench.load import Result, measured
from scripts.bench.report import Measured, written
from scripts.served import Place, cpu_seconds, free_port, peak_megabytes, prepared, serving

USERS = 64
PAGE = Path("docs/benchmarks.md")


@dataclass(frozen=True, slots=True)
class _Pressed:
    """One run of the load, and what it cost the server."""

    result: Result
    cpu: float
    megabytes: float


def main(seconds: float) -> None:
    """Measure, print and write."""
    with tempfile.TemporaryDirectory(prefix="filo-bench-") as folder:
        place = prepared(Path(folder))
        with serving(place, core=0) as server:
            sizes = _page_sizes(place)
            measured_in_browser = [
                asyncio.run(exit_milliseconds(place, slower)) for slower in (1, 6)
            ]
            pressed = _press(place, server.pid, seconds)
    with tempfile.TemporaryDirectory(prefix="filo-floor-") as folder:
        floor = _floor(Path(folder), min(seconds, 8.0))
    page = written(
        Measured(
            at=datetime.now(UTC),
            machine=f"{platform.machine()}, {os.cpu_count()} cores,"
            f" Python {platform.python_version()}",
            users=USERS,
            load=pressed.result,
            cpu_ms=pressed.cpu * 1000 / pressed.result.messages,
            megabytes=pressed.megabytes,
            floor_rate=floor,
            engine_us=microseconds_per_turn(),
            chat_bytes=sizes,
            exit_ms=measured_in_browser[0],
            exit_slow_ms=measured_in_browser[1],
        )
    )
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _press(place: Place, pid: int, seconds: float) -> _Pressed:
    """The load on the other core; the processor time is that of the server while it lasts."""
    with get_context("spawn").Pool(1) as pool:
        pool.apply(measured, (place.port, place.entry, USERS, 2.0, 1))
        before = cpu_seconds(pid)
        result = pool.apply(measured, (place.port, place.entry, USERS, seconds, 1))
        return _Pressed(result, cpu_seconds(pid) - before, peak_megabytes(pid))


def _floor(folder: Path, seconds: float) -> float:
    place = Place(folder, free_port(), free_port())
    command = (sys.executable, str(Path(__file__).with_name("floor.py")), str(place.port))
    with serving(place, command, core=0), get_context("spawn").Pool(1) as pool:
        rate: float = pool.apply(floor_rate, (place.port, USERS, seconds, 1))
    return rate


def _page_sizes(place: Place) -> int:
    """Bytes of the first chat page as it travels (gzip), headers apart."""
    browser = build_opener(HTTPCookieProcessor())
    asking = Request(f"{place.url}/{place.entry}", headers={"Accept-Encoding": "gzip"})
    with browser.open(asking) as answer:
        body: bytes = answer.read()
        if answer.headers["Content-Encoding"] != "gzip":
            raise RuntimeError("the page did not come compressed")
    return len(body)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0)
