"""The data officer reads what the staff did in her agencies, and verifies that it is whole."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.handoff.figures import Count, Figure, finished, quarter_of
from bot.handoff.people import Role
from bot.handoff.trace import Trace
from bot.storage.staff_tables import audit


@pytest.fixture
async def officer(site, browsers):
    """The data officer of the north."""
    await site.person("garante", "north", role=Role.DATA_OFFICER)
    return await browsers("garante")


async def lived(site, count: int = 3) -> None:
    """Acts of the north and one of the south, a minute apart, sealed."""
    for number in range(count):
        at = site.now
        await site.audit.record(
            Trace(f"n-{number}", "id-prima", "thread.view", "case", at, "north")
        )
        site.later(minutes=1)
    await site.audit.record(Trace("s", "id-terza", "case.claim", "far", site.now, "south"))
    await site.audit.seal(site.now)


async def test_she_finds_by_case_person_act_and_time(site, officer):
    """Who did what, she too, with names of her own people, and nothing of another agency."""
    start = site.now
    await lived(site)
    await site.audit.record(Trace("o", "id-seconda", "case.claim", "other", site.now, "north"))
    _, page = await officer.ask("GET", "/api/audit")
    assert [one["id"] for one in page["acts"]] == ["o", "n-2", "n-1", "n-0", "id-0001"]
    assert page["acts"][1]["login"] == "prima"
    assert [one["sealed"] for one in page["acts"]] == [False, True, True, True, True]
    assert {one["login"] for one in page["people"]} == {"prima", "seconda", "garante"}
    for query, expected in (
        ("subject=case", ["n-2", "n-1", "n-0"]),
        ("subject=far", []),
        ("person=id-seconda", ["o"]),
        ("person=id-terza", []),
        ("act=case.", ["o"]),
        (f"until={start.isoformat().replace('+', '%2B')}", []),
        (f"act=case.&since={site.now.isoformat().replace('+', '%2B')}", ["o"]),
    ):
        _, page = await officer.ask("GET", f"/api/audit?{query}")
        assert [one["id"] for one in page["acts"]] == expected, query
    for query in ("since=ieri", "since=2026-03-02", "subject=a'b", "before=x", "act=%25"):
        assert (await officer.ask("GET", f"/api/audit?{query}"))[0] == 422, query


async def test_long_lists_come_in_pages(site, officer):
    """The same row never twice, none left out."""
    await lived(site, 120)
    seen, before = [], ""
    while True:
        _, page = await officer.ask("GET", f"/api/audit?subject=case&before={before}")
        seen += [one["id"] for one in page["acts"]]
        before = page["next"]
        if not before:
            break
    assert seen == [f"n-{number}" for number in reversed(range(120))]


async def test_she_learns_whether_it_was_changed(site, officer):
    """What does not fit is named by batch and row; the head can be noted and given again."""
    await lived(site)
    _, seen = await officer.ask("POST", "/api/audit/verify", {})
    assert (seen["whole"], seen["batches"], seen["rows"]) == (True, 1, 5)
    body = {"head": seen["head"]}
    assert (await officer.ask("POST", "/api/audit/verify", body))[1]["whole"]
    change = update(audit).where(audit.c.id == "n-1").values(account="id-seconda")
    await site.store.write(lambda connection: connection.execute(change))
    _, seen = await officer.ask("POST", "/api/audit/verify", body)
    assert seen["faults"] == [{"fault": "changed", "batch": 1, "row": "n-1"}]


async def test_the_steering_group_sees_numbers_of_many(site, browsers):
    """Finished quarters alone, five and more, of her agencies; all together only for who has every
    agency that anything was counted at."""
    await site.person("cabina", "north", role=Role.STEERING)
    last = finished(site.now)[0]
    north = [("it", 9), ("ar", 7), ("es", 2)]
    counts = [Count(last, "north", Figure.LANGUAGE, name, more) for name, more in north]
    running = Count(quarter_of(site.now), "north", Figure.LANGUAGE, "it", 50)
    await site.counts.add([*counts, running])
    browser = await browsers("cabina")

    async def told():
        _, seen = await browser.ask("GET", "/api/figures")
        (table,) = [one for one in seen["tables"] if one["rows"]]
        assert (table["figure"], table["quarter"][:10]) == ("language", f"{last:%Y-%m-%d}")
        rows = {row["value"]: row["counts"] for row in table["rows"]}
        return [one["id"] for one in seen["columns"]], rows

    columns, rows = await told()
    assert columns == ["", "north"]
    assert (rows["it"], rows["ar"], rows["es"]) == ([9, 9], [None, None], [None, None])
    assert rows[""] == [18, 18]
    await site.counts.add([Count(last, "south", Figure.LANGUAGE, "it", 30)])
    columns, rows = await told()
    assert columns == ["north"]
    assert (rows["it"], rows[""]) == ([9], [18])
