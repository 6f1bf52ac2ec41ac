"""What the staff writes over a call, takes down and puts back; and a call as a sheet again."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.training.call import Terms, TrainingCall
from bot.training.importing import (
    WITHDRAWN,
    Change,
    Held,
    amended,
    change_of,
    put_back,
    taken_down,
)
from bot.training.kinds import Audience, Cefr, Eligibility, Kind, Mode, Schooling
from bot.training.reading import Reading
from bot.training.sheet import read_sheet
from bot.training.writing import calls_sheet
from tests.training.calls import NOW, call

DAY = timedelta(days=1)
ITEM = call("a", audience=Audience.UNSAID, deadline=None)
WHOLE = replace(ITEM, audience=Audience.WOMEN, deadline=NOW + 10 * DAY, terms=Terms(Cefr.A2))


def after(held: Held, change: Change) -> Held:
    """What is stored after it."""
    return Held((*(one for one in held.kept if one.source != change.source), *change.kept))


def given(held: Held, *calls: TrainingCall, source: str = "feed", days: int = 0) -> Held:
    """What is stored after the source gave these."""
    at = NOW + days * DAY
    return after(held, change_of(held, source, calls, at, whole=False))


def completed() -> Held:
    """An item of a feed that somebody completed."""
    held = given(Held(), ITEM)
    return after(held, amended(held, held.kept[0], WHOLE, "staff", NOW + DAY))


def test_what_the_staff_completed_outlives_the_next_reading() -> None:
    """Every hour the feed names its item as before: what was found out by telephone stays."""
    held = given(completed(), ITEM, days=2)
    assert held.calls == [WHOLE]
    assert held.kept[0].call == ITEM
    assert held.kept[0].changed_since(NOW) == ("audience", "deadline", "terms")


def test_where_the_source_says_otherwise_later_it_is_right() -> None:
    """Field by field: a deadline that it moves counts, whom it calls was not its word."""
    moved = replace(ITEM, deadline=NOW + 3 * DAY, terms=Terms(None, permit=True))
    (kept,) = given(completed(), moved, days=2).kept
    assert kept.stands == replace(WHOLE, deadline=NOW + 3 * DAY, terms=Terms(Cefr.A2, permit=True))
    assert kept.overruled == ("deadline",)
    assert kept.changed_by_import == ("deadline", "terms")


def test_what_was_taken_down_stays_down_whichever_source_gives_it() -> None:
    """Also where another source has the same call; put back, it is told again."""
    same = call("a", page="https://example.org/a")
    held = given(given(Held(), same), replace(same, id="b"), source="other")
    assert len(held.calls) == 1
    held = after(held, taken_down(held, held.of("feed")[0], "staff", NOW))
    held = given(held, same, days=1)
    assert held.calls == []
    assert held.of("feed")[0].changed_since(NOW - DAY) == (WITHDRAWN,)
    held = after(held, put_back(held, held.of("feed")[0], NOW + DAY))
    assert len(held.calls) == 1


def test_what_did_not_change_is_counted() -> None:
    """The preview says new, changed, the same, gone."""
    held = given(Held(), call("a"), call("b"), call("c"))
    new = [call("a"), call("b", hours=3), call("d")]
    change = change_of(held, "feed", new, NOW + DAY, whole=True)
    counted = (change.new, change.changed, change.same, change.withdrawn)
    assert counted == (("d",), ("b",), 1, ("c",))


FULL = TrainingCall(
    id="full",
    title="=Cucina",
    provider="- Ente",
    kind=Kind.PLACEMENT,
    audience=Audience.ORGANISATIONS,
    eligibility=Eligibility.CENTRE,
    neutral="@Corso",
    text='Uno;=1+1\n"Due", tre',
    begins=date(2026, 10, 1),
    ends=date(2026, 11, 1),
    deadline=datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    hours=40,
    timetable="lun 9-12",
    school_hours=False,
    mode=Mode.BLENDED,
    town="015182",
    place="Aula, Rho",
    child_care=True,
    terms=Terms(Cefr.A2, ("ar", "fr"), Schooling.NONE, ("carta", "cv"), False, True),
    stipend="+400",
    stipend_with="sì",
    seats=0,
    certificate="c",
    apply="a",
    page="https://example.org/",
    demonstration=True,
)


@pytest.mark.parametrize("one", [FULL, call("b"), replace(FULL, id="c", place="Rho")])
def test_a_sheet_that_was_written_reads_as_the_same(one: TrainingCall) -> None:
    """Every field, also both hours of the night that has one twice, and no cell that runs."""
    text = calls_sheet([one], {"015182": "Rho"})
    assert '"=' not in text
    reading = Reading(towns={"rho": "015182"})
    read_sheet("sheet.csv", text, reading)
    assert not reading.problems
    (back,) = reading.calls.values()
    for field in fields(one):
        assert getattr(back, field.name) == getattr(one, field.name), field.name


@pytest.mark.parametrize("begins", ["=", "+", "-", "@"])
def test_what_looks_like_a_formula_is_text_like_any_other(begins: str) -> None:
    """An office that puts a dash before its titles loses no file for it."""
    reading = Reading()
    read_sheet("sheet.csv", f"titolo;ente\n{begins}SUM(A1) corso;Ente\n", reading)
    (one,) = reading.calls.values()
    assert one.title == f"{begins}SUM(A1) corso"
