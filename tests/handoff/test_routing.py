"""Who is offered which case: properties that hold for every desk and every queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.case import Ticket
from bot.handoff.routing import (
    BEST_FIRST,
    MOST_UNITS,
    Person,
    Skill,
    fit,
    has_room,
    may_be_offered,
    needed,
    offers,
    weight,
)

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NETWORKS = ("north", "south")
LANGUAGES = ("it", "ar", "es")


def ticket(id: str, network: str = "north", waited: int = 0, **changes: object) -> Ticket:
    """A case that has waited so many seconds."""
    at = NOW - timedelta(seconds=waited)
    made = Ticket(id, f"talk-{id}", network, "queued", "open", "it", at, 1, 1)
    return replace(made, **changes)  # type: ignore[arg-type]


def person(account: str = "op", **changes: object) -> Person:
    """Somebody on duty in the north who speaks Italian."""
    made = Person(account, frozenset({"north"}), frozenset({"it"}))
    return replace(made, **changes)  # type: ignore[arg-type]


people = st.builds(
    Person,
    account=st.sampled_from([f"op-{n}" for n in range(6)]),
    networks=st.frozensets(st.sampled_from(NETWORKS), min_size=1),
    languages=st.frozensets(st.sampled_from(LANGUAGES), min_size=1),
    skills=st.frozensets(st.sampled_from(list(Skill)), max_size=2),
    units=st.integers(2, MOST_UNITS),
    load=st.integers(0, MOST_UNITS + 2),
    paused=st.booleans(),
    passed=st.frozensets(st.sampled_from([f"c{n}" for n in range(12)]), max_size=4),
)
tickets = st.lists(
    st.builds(
        ticket,
        st.sampled_from([f"c{n}" for n in range(12)]),
        st.sampled_from((*NETWORKS, "elsewhere")),
        st.integers(0, 900),
        language=st.sampled_from(LANGUAGES),
        danger=st.booleans(),
        shared=st.sampled_from([{}, {"need": "work"}, {"need": "legal"}]),
        state=st.sampled_from(["queued", "claimed"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
marked = st.frozensets(st.sampled_from([f"c{n}" for n in range(12)]), max_size=3)


@given(people, st.lists(people, max_size=5), tickets, marked)
def test_nobody_is_offered_more_than_she_carries(reader, others, queue, heavy) -> None:
    """What she has and what she is offered together stay within her units, whatever waits."""
    by_id = {one.id: one for one in queue}
    found = offers(reader, others, queue, heavy, NOW)
    weighs = sum(weight(by_id[id], heavy) for id in found)
    assert not found or reader.load + weighs <= reader.units


@given(people, st.lists(people, max_size=5), tickets, marked)
def test_offered_is_only_what_waits_in_her_networks_and_was_not_put_aside(
    reader, others, queue, heavy
) -> None:
    """No other network's case, nothing that somebody has, nothing while she pauses."""
    by_id = {one.id: one for one in queue}
    for id in offers(reader, others, queue, heavy, NOW):
        one = by_id[id]
        assert one.network in reader.networks
        assert one.state == "queued"
        assert id not in reader.passed
        assert not reader.paused


@given(st.lists(people, min_size=1, max_size=5, unique_by=lambda one: one.account), tickets, marked)
def test_after_a_minute_a_case_is_offered_to_somebody_who_has_room_for_all(
    desk, queue, heavy
) -> None:
    """Fit decides who is asked first; it never keeps a case from whoever could take it."""
    later = NOW + BEST_FIRST
    for one in queue:
        for reader in desk:
            room = all(has_room(reader, weight(each, heavy)) for each in queue)
            if room and may_be_offered(reader, one, heavy):
                assert one.id in offers(reader, desk, [one], heavy, later)


def test_danger_is_offered_first_and_to_everybody_with_room() -> None:
    """Who speaks her language better does not hold it back for a second."""
    urgent = ticket("urgent", danger=True, language="ar")
    queue = [ticket("old", waited=600), urgent]
    arab = person("arab", languages=frozenset({"ar"}))
    assert offers(person(), [person(), arab], queue, (), NOW) == ("urgent", "old")


def test_a_case_goes_first_to_who_fits_it_best() -> None:
    """Language counts more than skill; after a minute it is for everybody."""
    work = ticket("work", language="ar", shared={"need": "work"})
    arab = person("arab", languages=frozenset({"it", "ar"}))
    skilled = person("skilled", skills=frozenset({Skill.WORK}))
    assert needed(work) is Skill.WORK
    assert fit(arab, work) > fit(skilled, work) > fit(person(), work)
    desk = [arab, skilled]
    assert offers(arab, desk, [work], (), NOW) == ("work",)
    assert offers(skilled, desk, [work], (), NOW) == ()
    assert offers(skilled, desk, [work], (), NOW + BEST_FIRST) == ("work",)


def test_who_is_full_or_pauses_holds_nothing_back() -> None:
    """The best one counts only while she could take it."""
    work = ticket("work", language="ar")
    arab = person("arab", languages=frozenset({"ar"}))
    for away in (replace(arab, load=3), replace(arab, paused=True)):
        assert offers(person(), [away], [work], (), NOW) == ("work",)
    put_aside = replace(arab, passed=frozenset({"work"}))
    assert offers(person(), [put_aside], [work], (), NOW) == ("work",)


def test_a_heavy_chat_counts_as_two() -> None:
    """With a danger flag, or because its operator says so."""
    assert weight(ticket("one"), ()) == 1
    assert weight(ticket("one"), {"one"}) == 2
    assert weight(ticket("one", danger=True), ()) == 2
    full = person(load=2)
    assert offers(full, [], [ticket("one", danger=True), ticket("two")], (), NOW) == ("two",)


def test_not_this_one_hides_it_from_nobody_else() -> None:
    """Who put it aside is not asked again; a colleague is."""
    one = ticket("one")
    assert offers(person(passed=frozenset({"one"})), [], [one], (), NOW) == ()
    assert offers(person("other"), [], [one], (), NOW) == ("one",)
