"""The door between the listing and a woman: nothing unverified, run out, unsorted or closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from bot.directory.facts import Fact
from bot.directory.freshness import queue, state_of, verified
from bot.directory.hsds.traits import terms, trait
from bot.directory.kinds import ASKED_BEFORE, Aspect, Trait, Upkeep
from bot.directory.listing import Listing, Offer, listing_of
from bot.directory.records import (
    ENTITY,
    Address,
    Key,
    Language,
    Location,
    Phone,
    Record,
    Schedule,
    Service,
    ServiceAtLocation,
)
from bot.directory.searching import Map, Wanted, search
from bot.directory.seen import seen

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PARTS = {
    Aspect.PLACE: "Via di prova 1",
    Aspect.CONTACT: "1522",
    Aspect.HOURS: "in_person",
    Aspect.LANGUAGES: "languages=('ar',)",
}
"""A text that only this aspect of the service below says."""


def listing(upkeep: list[Upkeep], status: str = "active", kind: str = "legal") -> Listing:
    """One service with everything, kept right as is said."""
    records: list[Record] = [
        *terms(),
        Service("s", "Sportello", status, description="Diritti"),
        Location("l", "physical", latitude=45.53, longitude=9.04),
        ServiceAtLocation("sl", "s", "l"),
        Address("a", "l", "Via di prova 1", city="Rho"),
        Phone("p", "1522", service_id="s"),
        Language("g", service_id="s", code="ar"),
        Schedule("h", service_id="s", byday="TU", opens_at=time(9), closes_at=time(13)),
    ]
    if kind:
        records.append(trait("s", "service", Trait.KIND, kind))
    made: dict[Key, Record] = {(ENTITY[type(one)], one.id): one for one in records}
    return listing_of(made, upkeep, {"rho": "015182"})


def kept(verified_on: dict[Aspect, date | None]) -> list[Upkeep]:
    """Each aspect verified then, for 30 days."""
    return [Upkeep("s", one, "rho-garbagnate", on, 30, "") for one, on in verified_on.items()]


def shown(offer: Offer, now: datetime = NOW) -> str:
    """Everything that could be said to her of it."""
    found = seen(offer, now)
    return (
        ""
        if found is None
        else repr(
            (found, [one.address for one in found.places], found.phones, tuple(found.timetables))
        )
    )


DAYS = {
    "fresh": TODAY,
    "last": TODAY - timedelta(days=30),
    "out": TODAY - timedelta(days=31),
    "never": None,
    "tomorrow": TODAY + timedelta(days=1),
}


@pytest.mark.parametrize("states", list(product(DAYS, repeat=2)), ids="-".join)
@pytest.mark.parametrize("aspect", PARTS)
def test_each_fact_is_shown_until_it_runs_out_and_not_a_day_longer(
    aspect: Aspect, states: tuple[str, str]
) -> None:
    """Where what it is ran out there is no service; where a part did, that part is missing."""
    about, part = states
    on = {**dict.fromkeys(Aspect, TODAY), aspect: DAYS[part], Aspect.ABOUT: DAYS[about]}
    text = shown(listing(kept(on)).offers["s"])
    assert bool(text) is (about in ("fresh", "last"))
    assert (PARTS[aspect] in text) is (about in ("fresh", "last") and part in ("fresh", "last"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("inactive", "legal"),
        ("defunct", "legal"),
        ("temporarily closed", "legal"),
        ("active", ""),
        ("active", "rifugio"),
    ],
)
def test_what_is_closed_or_of_no_kind_is_not_there(status: str, kind: str) -> None:
    """Nor does a search find it."""
    one = listing(kept(dict.fromkeys(Aspect, TODAY)), status, kind)
    assert shown(one.offers["s"]) == ""
    assert search(one, Wanted(), Map(), NOW) == []


def test_a_reason_is_never_a_fact_that_ran_out() -> None:
    """Language, place, steps and hours count while they are verified."""
    old = {**dict.fromkeys(Aspect, DAYS["out"]), Aspect.ABOUT: TODAY}
    places = Map({"015182": (45.53, 9.04)})
    wanted = Wanted(kind="legal", town="015182", language="ar", open_now=True)
    (stale,) = search(listing(kept(old)), wanted, places, NOW)
    (fresh,) = search(listing(kept(dict.fromkeys(Aspect, TODAY))), wanted, places, NOW)
    assert {why.value for why in fresh.reasons} >= {"language", "open_now", "same_town"}
    assert not {"language", "open_now", "same_town", "near"} & {why.value for why in stale.reasons}
    assert stale.km is None


def test_its_owner_is_asked_fourteen_days_before() -> None:
    """And nobody of another network; what is nobody's is asked of everybody."""
    one = listing(kept(dict.fromkeys(Aspect, TODAY)))
    first = NOW + timedelta(days=30 - ASKED_BEFORE)
    assert queue(one, ["rho-garbagnate"], first - timedelta(days=1)) == []
    assert {due.aspect for due in queue(one, ["rho-garbagnate"], first)} == set(Aspect)
    assert queue(one, ["lodi"], first) == []
    nobodys = listing([replace(up, owner="") for up in kept(dict.fromkeys(Aspect, TODAY))])
    assert len(queue(nobodys, ["lodi"], first)) == len(Aspect)


def test_who_vouches_vouches_for_what_stands_there_today() -> None:
    """A change of the content afterwards takes the word back."""
    one = listing(kept(dict.fromkeys(Aspect, None)))
    fact = verified(one.offers["s"], Aspect.ABOUT, "somebody", 0, NOW)
    assert (fact.verified_on, fact.by, fact.owner) == (TODAY, "somebody", "rho-garbagnate")
    assert shown(listing([*kept({}), fact]).offers["s"])
    other = listing([replace(fact, digest="of something else")])
    assert shown(other.offers["s"]) == ""
    with pytest.raises(ValueError, match="366"):
        verified(one.offers["s"], Aspect.ABOUT, "somebody", 400, NOW)


def test_the_states_of_a_fact() -> None:
    """Never, out, soon, fresh: by the days of Italy, at midnight there."""
    fact = Fact("x", TODAY, TODAY + timedelta(days=20), "published")
    assert state_of(fact, NOW) == "fresh"
    assert state_of(fact, NOW + timedelta(days=6)) == "soon"
    midnight = datetime(2026, 12, 14, 22, 59, tzinfo=UTC)
    assert state_of(fact, midnight) == "soon"
    assert state_of(fact, midnight + timedelta(minutes=1)) == "out"
    assert state_of(replace(fact, verified_on=None), NOW) == "never"
