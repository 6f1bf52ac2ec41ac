"""Where drafts of flows and releases are kept: the same on memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.editing.drafts import Draft, OvertakenError, Release
from bot.storage.flows import Flows, MemoryFlows, SqlFlows
from bot.storage.memory import MemoryStore
from tests.contracts.stores import NOW, AnyStore

DRAFT = Draft(
    flow="work",
    text="flow: work\n",
    base="b0",
    revision=1,
    changed_at=NOW,
    authors=("ada",),
    texts={"ar": {"work/what/ask": "ماذا؟"}, "en": {"work/what/ask": ""}},
    reviewer="bea",
    positions="{}",
)
RELEASE = Release(
    number=1,
    bundle="b1",
    at=NOW,
    by="ada",
    note="più breve",
    flows=("work",),
    withdraws=True,
    redirects={("work", "gone"): ("menu", "what")},
    before={"work": "d0"},
)


@pytest.fixture
def flows(store: AnyStore) -> Flows:
    """The flows of each store in turn."""
    return MemoryFlows() if isinstance(store, MemoryStore) else SqlFlows(store)


async def test_a_draft_comes_back_as_it_was_written(flows: Flows) -> None:
    """With its translations, its authors and who read it."""
    assert await flows.draft("work") is None
    await flows.save(DRAFT)
    assert await flows.draft("work") == DRAFT
    assert list(await flows.drafts()) == [DRAFT]


async def test_of_several_drafts_all_are_written_or_none(flows: Flows) -> None:
    """One that somebody else has written already keeps the others out."""
    await flows.save(DRAFT)
    others = [replace(DRAFT, flow="bread"), replace(DRAFT, flow="work")]
    with pytest.raises(OvertakenError):
        await flows.save_all(others)
    assert list(await flows.drafts()) == [DRAFT]
    await flows.save_all([others[0], replace(DRAFT, revision=2)])
    assert [(one.flow, one.revision) for one in await flows.drafts()] == [("bread", 1), ("work", 2)]


async def test_of_two_writers_the_second_is_told(flows: Flows) -> None:
    """A change made on what somebody else has changed since overwrites nothing."""
    await flows.save(DRAFT)
    second = replace(DRAFT, revision=2, text="flow: work\nstart: a\n")
    await flows.save(second)
    for late in (replace(DRAFT, revision=2, text="x"), DRAFT, replace(DRAFT, revision=4)):
        with pytest.raises(OvertakenError):
            await flows.save(late)
    with pytest.raises(OvertakenError):
        await flows.discard("work", 1)
    assert await flows.draft("work") == second
    await flows.discard("work", 2)
    assert await flows.draft("work") is None


async def test_a_release_takes_its_drafts_along(flows: Flows) -> None:
    """It can be read again, with its content, for as long as the installation lives."""
    await flows.save(DRAFT)
    await flows.save(replace(DRAFT, flow="menu"))
    await flows.publish(RELEASE, b"packed", [("work", 1)])
    assert [one.flow for one in await flows.drafts()] == ["menu"]
    assert list(await flows.releases()) == [RELEASE]
    assert await flows.content(1) == b"packed"
    assert await flows.content(2) is None
    assert await flows.newest() == 1


async def test_a_release_that_was_overtaken_changes_nothing(flows: Flows) -> None:
    """Neither by another release nor by a change of one of its drafts."""
    await flows.save(DRAFT)
    for number, drafts in ((2, ()), (1, (("work", 2),)), (1, (("work", 1), ("menu", 1)))):
        with pytest.raises(OvertakenError):
            await flows.publish(replace(RELEASE, number=number), b"", drafts)
    assert await flows.newest() == 0
    assert await flows.draft("work") == DRAFT


async def test_the_newest_release_comes_first(flows: Flows) -> None:
    """The history is read from today backwards."""
    second = replace(RELEASE, number=2, withdraws=False, redirects={})
    await flows.publish(RELEASE, b"1")
    await flows.publish(second, b"2")
    assert list(await flows.releases()) == [second, RELEASE]
