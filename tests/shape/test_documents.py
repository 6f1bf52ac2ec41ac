"""What the documentation says exists, exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from bot.commands.every import app

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PATH = re.compile(r"`((?:bot|admin|tests|scripts|flows|locales|data|docs|requirements)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#]+)\)")
MAKE = re.compile(r"(?:^|`)make ([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
FILO = re.compile(r"(?:^|`)(?:\.venv/bin/)?filo ((?:[a-z]+(?:-[a-z]+)* ?)+)", re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_path_and_link_of_a_page_exists(page: Path) -> None:
    """A page that names a file is changed with the file."""
    text = page.read_text(encoding="utf-8")
    named = [ROOT / path for path in PATH.findall(text)]
    linked = [page.parent / link for link in LINK.findall(text) if "://" not in link]
    assert [str(path) for path in (*named, *linked) if not path.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_of_a_page_exists(page: Path) -> None:
    """Nobody is told to type what is not there."""
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in MAKE.findall(text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
    root = typer.main.get_command(app)
    for words in FILO.findall(text):
        command = root
        for word in words.split():
            commands = getattr(command, "commands", None)
            if commands is None:
                break
            assert word in commands, f"filo {words}"
            command = commands[word]


@pytest.mark.parametrize(
    "room", sorted(path.parent for path in (ROOT / "bot").glob("*/__init__.py")), ids=_name
)
def test_every_room_stands_on_the_page_of_rooms(room: Path) -> None:
    """A new colleague finds each folder with a sentence of its own."""
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert f"| `{_name(room)}` |" in page
