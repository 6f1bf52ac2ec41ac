"""Runs every measurement and writes what was seen: ``python -m scripts.bench [seconds]``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.request import HTTPCookieProcessor, Request, build_opener

from scripts.bench.appointments import Proposed, proposed
from scripts.bench.browser import exit_milliseconds
from scripts.bench.console import to_the_screen
from scripts.bench.cover import measured_sides
from scripts.bench.danger import measured as screened
from scripts.bench.desk import Desk, measured_desk
from scripts.bench.directory import Directories, directories
from scripts.bench.durable import ROUNDS, USERS, pressed
from scripts.bench.engine import microseconds_per_turn
from scripts.bench.flows import Editor, measured_editor
from scripts.bench.forgetting import forgetting
from scripts.bench.machine import machine
from scripts.bench.open_chats import open_chats
from scripts.bench.report import Measured, written
from scripts.bench.telegram import Telegram
from scripts.bench.training import Trainings, trainings
from scripts.bench.twilio import Twilio
from scripts.bench.webhooks import Provider, webhook_to_call
from scripts.served import (
    Place,
    own_megabytes,
    peak_megabytes,
    prepared,
    serving,
)

T = TypeVar("T")
PROVIDERS: Mapping[str, Callable[[], Provider]] = {
    "Telegram": Telegram,
    "WhatsApp": partial(Twilio, whatsapp=True),
    "SMS": partial(Twilio, whatsapp=False),
}
PAGE = Path("docs/benchmarks.md")


def main(seconds: float) -> None:
    """Measure, print and write."""
    on = machine()
    with tempfile.TemporaryDirectory(prefix="filo-bench-") as folder:
        place = prepared(Path(folder))
        with serving(place, core=0) as server:
            sizes = _page_sizes(place)
            measured_in_browser = [
                asyncio.run(exit_milliseconds(place, slower)) for slower in (1, 6)
            ]
            rounds = pressed(place, server.pid, seconds / ROUNDS)
            peak, own = peak_megabytes(server.pid), own_megabytes(server.pid)
    with tempfile.TemporaryDirectory(prefix="filo-cover-") as folder:
        sides = measured_sides(Path(folder))
    page = written(
        Measured(
            machine=on,
            users=USERS,
            rounds=rounds,
            peak_megabytes=peak,
            own_megabytes=own,
            engine_us=microseconds_per_turn(),
            chat_bytes=sizes,
            exit_ms=measured_in_browser[0],
            exit_slow_ms=measured_in_browser[1],
            sides=sides,
            danger=screened(),
            webhook_ms=_answered(),
            screen_ms=_on_the_screen(seconds),
            proposed=_proposed(),
            desk=_desk(),
            editor=_editor(),
            directories=_directories(),
            trainings=_trainings(),
            open_chats=_within(open_chats),
            forgetting=_within(forgetting),
        )
    )
    PAGE.write_text(page, encoding="utf-8")
    print(page)


def _answered() -> Mapping[str, tuple[float, float]]:
    """Each channel with a provider, alone."""
    found: dict[str, tuple[float, float]] = {}
    for name, provider in PROVIDERS.items():
        with tempfile.TemporaryDirectory(prefix="filo-webhooks-") as folder:
            found[name] = webhook_to_call(Path(folder), USERS, provider())
    return found


def _within(measure: Callable[[Path], T]) -> T:
    """Measured in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="filo-bench-") as folder:
        return measure(Path(folder))


def _on_the_screen(seconds: float) -> tuple[float, float, int]:
    with tempfile.TemporaryDirectory(prefix="filo-console-") as folder:
        return to_the_screen(Path(folder), seconds)


def _proposed() -> Proposed:
    with tempfile.TemporaryDirectory(prefix="filo-appointments-") as folder:
        return proposed(Path(folder))


def _desk() -> Desk:
    with tempfile.TemporaryDirectory(prefix="filo-desk-") as folder:
        return measured_desk(Path(folder))


def _editor() -> Editor:
    with tempfile.TemporaryDirectory(prefix="filo-editor-") as folder:
        return measured_editor(Path(folder))


def _trainings() -> Trainings:
    with tempfile.TemporaryDirectory(prefix="filo-bench-") as folder:
        return trainings(Path(folder))


def _directories() -> Directories:
    with tempfile.TemporaryDirectory(prefix="filo-directory-") as folder:
        return directories(Path(folder))


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
