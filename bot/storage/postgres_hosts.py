"""One connection to whichever of several servers takes writes: after a fail-over, the other one.

The addresses stand in ``FILO_DATABASE_URL`` as libpq writes them (``?host=one,two``). asyncpg would
spend its whole patience on the first, so that a machine which is gone and refuses nothing would
keep everybody from the second: here each address has its share, and who answered last comes first.
https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS

Two of them may take writes, where the one that did before lives on, cut off from the standby that
has taken over. Only the other's commits count. So a connection has to prove itself before it is
used, by a commit: a server that waits for a standby in vain does not answer it in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, final

import asyncpg  # type: ignore[import-untyped]
from asyncpg.exceptions import (  # type: ignore[import-untyped]
    TargetServerAttributeNotMatched,
)

PROOF = "SELECT pg_logical_emit_message(true, 'filo', '')"
"""Writes a few bytes to the log, so that its commit, and with it whatever was committed before, has
to be confirmed by the standby."""

_AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


class NoPrimary(ConnectionError):
    """None of the servers takes writes."""


@final
class Hosts:
    """Connects, and remembers which address took writes last."""

    def __init__(self) -> None:
        self._best: tuple[Any, Any] | None = None
        self.several = False
        """Whether there are several addresses."""
        self.doubted = 0
        """How often a server was not trusted any more: connections from before prove nothing."""

    def doubt(self) -> None:
        """A commit was not answered in time: another server may have taken over."""
        self.doubted += 1

    async def connect(self, **given: Any) -> Any:
        """A connection to the first of the addresses that takes writes (``asyncpg.connect``).

        Raises what the driver says where there is one address, and what the last one said where
        there are several; ``NoPrimary`` where they answer and none takes writes.
        """
        hosts, ports = given.pop("host", None), given.pop("port", None)
        if not isinstance(hosts, list):
            return await _one(hosts, ports, given)
        self.several = True
        places = list(zip(hosts, ports, strict=True))
        if self._best in places:
            places.sort(key=lambda place: place != self._best)
        return await self._first(places, given)

    async def _first(self, places: Sequence[tuple[Any, Any]], given: Mapping[str, Any]) -> Any:
        share = given.get("timeout", 60) / len(places)
        wanted = {"target_session_attrs": "read-write", **given, "timeout": share}
        said: Exception | None = None
        for place in places:
            try:
                connection = await _proved(await _one(*place, wanted), share)
            except _AWAY as error:
                said = error
            else:
                self._best = place
                return connection
        assert said is not None, "there are several addresses"
        raise said


async def _proved(connection: Any, seconds: float) -> Any:
    try:
        await connection.execute(PROOF, timeout=seconds)
    except BaseException:
        connection.terminate()
        raise
    return connection


async def _one(host: Any, port: Any, given: Mapping[str, Any]) -> Any:
    try:
        return await asyncpg.connect(host=host, port=port, **given)
    except TargetServerAttributeNotMatched:
        raise NoPrimary("no server takes writes") from None
