"""How many talks stand at which step now: numbers, and never who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select

from bot.engine.editing.drafts import Place
from bot.engine.session import Session
from bot.storage.people import Transactions
from bot.storage.rows import conversation_of
from bot.storage.tables import conversations

MOST = 5_000
"""So many talks are looked at, the newest first: each is opened with its own key."""

AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Inside:
    """Flow and step -> how many stand there, in the texts that are live and in older ones.

    ``whole``: nobody was left out.
    """

    live: Mapping[Place, int]
    older: Mapping[Place, int]
    whole: bool = True


class SqlInside:
    """Counts where talks stand. ``current``: the bundle that is live now."""

    def __init__(self, store: Transactions, current: Callable[[], str]) -> None:
        self._store = store
        self._current = current

    async def count(self) -> Inside:
        """Where everybody stands who has not come to an end."""
        bundle = self._current()
        live: Counter[Place] = Counter()
        older: Counter[Place] = Counter()
        for start in range(0, MOST, AT_ONCE):
            rows = await self._store.read(partial(self._sessions, start))
            for session in rows:
                if session is not None and (place := stands_at(session)) is not None:
                    (live if session.bundle == bundle else older)[place] += 1
            if len(rows) < AT_ONCE:
                return Inside(live, older)
        return Inside(live, older, whole=False)

    def _sessions(self, start: int, connection: Connection) -> list[Session | None]:
        """Of the talks that have begun, those that were touched last first."""
        kept = conversations.c
        query = (
            select(conversations)
            .where(kept.bundle != "")
            .order_by(kept.touched_at.desc(), kept.id)
            .limit(AT_ONCE)
            .offset(start)
        )
        keys = self._store.keys
        rows = connection.execute(query)
        found = (conversation_of(row, keys.data_key(row.id, row.sealed_key)) for row in rows)
        return [one.session for one in found]


def stands_at(session: Session) -> Place | None:
    """The step that waits for her, or goes on when her case is closed; None: nothing waits."""
    stack = session.stack or session.human
    return (stack[-1].flow, stack[-1].step) if stack else None
