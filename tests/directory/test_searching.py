"""Which service comes first, why, when it is open, and how the hours of HSDS are followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.calendar.timetable import is_open, opens_next
from bot.directory.card import kilometres, vector_of
from bot.directory.facts import ROME
from bot.directory.kinds import Way
from bot.directory.listing import Listing
from bot.directory.model import Directory
from bot.directory.opening import by_way, opening_of, timetable_on
from bot.directory.records import Schedule
from bot.directory.searching import Ground, Wanted, for_her, search
from bot.intake.packages import read_package

HEADER = "codice;nome;tipo;comune;indirizzo;lingue;bambini;senza_gradini;rete;per_comuni;orari;agosto;festivi;orari_telefono;verificato_il\n"  # fmt: skip  # noqa: E501
ROWS = [
    "rho;A Rho;legale;Rho;Via di prova 1;it;no;no;rho-garbagnate;;lun-ven 9-13;chiuso;;mar 14-16",
    "arabo;In arabo a Rozzano;legale;Rozzano;Via di prova 2;ar;si;no;sud-milano;;lun-ven 9-13;;;",
    "piano;Senza gradini a Bollate;legale;Bollate;Via di prova 3;;no;si;rho-garbagnate;;;;;",
    "tutti;Per tutti;legale;;;;no;no;;;dom 10-12;;si;",
    "arese;Per chi abita ad Arese;legale;;;;no;no;;Arese, Lainate;;;;",
    "notte;Di notte;ascolto;Milano;Via di prova 4;;no;no;;;ven 22-02;;;",
]
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ROME)


def at(text: str) -> datetime:
    """A moment in Milan."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, directory: Directory) -> Directory:
    """The shipped directory with the services above, verified the day before."""
    file = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    rows = "".join(f"{row};2026-11-23\n" for row in ROWS)
    file.write_text(HEADER + rows, encoding="utf-8")
    read = read_package(file, lambda *_: None)
    assert read.refused == 0, read.package.problems
    held = directory.holding(read.records, read.upkeep)
    own = {id: one for id, one in held.listing.offers.items() if not one.is_demonstration}
    return replace(held, listing=Listing(own))


def first(full: Directory, now: datetime = TUESDAY, **wanted: object) -> tuple[str, set[Ground]]:
    """The id of what comes first, and why."""
    found = full.search(Wanted(kind="legal", **wanted), now)  # type: ignore[arg-type]
    return found[0].offer.id, set(found[0].reasons)


def test_what_she_asks_for_outweighs_where_it_is(full: Directory) -> None:
    """A town alone brings the nearest; a language, children or steps bring who has them."""
    assert first(full, town="015182") == ("rho", {Ground.SAME_TOWN, Ground.NETWORK})
    id, why = first(full, town="015182", language="ar")
    assert id == "arabo"
    assert Ground.LANGUAGE in why
    assert Ground.OTHER_NETWORK in why
    assert first(full, town="015182", child_care=True)[0] == "arabo"
    assert first(full, town="015182", step_free=True)[0] == "piano"
    assert first(full, town="015009")[0] == "arese"


def test_the_nearer_of_equals_comes_first_and_far_is_said(full: Directory) -> None:
    """Distances are those between the middle of her town and the place, or its town."""
    found = {one.offer.id: one for one in full.search(Wanted(town="015182"), TUESDAY)}
    assert found["piano"].km is not None
    assert 5 < found["piano"].km < 12
    assert found["tutti"].km is None
    within = full.search(Wanted(town="015182", within_km=3), TUESDAY)
    assert {one.offer.id for one in within} == {"rho"}


def test_what_is_for_another_place_is_told_only_where_nothing_else_is(full: Directory) -> None:
    """Never a refusal: it comes with the reason."""
    found = for_her(full.search(Wanted(kind="legal", town="015182"), TUESDAY))
    assert {one.offer.id for one in found} == {"rho", "piano", "tutti"}
    arabic = Wanted(kind="legal", town="015182", language="ar")
    assert [one.offer.id for one in for_her(full.search(arabic, TUESDAY))][:2] == ["arabo", "rho"]
    only = Listing({"arese": full.listing.offers["arese"]})
    (left,) = for_her(search(only, Wanted(kind="legal", town="015182"), full.map, TUESDAY))
    assert Ground.OTHER_NETWORK in left.reasons


def test_a_wish_can_be_a_condition_and_words_are_looked_for(full: Directory) -> None:
    """For the staff: everything else is left out."""
    must = Wanted(language="ar", must=frozenset({Ground.LANGUAGE}))
    assert [one.offer.id for one in full.search(must, TUESDAY)] == ["arabo"]
    assert [one.offer.id for one in full.search(Wanted(words="GRADINI bollate"), TUESDAY)] == [
        "piano"
    ]


@pytest.mark.parametrize(
    ("moment", "ways"),
    [
        ("2026-11-24T10:00", [Way.IN_PERSON]),
        ("2026-11-24T15:00", [Way.PHONE]),
        ("2026-11-24T13:30", []),
        ("2026-12-07T10:00", []),
        ("2026-12-08T10:00", []),
        ("2026-12-08T15:00", []),
    ],
)
def test_open_now_is_told_by_each_way(full: Directory, moment: str, ways: list[Way]) -> None:
    """Saint Ambrose and the Immaculate Conception are holidays in Milan."""
    match = next(
        one for one in full.search(Wanted(open_now=True), at(moment)) if one.offer.id == "rho"
    )
    assert list(match.ways) == ways
    assert (Ground.OPEN_NOW in match.reasons) is bool(ways)


