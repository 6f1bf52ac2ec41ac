"""What PostgreSQL may note of our columns for its planner: of numbers, samples; of others, nothing.

ANALYZE, which a server runs by itself, keeps common values and a histogram of each column in
``pg_statistic``: wrapped keys and sealed texts stood there in full after they were forgotten. Which
index serves a search is known without them.
https://www.postgresql.org/docs/current/sql-altertable.html (SET STATISTICS)
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_NOTED = text(
    "select c.oid::regclass::text, quote_ident(a.attname)"
    " from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace"
    " and a.attnum > 0 and not a.attisdropped and a.attstattarget is distinct from 0"
    " and a.atttypid not in"
    " ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'float8'::regtype, 'bool'::regtype)"
)
"""Table and column of whatever is no number and may still be noted."""


def noted(connection: Connection) -> list[tuple[str, str]]:
    """(table, column) of everything that is no number and that ANALYZE would keep samples of."""
    return [(row[0], row[1]) for row in connection.execute(_NOTED)]


def note_nothing(connection: Connection) -> None:
    """ANALYZE never keeps a value of a column that is no number: said before there is any."""
    for table, column in noted(connection):
        connection.exec_driver_sql(f"alter table {table} alter column {column} set statistics 0")
