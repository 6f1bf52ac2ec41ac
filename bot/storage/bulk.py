"""Many rows by one statement: compiled once by SQLAlchemy, run on the driver.

SQLAlchemy's own handling of parameters costs more per row than SQLite's writing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update

from bot.storage.rows import Cells


class Bulk:
    """A prebuilt insert or update of many rows, each with the same names, two at least."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Callable[[Cells], Any]]] = {}

    def run(self, connection: Connection, rows: Sequence[Cells]) -> None:
        """Write all rows with one executemany; none, nothing."""
        if rows:
            sql, values = self._for(connection)
            connection.exec_driver_sql(sql, [values(row) for row in rows])

    def _for(self, connection: Connection) -> tuple[str, Callable[[Cells], Any]]:
        known = self._compiled.get(connection.dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            names = compiled.positiontup
            assert names, "Both drivers take parameters by position."
            known = self._compiled[connection.dialect.name] = (str(compiled), itemgetter(*names))
        return known
