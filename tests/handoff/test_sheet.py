"""The shared sheet of a referral holds closed values, and nothing else fits."""

from __future__ import annotations

import pytest

from bot.handoff.agencies import Kind
from bot.handoff.sheet import FIELDS, fields_for, sheet_of

WHOLE = {"needs": ["work"], "languages": ["it", "ar"], "route": ["in_person"]}
FORBIDDEN = (
    "violen",
    "denunc",
    "report",
    "permit",
    "status",
    "address",
    "name",
    "employer",
    "firm",
)


def test_a_sheet_is_ordered_and_has_each_value_once() -> None:
    """Whatever order it was sent in."""
    given = {**WHOLE, "needs": ["documents", "work", "work"], "days": ["tue", "mon"]}
    assert sheet_of(given, Kind.EMPLOYMENT) == {
        "needs": ("work", "documents"),
        "languages": ("it", "ar"),
        "days": ("mon", "tue"),
        "route": ("in_person",),
    }


@pytest.mark.parametrize(
    "given",
    [
        {},
        {**WHOLE, "note": ["work"]},
        {**WHOLE, "needs": ["mi ha picchiata"]},
        {**WHOLE, "needs": []},
        {**WHOLE, "children": ["none", "needs_care"]},
        {**WHOLE, "route": ["in_person", "reminder"]},
        {**WHOLE, "permit": ["none"]},
        {name: values for name, values in WHOLE.items() if name != "languages"},
    ],
)
def test_what_is_not_foreseen_is_no_sheet(given: dict[str, list[str]]) -> None:
    """A free text, an unknown field, two values where there is one, a field that is needed."""
    assert sheet_of(given, Kind.EMPLOYMENT) is None


def test_no_field_could_tell_of_violence_status_or_a_firm() -> None:
    """The vocabulary itself holds the promise."""
    words = [*FIELDS, *(value for values in FIELDS.values() for value in values)]
    assert not [word for word in words if any(part in word for part in FORBIDDEN)]


def test_a_placement_desk_reads_no_need() -> None:
    """It speaks with firms, and cannot tell what it does not know."""
    assert "needs" not in fields_for(Kind.PLACEMENT)
    assert "children" not in fields_for(Kind.PLACEMENT)
    assert sheet_of(WHOLE, Kind.PLACEMENT) is None
    small = {"languages": ["it"], "route": ["in_person"]}
    assert sheet_of(small, Kind.PLACEMENT) == {"languages": ("it",), "route": ("in_person",)}
