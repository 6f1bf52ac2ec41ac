"""Where signatures of translations are kept: the same in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n.reviews import Review, digest
from bot.storage.memory import MemoryStore
from bot.storage.reviews import MemoryReviews, Reviews, SqlReviews
from tests.contracts.stores import NOW, AnyStore

SIGNED = Review("ar", "danger/where/ask", "Sei al sicuro?", "هل أنتِ بأمان؟", "ada", NOW)


@pytest.fixture
def reviews(store: AnyStore) -> Reviews:
    """The signatures of each store in turn."""
    return MemoryReviews() if isinstance(store, MemoryStore) else SqlReviews(store)


async def test_a_signature_is_kept_with_what_it_is_about(reviews: Reviews) -> None:
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


async def test_many_are_signed_at_once(reviews: Reviews) -> None:
    """More than fit in one statement."""
    many = [replace(SIGNED, context=f"work/step{number}/ask") for number in range(450)]
    await reviews.sign(many)
    contexts = [one.context for one in many]
    assert len(await reviews.of("ar", contexts)) == 450
    await reviews.withdraw("ar", contexts[:449])
    assert (await reviews.digests())["ar"] == {contexts[449]: SIGNED.digest}
