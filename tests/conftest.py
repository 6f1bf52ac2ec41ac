"""What every test may use: a real PostgreSQL (``tests/postgres.py``)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pytest

pytest_plugins = ["tests.postgres"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` writes the golden transcripts anew."""
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")
