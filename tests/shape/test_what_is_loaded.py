"""What the process that serves holds in memory: only what a server needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

LISTED = "import bot.serve, bot.storage.sqlite, admin.app, sys; print(*sys.modules)"


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The modules of a process that could serve the web over SQLite."""
    listed = subprocess.run(
        (sys.executable, "-c", LISTED), check=True, capture_output=True, text=True
    )
    return frozenset(listed.stdout.split())


@pytest.mark.parametrize(
    "library",
    ["alembic", "asyncpg", "sqlalchemy.orm", "typer", "telegram", "twilio", "httpx", "numpy"],
)
def test_a_server_of_the_web_over_sqlite_loads_nothing_of(
    library: str, loaded: frozenset[str]
) -> None:
    """The libraries of commands, of another database, of channels that are off, of the model."""
    assert library not in loaded


def test_no_calendar_of_a_country_is_loaded_for_a_feast() -> None:
    """The holidays library would load all of its countries for one."""
    asked = (
        "from datetime import date; from bot.safety.almanac import almanac;"
        " from bot.calendar.timetable import is_holiday; import sys;"
        " almanac(date(2026, 4, 5)); is_holiday(date(2026, 4, 6));"
        " sys.exit('holidays.countries' in sys.modules)"
    )
    assert subprocess.run((sys.executable, "-c", asked)).returncode == 0
