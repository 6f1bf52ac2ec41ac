"""The directory that is shipped, read once for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.directory.load import load_directory
from bot.directory.model import Directory

DATA = Path(__file__).parents[2] / "data" / "directory"


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """The contents of the directory's files by name."""
    return {file.name: file.read_text("utf-8") for file in DATA.iterdir()}


@pytest.fixture(scope="session")
def directory(files: dict[str, str]) -> Directory:
    """The directory that these files make."""
    made, problems = load_directory(files)
    assert made, "\n".join(map(str, problems))
    return made
