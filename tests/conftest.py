"""What every test may use: a real PostgreSQL (``tests/postgres.py``); what a CI run insists on."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

pytest_plugins = ["tests.postgres", "tests.browser", "tests.console"]


gc.disable()
"""Until the tests are collected: nothing of what is loaded meanwhile becomes garbage."""

RARELY = (20_000, 10, 5)
"""When garbage is looked for: at a million objects all of it, and never among what was loaded. By
default a quarter of the suite's processor time went by in looking."""

LONGEST = frozenset({"test_sigkill", "test_postgres_killed", "test_gate_race", "test_doctor"})


@pytest.fixture(autouse=True)
async def nothing_of_a_test_goes_on() -> AsyncIterator[None]:
    """What a test began and did not end is ended: the loop is that of all tests."""
    others = asyncio.all_tasks()
    yield
    left = asyncio.all_tasks() - others - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody waits for it alone at the end."""

    def comes_later(item: pytest.Item) -> bool:
        return item.path.stem not in LONGEST and item.get_closest_marker("journey") is None

    items.sort(key=comes_later)


def pytest_collection_finish() -> None:
    """What was loaded stays: it is left out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``CI=true`` a test that is skipped because ``../shared`` is absent has failed."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and "../shared" in str(report.longrepr):
        report.outcome = "failed"
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` writes the golden transcripts anew."""
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")
