"""The tables of the staff in a database that lives in memory: real SQL, and no file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, StaticPool, create_engine

from bot.crypto.keys import Keyring
from bot.storage.tables import metadata
from tests.contracts.stores import MASTER

T = TypeVar("T")


class LightStore:
    """What of ``SqlStore`` the staff's own storage uses."""

    def __init__(self) -> None:
        self.keys = Keyring(MASTER)
        self._engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        metadata.create_all(self._engine)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction."""
        with self._engine.begin() as connection:
            return work(connection)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""
        with self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
