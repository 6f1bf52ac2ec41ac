"""Many rows by one statement: compiled once by SQLAlchemy, run on the driver.

SQLAlchemy's own handling of parameters costs more per row than SQLite's writing of it, and its
spelling out of long ``IN`` lists more than SQLite's search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Insert, Row, Select, Table, Update, bindparam, update

from bot.storage.rows import Cells

T = TypeVar("T")
_NEW = "new_"


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
            cells = itemgetter(*(name.removeprefix(_NEW) for name in names))
            known = self._compiled[connection.dialect.name] = (str(compiled), cells)
        return known


def changing(table: Table, *columns: str) -> Bulk:
    """An update of these columns in the row whose ``id`` is what a row given to it calls ``of``.

    What else such a row holds is left alone.
    """
    # SQLAlchemy keeps the names of columns for itself.
    given = update(table).values({name: bindparam(f"{_NEW}{name}") for name in columns})
    return Bulk(given.where(table.c.id == bindparam("of")))


class Lookup:
    """A prebuilt select of texts, numbers and bytes by lists of values, in expanding parameters.

    It is compiled once for each length of its lists, which are filled up to a power of two.
    """

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[object, tuple[str, Sequence[str], Cells]] = {}

    def run(self, connection: Connection, **lists: Sequence[Any]) -> Sequence[Row[Any]]:
        """The rows that fit; no list may be empty."""
        full = {name: padded(values) for name, values in lists.items()}
        sql, names, fixed = self._for(connection, full)
        given = fixed | {
            f"{name}_{place}": value
            for name, values in full.items()
            for place, value in enumerate(values, start=1)
        }
        return connection.exec_driver_sql(sql, tuple(given[name] for name in names)).all()

    def _for(
        self, connection: Connection, lists: Mapping[str, Sequence[Any]]
    ) -> tuple[str, Sequence[str], Cells]:
        """The statement for lists of these lengths, its parameters in order, and those of them
        that are always the same."""
        shape = (connection.dialect.name, *map(len, lists.values()))
        known = self._compiled.get(shape)
        if known is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            spelled = compiled.construct_expanded_state(dict(lists))
            names = spelled.positiontup
            assert names, "Both drivers take parameters by position."
            known = self._compiled[shape] = (spelled.statement, names, dict(spelled.parameters))
        return known


def padded(values: Sequence[T]) -> list[T]:
    """The values, the last repeated up to a power of two: few statements have to be planned."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *([values[-1]] * (size - len(values)))]
