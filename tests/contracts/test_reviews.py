"""Where signatures of translations are kept: the same in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n.reviews import Review, digest
from bot.storage.reviews import SqlReviews
from bot.storage.sql import SqlStore
from tests.contracts.stores import NOW

SIGNED = Review("ar", "danger/where/ask", "Sei al sicuro?", "هل أنتِ بأمان؟", "ada", NOW)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: there is no such store in memory."""
    return sql_url


@pytest.fixture
def reviews(store: SqlStore) -> SqlReviews:
    """The signatures of each store in turn."""
    return SqlReviews(store)


async def test_a_signature_is_kept_with_what_it_is_about(reviews: SqlReviews) -> None:
    """One for each text and language; the newer takes the place of the older."""
    other = replace(SIGNED, language="fr", text="Es-tu en sécurité ?", by="bea")
    await reviews.sign([SIGNED, other])
    newer = replace(SIGNED, italian="Sei sola?", text="هل أنتِ وحدك؟", by="cleo")
    await reviews.sign([newer])
    assert await reviews.of("ar", [SIGNED.context, "menu/what/ask"]) == {SIGNED.context: newer}
    assert await reviews.digests() == {
        "ar": {SIGNED.context: digest("Sei sola?", "هل أنتِ وحدك؟")},
        "fr": {SIGNED.context: other.digest},
    }
    await reviews.withdraw("ar", [SIGNED.context])
    assert set(await reviews.digests()) == {"fr"}
    assert await reviews.of("ar", [SIGNED.context]) == {}


async def test_many_are_signed_at_once(reviews: SqlReviews) -> None:
    """More than fit in one statement."""
    many = [replace(SIGNED, context=f"work/step{number}/ask") for number in range(450)]
    await reviews.sign(many)
    contexts = [one.context for one in many]
    assert len(await reviews.of("ar", contexts)) == 450
    await reviews.withdraw("ar", contexts[:449])
    assert (await reviews.digests())["ar"] == {contexts[449]: SIGNED.digest}
