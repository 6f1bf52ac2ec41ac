"""What can go wrong under the store: one exception that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.process.told import ToldError

DATABASE_ERRORS: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, TimeoutError)


class StorageError(ToldError):
    """The database could not do what was asked; nothing of it was kept.

    ``remedy`` is a sentence for the person who runs the service. It never holds her words.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


@contextmanager
def told(drivers: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Whatever the database raises within the block becomes a ``StorageError``; ``drivers``: also
    what its driver raises by itself."""
    try:
        yield
    except DATABASE_ERRORS + drivers as error:
        raise trouble_of(error) from None


def trouble_of(error: BaseException) -> StorageError:
    """A sentence for what the driver said. Its own text is left out: it may hold values."""
    text = str(getattr(error, "orig", None) or error).lower()
    if "disk is full" in text or "no space left" in text or "disk full" in text:
        return StorageError(
            "The disk of the database is full.", "Free some space; nothing was lost."
        )
    if isinstance(error, IntegrityError):
        return StorageError(
            "Another process wrote the same thing at the same time.", "Try it again alone."
        )
    if "locked" in text or "deadlock" in text:
        return StorageError("The database is busy.", "Try again; end other programs that hold it.")
    if "malformed" in text or "not a database" in text:
        return StorageError("The database file is damaged.", "Restore the newest backup.")
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return StorageError(
            "The database file cannot be written.",
            "Let the user that runs filo own the file and its folder.",
        )
    if "no such table" in text or "does not exist" in text:
        return StorageError("The database lacks a table.", "Run `filo db upgrade`.")
    kind = type(getattr(error, "orig", None) or error).__name__
    return StorageError(
        f"The database does not answer ({kind}).",
        "Check that it runs and that FILO_DATABASE_URL leads to it.",
    )
