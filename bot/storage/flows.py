"""Where drafts of flows and releases are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.crypto.keys import Keyring
from bot.engine.editing.drafts import Draft, OvertakenError, Release
from bot.engine.editing.schedule import State
from bot.storage.flow_tables import flow_drafts, flow_places, flow_releases, flow_schedules
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.rows import Cells
from bot.storage.sealed import seal, unseal, unseal_at

T = TypeVar("T")


class FlowStore(Protocol):
    """What of the store is used here."""

    @property
    def keys(self) -> Keyring:
        """The keys that values are sealed with."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction, durable when this returns."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run it in one transaction that only reads."""


def newest_content(connection: Connection, keys: Keyring) -> bytes | None:
    """The packed flows and catalogues of the newest release; None before the first."""
    number = connection.execute(select(func.max(flow_releases.c.number))).scalar()
    return None if number is None else _content(connection, keys, number)


def _content(connection: Connection, keys: Keyring, number: int) -> bytes | None:
    query = select(flow_releases.c.content).where(flow_releases.c.number == number)
    found = connection.execute(query).scalar()
    return None if found is None else unseal_at(keys, flow_releases.c.content, found, number)


class SqlFlows:
    """Drafts and releases of the whole installation."""

    def __init__(self, store: FlowStore) -> None:
        self._store = store
        self._keys = store.keys

    async def drafts(self) -> Sequence[Draft]:
        """Every draft, by flow."""

        def work(connection: Connection) -> Sequence[Draft]:
            rows = connection.execute(select(flow_drafts).order_by(flow_drafts.c.flow))
            return [self._draft(row) for row in rows]

        return await self._store.read(work)

    async def draft(self, flow: str) -> Draft | None:
        """The draft of a flow, or None."""

        def work(connection: Connection) -> Draft | None:
            query = select(flow_drafts).where(flow_drafts.c.flow == flow)
            row = connection.execute(query).first()
            return self._draft(row) if row else None

        return await self._store.read(work)

    async def save(self, draft: Draft) -> None:
        """Put a draft in the place of the revision before it; of 1, where there was none.

        Raises ``OvertakenError`` where another revision stands there.
        """
        await self.save_all([draft])

    async def save_all(
        self, drafts: Sequence[Draft], places: Mapping[str, str] | None = None
    ) -> None:
        """The same for several drafts: all of them or, with ``OvertakenError``, none.

        ``places``: where the steps of flows stand from now on, as ``place`` takes it.
        """

        def work(connection: Connection) -> None:
            for draft in drafts:
                _put(connection, draft, self._cells(draft))
            for flow, positions in (places or {}).items():
                self._place(connection, flow, positions)

        await self._store.write(work)

    async def place(self, flow: str, positions: str) -> None:
        """Where the steps of a flow stand on the canvas from now on, as JSON; empty: nowhere."""
        await self._store.write(lambda connection: self._place(connection, flow, positions))

    async def positions(self, flow: str) -> str:
        """Where the steps of a flow stand on the canvas; empty where nobody has placed them."""

        def work(connection: Connection) -> str:
            query = select(flow_places.c.sealed).where(flow_places.c.flow == flow)
            sealed = connection.execute(query).scalar()
            if sealed is None:
                return ""
            return unseal_at(self._keys, flow_places.c.sealed, sealed, flow).decode()

        return await self._store.read(work)

    def _place(self, connection: Connection, flow: str, positions: str) -> None:
        connection.execute(delete(flow_places).where(flow_places.c.flow == flow))
        if positions:
            sealed = seal(self._keys, flow_places.c.sealed, positions.encode(), flow)
            connection.execute(insert(flow_places), [{"flow": flow, "sealed": sealed}])

    async def discard(self, flow: str, revision: int) -> None:
        """Throw a draft away. Raises ``OvertakenError`` where it is another revision by now."""
        await self._store.write(lambda connection: _drop(connection, flow, revision))

    async def releases(self) -> Sequence[Release]:
        """What was published, the newest first."""

        def work(connection: Connection) -> Sequence[Release]:
            query = select(flow_releases.c.number, flow_releases.c.at, flow_releases.c.sealed)
            rows = connection.execute(query.order_by(flow_releases.c.number.desc()))
            return [self._release(row) for row in rows]

        return await self._store.read(work)

    async def newest(self) -> int:
        """The number of the newest release; 0 before the first."""
        query = select(func.max(flow_releases.c.number))
        return await self._store.read(lambda c: int(c.execute(query).scalar() or 0))

    async def content(self, number: int) -> bytes | None:
        """The packed flows and catalogues of a release, or None."""

        def work(connection: Connection) -> bytes | None:
            return _content(connection, self._keys, number)

        return await self._store.read(work)

    async def publish(
        self,
        release: Release,
        content: bytes,
        drafts: Sequence[tuple[str, int]] = (),
        schedule: str = "",
    ) -> None:
        """Write a release down and throw away the drafts (flow, revision) that went into it.

        ``schedule``: the planned publication that this is. Raises ``OvertakenError`` where a draft
        changed, another release came first or it was cancelled: all stays.
        """

        def work(connection: Connection) -> None:
            newest = connection.execute(select(func.max(flow_releases.c.number))).scalar() or 0
            if release.number != newest + 1:
                raise OvertakenError
            for flow, revision in drafts:
                _drop(connection, flow, revision)
            _done(connection, schedule)
            keys, table, number = self._keys, flow_releases.c, release.number
            plain = dump(_release_to_plain(release))
            connection.execute(
                insert(flow_releases),
                [
                    {
                        "number": number,
                        "at": to_ms(release.at),
                        "sealed": seal(keys, table.sealed, plain, number),
                        "content": seal(keys, table.content, content, number),
                    }
                ],
            )

        await self._store.write(work)

    def _cells(self, draft: Draft) -> Cells:
        plain = dump(_draft_to_plain(draft))
        return {
            "flow": draft.flow,
            "revision": draft.revision,
            "changed_at": to_ms(draft.changed_at),
            "sealed": seal(self._keys, flow_drafts.c.sealed, plain, draft.flow),
        }

    def _draft(self, row: Any) -> Draft:
        plain = load(unseal(self._keys, flow_drafts.c.sealed, row))
        return Draft(
            flow=row.flow,
            revision=row.revision,
            changed_at=from_ms(row.changed_at),
            text=plain["text"],
            base=plain["base"],
            authors=tuple(plain["authors"]),
            texts=plain["texts"],
            reviewer=plain["reviewer"],
            italian=plain.get("italian", {}),
        )

    def _release(self, row: Any) -> Release:
        plain = load(unseal(self._keys, flow_releases.c.sealed, row))
        return Release(
            number=row.number,
            at=from_ms(row.at),
            bundle=plain["bundle"],
            by=plain["by"],
            note=plain["note"],
            flows=tuple(plain["flows"]),
            withdraws=plain["withdraws"],
            redirects={(a, b): (c, d) for a, b, c, d in plain["redirects"]},
            before=plain.get("before", {}),
        )


def _put(connection: Connection, draft: Draft, cells: Cells) -> None:
    before = draft.revision - 1
    if not before:
        known = select(flow_drafts.c.flow).where(flow_drafts.c.flow == draft.flow)
        if connection.execute(known).first() is not None:
            raise OvertakenError
        connection.execute(insert(flow_drafts), [cells])
        return
    changed = connection.execute(
        update(flow_drafts)
        .where(flow_drafts.c.flow == draft.flow, flow_drafts.c.revision == before)
        .values(**cells)
    )
    if changed.rowcount != 1:
        raise OvertakenError


def _drop(connection: Connection, flow: str, revision: int) -> None:
    mine = (flow_drafts.c.flow == flow) & (flow_drafts.c.revision == revision)
    if connection.execute(delete(flow_drafts).where(mine)).rowcount != 1:
        raise OvertakenError


def _done(connection: Connection, schedule: str) -> None:
    """A planned publication has happened, once."""
    if not schedule:
        return
    table = flow_schedules
    waits = (table.c.id == schedule) & (table.c.state == State.WAITING.value)
    ended = update(table).where(waits).values(state=State.PUBLISHED.value)
    if connection.execute(ended).rowcount != 1:
        raise OvertakenError


def _draft_to_plain(draft: Draft) -> dict[str, Any]:
    return {
        "text": draft.text,
        "base": draft.base,
        "authors": list(draft.authors),
        "texts": {language: dict(texts) for language, texts in draft.texts.items()},
        "italian": {language: dict(texts) for language, texts in draft.italian.items()},
        "reviewer": draft.reviewer,
    }


def _release_to_plain(release: Release) -> dict[str, Any]:
    return {
        "bundle": release.bundle,
        "by": release.by,
        "note": release.note,
        "flows": list(release.flows),
        "withdraws": release.withdraws,
        "redirects": [[*gone, *to] for gone, to in release.redirects.items()],
        "before": dict(release.before),
    }
