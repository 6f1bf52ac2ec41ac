"""What she is told of calls: what may be hers, why, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.training.call import Terms, TrainingCall, may_be_shown
from bot.training.finding import AGAINST, Fit, Ground, Wanted, find
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling, Through
from bot.training.same import groups, most_careful
from tests.training.calls import NOW, call

KM = {"near": 4.0, "middle": 20.0, "far": 45.0}


def distance(_hers: str, other: str) -> float | None:
    """How far the town of a call is."""
    return KM.get(other)


def ids(fits: list[Fit]) -> list[str]:
    """The calls in their order."""
    return [fit.call.id for fit in fits]


def told_once(calls: list[TrainingCall]) -> list[TrainingCall]:
    """One of each group of the same call."""
    return [calls[most_careful(calls, group)] for group in groups(calls)]


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": Audience.ORGANISATIONS},
        {"audience": Audience.UNSAID},
        {"deadline": NOW},
        {"deadline": None},
        {"deadline": None, "begins": date(2026, 11, 29)},
        {"seats": 0},
        {"mode": Mode.ONSITE},
        {"mode": Mode.UNSAID},
        {"eligibility": Eligibility.CENTRE},
    ],
)
def test_what_is_not_for_her_never_reaches_her(changed: dict[str, Any]) -> None:
    """For organisations, for nobody said, run out, without an end, full, without a place."""
    assert find([call("a", **changed)], Wanted(), distance, NOW) == []


def test_a_call_runs_out_at_its_minute_and_not_with_its_day() -> None:
    """A deadline at noon is over at noon."""
    noon = call("a", deadline=datetime(2026, 12, 10, 11, tzinfo=UTC))
    assert may_be_shown(noon, datetime(2026, 12, 10, 10, 59, tzinfo=UTC))
    assert not may_be_shown(noon, datetime(2026, 12, 10, 11, tzinfo=UTC))


def test_without_a_deadline_it_is_open_until_the_day_on_which_it_begins() -> None:
    """Nobody comes in after the first lesson; the day is that of Rome."""
    begun = call("a", deadline=None, begins=date(2026, 12, 10))
    assert may_be_shown(begun, datetime(2026, 12, 9, 22, 59, tzinfo=UTC))
    assert not may_be_shown(begun, datetime(2026, 12, 9, 23, tzinfo=UTC))


def test_a_call_for_women_whom_a_centre_follows_goes_through_the_operator() -> None:
    """Applying by herself would tell the provider that a centre follows her."""
    only = call(
        "a", eligibility=Eligibility.CENTRE, apply="Scrivi a noi", page="https://example.org/a"
    )
    (fit,) = find([only], Wanted(followed=True), distance, NOW)
    assert fit.through is Through.OPERATOR
    assert "Scrivi" not in repr(fit)
    assert "example.org" not in repr(fit)
    assert find([only], Wanted(), distance, NOW) == []


def test_an_open_call_says_how_to_apply() -> None:
    """She goes there by herself."""
    (fit,) = find([call("a", apply="Allo sportello")], Wanted(), distance, NOW)
    assert (fit.through, fit.call.apply) == (Through.HERSELF, "Allo sportello")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"terms": Terms(italian=Cefr.B1)}, Wanted(italian=Cefr.A2)),
        ({"terms": Terms(education=Schooling.DIPLOMA)}, Wanted(education=Schooling.MIDDLE)),
        ({"terms": Terms(permit=True)}, Wanted(permit=False)),
        ({"school_hours": False}, Wanted(school_hours=True)),
        ({"kind": Kind.COURSE}, Wanted(kind=Kind.PLACEMENT)),
        ({"mode": Mode.BLENDED, "place": "Rho"}, Wanted(online=True)),
    ],
)
def test_what_she_surely_cannot_take_is_left_out(asked: dict[str, Any], wanted: Wanted) -> None:
    """A call that would refuse her costs courage; while nothing is known of her, it is told."""
    assert find([call("a", **asked)], wanted, distance, NOW) == []
    assert ids(find([call("a", **asked)], Wanted(), distance, NOW)) == ["a"]


def test_she_hears_why_it_fits_and_what_speaks_against_it() -> None:
    """What is not said is named, not hidden."""
    good = call(
        "a",
        mode=Mode.ONSITE,
        town="hers",
        school_hours=True,
        child_care=True,
        stipend="400 euro al mese",
        terms=Terms(italian=Cefr.A2, languages=("ar",), permit=True, identity=True),
        deadline=NOW + timedelta(days=3),
    )
    poor = call("b", mode=Mode.ONSITE, town="far")
    wanted = Wanted("hers", school_hours=True, child_care=True, italian=Cefr.B1, languages=("ar",))
    first, second = find([poor, good], wanted, distance, NOW)
    assert first.grounds == (
        *(Ground.SCHOOL_HOURS, Ground.CHILD_CARE, Ground.ITALIAN, Ground.SAME_TOWN),
        *(Ground.STIPEND, Ground.LANGUAGE, Ground.SOON, Ground.PERMIT, Ground.IDENTITY),
    )
    assert second.grounds == (
        *(Ground.FAR, Ground.HOURS_UNSAID, Ground.NO_CHILD_CARE, Ground.ITALIAN_UNSAID),
    )
    assert set(second.grounds) <= AGAINST


def test_the_soonest_week_comes_first_and_within_it_the_nearest() -> None:
    """What she can lose first is told first; what is far comes last, whenever it ends."""

    def at(id: str, town: str, days: int) -> TrainingCall:
        return call(id, mode=Mode.ONSITE, town=town, deadline=NOW + timedelta(days=days))

    calls = [
        at("later", "hers", 16),
        at("far", "far", 1),
        at("soon-near", "near", 5),
        at("soon-middle", "middle", 2),
        at("soon-here", "hers", 6),
        at("next", "middle", 8),
    ]
    found = find(calls, Wanted(town="hers"), distance, NOW)
    assert ids(found) == ["soon-here", "soon-near", "soon-middle", "next", "later", "far"]


def test_what_may_not_be_what_she_asked_for_comes_behind() -> None:
    """It is told, with what is not known of it."""
    unsaid = call("unsaid", deadline=NOW + timedelta(days=1))
    sure = call("sure", school_hours=True, deadline=NOW + timedelta(days=30))
    assert ids(find([unsaid, sure], Wanted(), distance, NOW)) == ["unsaid", "sure"]
    found = find([unsaid, sure], Wanted(school_hours=True), distance, NOW)
    assert ids(found) == ["sure", "unsaid"]


def test_the_same_call_of_two_sources_is_told_once() -> None:
    """By its page, whatever follows her in the link, or by what it says; what says most is told."""
    poor = call("a", page="https://www.example.org/bando/?utm_source=x", deadline=None)
    rich = call("b", title="Corso A", page="https://example.org/bando", hours=40)
    said = call("c", title="CORSO à", page="https://example.net/altro")
    assert told_once([poor, rich, said]) == [rich]
    assert [one.id for one in told_once([poor, call("d")])] == ["a", "d"]


def test_of_two_sources_the_more_careful_one_counts() -> None:
    """Where one of them says that organisations are called, she is not sent there."""
    page = "https://example.org/bando"
    hers = call("a", title="Uno", page=page, hours=40)
    theirs = call("b", title="Uno", page=page, audience=Audience.ORGANISATIONS)
    centre = call("c", title="Uno", page=page, eligibility=Eligibility.CENTRE)
    assert told_once([hers, theirs, centre]) == [theirs]
    assert told_once([hers, centre]) == [centre]


_CALLS = st.builds(
    replace,
    st.sampled_from([call(id) for id in "abcd"]),
    audience=st.sampled_from(Audience),
    eligibility=st.sampled_from(Eligibility),
    seats=st.sampled_from([None, 0, 3]),
    mode=st.sampled_from(Mode),
    town=st.sampled_from(["", "hers", "far"]),
    page=st.sampled_from(["", "https://example.org/1", "https://example.org/2"]),
    deadline=st.one_of(st.none(), st.integers(-3, 40).map(lambda days: NOW + timedelta(days=days))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_CALLS, max_size=8), st.booleans())
def test_whatever_is_stored_only_open_calls_for_women_are_told(
    calls: list[TrainingCall], followed: bool
) -> None:
    """And never the way around the operator."""
    for fit in find(told_once(calls), Wanted("hers", followed=followed), distance, NOW):
        assert fit.call.audience is Audience.WOMEN
        assert fit.call.until is not None
        assert fit.call.until > NOW
        assert fit.call.seats != 0
        if fit.call.eligibility is Eligibility.CENTRE:
            assert followed
            assert not fit.call.apply
            assert not fit.call.page
