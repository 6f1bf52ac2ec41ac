"""A migrated, empty SQLite file for a test: copied from one that each process makes once."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage.database import parsed
from bot.storage.upgrade import upgrade

_PRIVATE = 0o600


async def migrated(url: str) -> None:
    """What ``upgrade`` makes where nothing is yet, without the time that its 30 steps take; what is
    there already, and another engine, it upgrades."""
    address = parsed(url)
    embedded = address.get_backend_name() == "sqlite"
    if not (embedded and await asyncio.to_thread(_copied, Path(address.database or ""))):
        await upgrade(url)


def _copied(path: Path) -> bool:
    """Whether the empty file was put there."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(_PRIVATE)
    path.write_bytes(_empty())
    return True


@cache
def _empty() -> bytes:
    """A file of this version's tables."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "empty.sqlite")
        asyncio.run(upgrade(f"sqlite:///{file}"))
        return file.read_bytes()
