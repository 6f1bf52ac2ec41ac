"""Where training calls are kept: the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, timedelta

import pytest

from bot.storage.sql import SqlStore
from bot.storage.training import SqlCalls
from bot.training.call import Terms, TrainingCall
from bot.training.importing import WITHDRAWN, Change, Held, change_of
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling
from tests.contracts.stores import NOW

DAY = timedelta(days=1)
FULL = TrainingCall(
    id="full",
    title="Cucina ليلى",
    provider="Ente",
    kind=Kind.PLACEMENT,
    audience=Audience.WOMEN,
    eligibility=Eligibility.CENTRE,
    neutral="Corso",
    text="Uno\nDue",
    begins=date(2026, 4, 1),
    ends=date(2026, 5, 1),
    deadline=(NOW + 10 * DAY).astimezone(UTC),
    hours=40,
    timetable="lun 9-12",
    school_hours=False,
    mode=Mode.BLENDED,
    town="015182",
    place="Rho",
    child_care=True,
    terms=Terms(Cefr.A2, ("ar",), Schooling.NONE, ("carta",), False, True),
    stipend="400",
    stipend_with="sì",
    seats=0,
    certificate="c",
    apply="a",
    page="https://example.org/",
    demonstration=True,
)


@pytest.fixture
def store_url(sql_url: str) -> str:
    """Only the databases: there is no such store in memory."""
    return sql_url


@pytest.fixture
def calls(store: SqlStore) -> SqlCalls:
    """The calls of each store in turn."""
    return SqlCalls(store)


async def give(
    calls: SqlCalls, source: str, given: Iterable[TrainingCall], days: int = 0
) -> Change:
    """Import a whole source on a later day."""
    at = NOW + days * DAY
    these = list(given)
    return await calls.update(lambda held: change_of(held, source, these, at, whole=True), at)


def plain(id: str, hours: int = 1) -> TrainingCall:
    """A call that says little."""
    return TrainingCall(id, "Corso", "Ente", hours=hours)


async def test_what_is_imported_comes_back_the_same(calls: SqlCalls) -> None:
    """Every field, also the no that is not the same as nothing said."""
    await give(calls, "one", [FULL, plain("b")])
    held = await calls.held()
    assert {one.call.id: one.call for one in held.kept} == {"full": FULL, "b": plain("b")}
    assert {one.source for one in held.kept} == {"one"}
    assert {one.seen for one in held.kept} == {NOW}


async def test_what_changed_when_is_kept(calls: SqlCalls) -> None:
    """For who asked about it before; what is withdrawn stays until it is over."""
    await give(calls, "one", [plain("a"), plain("b")])
    change = await give(calls, "one", [plain("a", 2)], 1)
    assert (change.changed, change.withdrawn) == (("a",), ("b",))
    held = await calls.held()
    first, second = held.kept
    assert first.changed_since(NOW) == ("hours",)
    assert first.changed_since(NOW + DAY) == ()
    assert second.changed_since(NOW) == (WITHDRAWN,)
    assert [one.id for one in held.calls] == ["a"]


async def test_a_source_touches_no_other(calls: SqlCalls) -> None:
    """The same id of two sources are two rows."""
    await give(calls, "one", [plain("a")])
    await give(calls, "two", [plain("a", 7)])
    await give(calls, "one", [], 200)
    found = [(one.source, one.call.hours, one.withdrawn) for one in (await calls.held()).kept]
    assert found == [("one", 1, True), ("two", 7, False)]


async def test_an_import_that_fails_leaves_everything_as_it_was(calls: SqlCalls) -> None:
    """All of a file, or nothing of it."""
    await give(calls, "one", [plain("a")])
    before, version = await calls.held(), await calls.version()

    def fails(_held: Held) -> Change:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await calls.update(fails, NOW)
    assert await calls.held() == before
    assert await calls.version() == version


async def test_every_change_has_a_version_of_its_own(calls: SqlCalls) -> None:
    """Also within one millisecond."""
    seen = {await calls.version()}
    for hours in (1, 2, 3):
        await give(calls, "one", [plain("a", hours)])
        seen.add(await calls.version())
    assert len(seen) == 4
