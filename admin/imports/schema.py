"""The JSON of files that the staff brings."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from admin.schema import Given, Taken
from bot.text.decoding import MOST_BYTES
from bot.values.brought import Kind, State

SOURCE = r"^[\w][\w .-]{0,39}$"
"""The name that a network gives a source: it stands in the store beside the network's own."""


class NewImport(Taken):
    """A file that is going to be sent. ``network``: whose it is; empty: the only one of the caller.

    ``source``: whose services or calls these are; the next file of the same source replaces them.
    ``use``: what its services are for, where the file does not say it.
    """

    kind: Kind
    file: str = Field(min_length=1, max_length=200)
    size: int = Field(ge=1)
    source: str = Field(pattern=SOURCE)
    network: str = Field("", max_length=64)
    use: str = Field("", max_length=32)


class ImportPart(Taken):
    """The part of the file that begins at byte ``at``; ``content`` in base64."""

    at: int = Field(ge=0, le=MOST_BYTES)
    content: str = Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=400_000, repr=False)


class RefusedRow(Given):
    """A row that was refused: where, why, what to do."""

    file: str
    line: int
    what: str
    remedy: str


class ImportFound(Given):
    """What the file would change, or did: numbers of services or calls. ``waiting``: no woman
    would see them yet. ``rows``: the first refused ones of ``refused``."""

    new: int
    changed: int
    same: int
    gone: int
    waiting: int
    refused: int
    rows: list[RefusedRow]
    remarks: list[str]


class Import(Given):
    """One file. ``done`` of ``total``: how far the step is; ``total`` 0: not known."""

    id: str
    kind: Kind
    state: State
    file: str
    source: str
    network: str
    by: str
    at: datetime
    size: int
    received: int
    done: int
    total: int
    found: ImportFound | None


class ImportList(Given):
    """The files of the caller's networks, the newest first. ``largest``: bytes of a file,
    ``part``: bytes that are sent at once."""

    imports: list[Import]
    largest: int
    part: int


class ImportReport(Given):
    """Every refused row as a sheet (CSV), with a name for the file."""

    name: str
    sheet: str
