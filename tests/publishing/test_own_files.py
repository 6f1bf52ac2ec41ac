"""What an organisation tells of itself stands outside of the program, where no upgrade meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.publishing.own_files import OwnFilesError
from bot.publishing.published import DIRECTORY, read_directory

ROOT = Path(__file__).parents[2]
OF_THE_PROJECT = {
    "bot/flow_files/recordings.py",
    "bot/translate.py",
    "bot/wording/reading.py",
}
"""They speak of what this repository publishes: transcripts and translations."""


def test_a_file_of_ones_own_stands_in_the_place_of_the_projects(tmp_path: Path) -> None:
    """The others stay, so that corrections of towns and names come with an upgrade."""
    services = (DIRECTORY / "services.csv").read_text("utf-8")
    head = [line for line in services.splitlines() if line.startswith(("#", "id,"))]
    (tmp_path / "services.csv").write_text("\n".join(head), "utf-8")
    (tmp_path / ".swp").touch()
    known, before = read_directory(tmp_path), read_directory()
    assert before.listing.offers
    assert not known.listing.offers
    assert known.municipalities == before.municipalities


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("service.csv", b"id", "is called service.csv"), ("networks.csv", b"\xff", "UTF-8")],
)
def test_what_cannot_be_what_was_meant_is_refused(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    """Otherwise she would be told what stands in the file that was to be replaced."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OwnFilesError, match=told):
        read_directory(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With the setting that names it."""
    with pytest.raises(OwnFilesError, match="FILO_DIRECTORY"):
        read_directory(tmp_path / "nowhere")


def test_whoever_serves_women_reads_the_folder() -> None:
    """Nobody reads the project's directory alone but who means just that."""
    alone = {
        str(file.relative_to(ROOT))
        for folder in ("bot", "admin")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"(?<!def )\bread_directory\(\)", file.read_text("utf-8"))
    }
    assert alone == OF_THE_PROJECT
