"""What a door is, and how zips are made and taken apart."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Door:
    """``seeds`` are what an honest sender sends. ``zipped``: they are zips, whose parts are spoilt
    as well as the whole."""

    name: str
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]
    zipped: bool = False

    def knock(self, content: bytes) -> None:
        """Give it these bytes. Raises what no sender should be able to raise."""
        with suppress(*self.refusals):
            self.read(content)


def zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> list[tuple[str, bytes]]:
    """The parts of a zip."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [(one.filename, package.read(one)) for one in package.infolist()]
