"""Which translations were signed: in a database, or in memory for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bot.i18n.reviews import Review
from bot.storage.flow_tables import text_reviews
from bot.storage.flows import FlowStore
from bot.storage.plain import dump, from_ms, load, to_ms
from bot.storage.sealed import seal, unseal

_TOGETHER = 200
"""So many contexts stand in one statement."""


class SqlReviews:
    """Signatures of the whole installation, one for each text and language."""

    def __init__(self, store: FlowStore) -> None:
        self._store = store
        self._keys = store.keys

    async def digests(self) -> Mapping[str, Mapping[str, str]]:
        """Language -> context -> what its signature is bound to."""
        return await self._store.read(digests)

    async def of(self, language: str, contexts: Collection[str]) -> Mapping[str, Review]:
        """Context -> its signature, of those of these that have one."""

        def work(connection: Connection) -> Mapping[str, Review]:
            found = {}
            for some in _chunks(sorted(contexts)):
                for row in connection.execute(select(text_reviews).where(_mine(language, some))):
                    plain = load(unseal(self._keys, text_reviews.c.sealed, row))
                    found[row.context] = Review(
                        row.language,
                        row.context,
                        plain["italian"],
                        plain["text"],
                        plain["by"],
                        from_ms(row.at),
                    )
            return found

        return await self._store.read(work)

    async def sign(self, reviews: Sequence[Review]) -> None:
        """Write signatures down, each in the place of the one before."""

        def work(connection: Connection) -> None:
            for one in reviews:
                connection.execute(delete(text_reviews).where(_mine(one.language, [one.context])))
            connection.execute(insert(text_reviews), [self._cells(one) for one in reviews])

        if reviews:
            await self._store.write(work)

    async def withdraw(self, language: str, contexts: Collection[str]) -> None:
        """These are signed by nobody any more."""

        def work(connection: Connection) -> None:
            for some in _chunks(sorted(contexts)):
                connection.execute(delete(text_reviews).where(_mine(language, some)))

        await self._store.write(work)

    def _cells(self, one: Review) -> dict[str, object]:
        plain = dump({"italian": one.italian, "text": one.text, "by": one.by})
        return {
            "language": one.language,
            "context": one.context,
            "digest": one.digest,
            "at": to_ms(one.at),
            "sealed": seal(self._keys, text_reviews.c.sealed, plain, one.language, one.context),
        }


def digests(connection: Connection) -> Mapping[str, Mapping[str, str]]:
    """Language -> context -> what its signature is bound to."""
    table = text_reviews
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(table.c.language, table.c.context, table.c.digest)):
        found.setdefault(row.language, {})[row.context] = row.digest
    return found


def _mine(language: str, contexts: Sequence[str]) -> ColumnElement[bool]:
    return (text_reviews.c.language == language) & text_reviews.c.context.in_(contexts)


def _chunks(contexts: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(contexts), _TOGETHER):
        yield contexts[at : at + _TOGETHER]