def test_a_night_goes_on_after_midnight(full: Directory) -> None:
    """Friday at ten until Saturday at two."""
    night = full.listing.offers["notte"]
    for moment, is_there in (("2026-11-27T23:00", True), ("2026-11-28T01:59", True), ("2026-11-28T02:00", False), ("2026-11-27T01:00", False)):  # fmt: skip  # noqa: E501
        found = search(Listing({"n": night}), Wanted(open_now=True), full.map, at(moment))
        assert bool(found[0].ways) is is_there


def test_august_and_holidays_are_as_the_office_says(full: Directory) -> None:
    """Closed in August by person and phone; another office is open on holidays."""
    august = full.listing.offers["rho"].timetables(date(2026, 8, 4))
    assert not is_open(august[Way.IN_PERSON], at("2026-08-04T10:00"))
    assert not is_open(august[Way.PHONE], at("2026-08-04T15:00"))
    assert opens_next(august[Way.IN_PERSON], at("2026-08-04T10:00")) == at("2026-09-01T09:00")
    easter = full.listing.offers["tutti"].timetables(date(2026, 4, 5))
    assert is_open(easter[Way.IN_PERSON], at("2026-04-05T11:00"))


def schedule(**given: object) -> Schedule:
    """From nine to one, and whatever else is given."""
    return Schedule("h", opens_at=time(9), closes_at=time(13), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "open_on", "closed_on"),
    [
        ({"byday": "TU,TH", "freq": "WEEKLY"}, "2026-11-26", "2026-11-25"),
        ({"byday": "1TU", "freq": "MONTHLY"}, "2026-12-01", "2026-12-15"),
        ({"byday": "-1FR", "freq": "MONTHLY"}, "2026-11-27", "2026-11-20"),
        ({"bymonthday": "2, 16", "freq": "MONTHLY"}, "2026-12-16", "2026-12-15"),
        (
            {"byday": "TU", "freq": "WEEKLY", "interval": 2, "dtstart": date(2026, 11, 17)},
            "2026-12-01",
            "2026-11-24",
        ),
        ({"byday": "WE", "valid_from": date(2026, 12, 1)}, "2026-12-02", "2026-11-25"),
        ({"byday": "WE", "until": date(2026, 11, 30)}, "2026-11-25", "2026-12-02"),
        ({"byday": "MO", "freq": "WEEKLY"}, "2026-11-30", "2026-12-07"),
    ],
)
def test_repetitions_of_hsds_are_followed(
    given: dict[str, object], open_on: str, closed_on: str
) -> None:
    """Weekly, every other week, by the day of the month, within dates; holidays close."""
    opening = opening_of(schedule(**given), august=False, holidays=False)
    assert opening
    table = timetable_on([opening], TUESDAY.date())
    assert is_open(table, at(f"{open_on}T10:00"))
    assert not is_open(table, at(f"{closed_on}T10:00"))


def test_dated_hours_stand_for_the_usual_ones_and_without_hours_they_close() -> None:
    """An office that is closed for a week, or open on one day of Christmas."""
    usual = schedule(byday="MO,TU,WE,TH,FR")
    shut = Schedule("c", valid_from=date(2026, 12, 14), valid_to=date(2026, 12, 18))
    day = Schedule(
        "d", valid_from=date(2026, 12, 25), valid_to=date(2026, 12, 25),
        opens_at=time(10), closes_at=time(11),
    )  # fmt: skip
    openings = [opening_of(one, august=False, holidays=False) for one in (usual, shut, day)]
    table = timetable_on([one for one in openings if one], TUESDAY.date())
    assert not is_open(table, at("2026-12-16T10:00"))
    assert is_open(table, at("2026-12-21T10:00"))
    assert is_open(table, at("2026-12-25T10:30"))
    assert not is_open(table, at("2026-12-25T09:30"))


@pytest.mark.parametrize(
    "given",
    [
        *({"byyearday": "2,3"}, {"byweekno": "41"}, {"count": 3}, {"byday": "XX"}),
        *({"closes_at": None}, {"interval": 2}),
    ],
)
def test_hours_that_are_not_understood_are_never_told_as_open(given: dict[str, object]) -> None:
    """One such schedule takes the hours of its way away: better to say nothing."""
    values = {"opens_at": time(9), "closes_at": time(13), **given}
    odd = Schedule("odd", **values)  # type: ignore[arg-type]
    plain = schedule(byday="MO")
    assert by_way([(plain, False), (odd, False)], lambda _: False, lambda _: False) == {}


def test_a_kilometre_is_a_kilometre() -> None:
    """From the cathedral of Milan to Rho and round the world's half."""
    cathedral, rho = vector_of((45.4641, 9.1919)), vector_of((45.5303, 9.0402))
    assert kilometres(cathedral, rho) == pytest.approx(13.9, abs=0.3)
    assert kilometres(cathedral, cathedral) == 0
    assert kilometres(vector_of((0, 0)), vector_of((0, 180))) == pytest.approx(20015, abs=1)
