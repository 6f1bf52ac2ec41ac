"""How PostgreSQL's files are cleaned of what was deleted.

VACUUM makes the room of a deleted row free and leaves its bytes between the others of its page
(tried: 160 of 180 keys were still in the file). Only a table that is written anew (VACUUM FULL)
holds nothing of it. The write-ahead log keeps the row as it was written until its segment is
removed: after a checkpoint, and only with ``wal_recycle=off``, else the segment is kept under
another name. https://www.postgresql.org/docs/current/wal-configuration.html
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.storage.hers import scrubbed, scrubbed_wholly

LOCK_MS = 200
"""How long a table may be waited for: behind this wait everybody else waits too."""

SNAPSHOT_SECONDS = 1.0
"""How long others may go on reading the database as it was; a dump would for minutes."""

_NOW = text("select pg_snapshot_xmax(pg_current_snapshot())::xid::text")
"""The transaction that comes next: what was deleted so far, was deleted by an earlier one."""

_OLD_SNAPSHOT = text(
    "select 1 from pg_stat_activity where (datname = current_database() or datname is null)"
    " and pid <> pg_backend_pid() and ("
    " age(backend_xmin) > age(cast(cast(:now as text) as xid))"
    " or age(backend_xid) > age(cast(cast(:now as text) as xid))) limit 1"
)
"""Somebody still reads or writes the database as it was before that transaction: a table that is
written anew keeps the rows that they could see."""

_BREATH = text("select pg_sleep(:seconds)")
"""As long as a table was held, nobody is held up: who waited for one does not wait for the next."""

MAY_TRIM = text(
    "select has_function_privilege('pg_switch_wal()', 'execute')"
    " and exists (select from pg_roles where rolname = 'pg_checkpoint'"
    " and pg_has_role(oid, 'usage'))"
)
"""Whether this role may end a segment of the log and ask for a checkpoint."""


def vacuum(connection: Connection) -> bool:
    """Free the room of what was deleted. Always True."""
    # Without giving room back to the system: for that it would wait 5 s for who reads a table.
    connection.exec_driver_sql(f"VACUUM (TRUNCATE off) {', '.join(scrubbed())}")
    return True


def vacuum_wholly(connection: Connection, clock: Callable[[], float] = time.monotonic) -> bool:
    """Write anew what the master key could open. False: a table was held; try again later.

    ``clock``: seconds, to rest between two tables for as long as the first one was held.
    """
    if not _nobody_sees_them(connection):
        return False
    connection.exec_driver_sql(f"SET lock_timeout = {LOCK_MS}")
    try:
        for table in scrubbed_wholly():
            began = clock()
            connection.exec_driver_sql(f"VACUUM FULL {table}")
            connection.execute(_BREATH, {"seconds": clock() - began})
    except DBAPIError as error:
        if "lock timeout" in str(error.orig):
            return False
        raise
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    vacuum(connection)
    if connection.execute(MAY_TRIM).scalar():
        connection.exec_driver_sql("SELECT pg_switch_wal()")
        connection.exec_driver_sql("CHECKPOINT")
    return True


def _nobody_sees_them(connection: Connection) -> bool:
    """Wait until nobody reads the database as it was before now. False: that takes too long."""
    now = connection.execute(_NOW).scalar_one()
    until = time.monotonic() + SNAPSHOT_SECONDS
    while connection.execute(_OLD_SNAPSHOT, {"now": now}).first() is not None:
        if time.monotonic() > until:
            return False
        connection.exec_driver_sql("SELECT pg_sleep(0.02)")
    return True
