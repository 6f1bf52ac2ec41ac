"""Rules of agencies, procedures, trainings, pathways and the risk aid, as plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handoff.agencies import Agency, Hours, Kind, agency_refusal, may_edit
from bot.handoff.called import pseudonym
from bot.handoff.pathway import (
    AT_MOST,
    KEPT,
    Step,
    StepKind,
    StepState,
    change_refusal,
    in_order,
    renewed_until,
)
from bot.handoff.people import Account, Role
from bot.handoff.procedure import DutyLine, Procedure, Times, in_force
from bot.handoff.procedure import change_refusal as procedure_refusal
from bot.handoff.reasons import Reason
from bot.handoff.risk import STARTING, Filled, Marker, Question, filled_refusal, guide_refusal, seen
from bot.handoff.trained import Course, TrainingRecord, is_trained

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = NOW.date()
ACT = Procedure("a", 1, "12/2026", date(2026, 1, 9), NOW)


def _account(role: Role, *agencies: str) -> Account:
    return Account("id", "login", role, agencies, ("it",), NOW)


def test_only_its_own_keeper_changes_an_agency() -> None:
    """Nobody else, whatever her role."""
    assert may_edit(_account(Role.NETWORK_ADMIN, "a"), "a")
    assert not may_edit(_account(Role.NETWORK_ADMIN, "b"), "a")
    assert not may_edit(_account(Role.COORDINATOR, "a"), "a")


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 200},
        {"languages": ()},
        {"languages": ("<b>",)},
        {"hours": (Hours(7, 0, 60),)},
        {"hours": (Hours(0, 120, 60),)},
        {"duty_phone": "javascript:alert(1)"},
    ],
)
def test_an_odd_agency_is_refused(change: dict) -> None:
    """What cannot be a name, a language, an hour or a telephone."""
    sound = Agency("uno", Kind.UNION, "Sindacato dimostrativo", hours=(Hours(0, 540, 1080),))
    assert agency_refusal(sound) is None
    assert agency_refusal(replace(sound, **change)) is Reason.BAD_REQUEST


def test_the_version_that_holds_is_the_newest_that_has_begun() -> None:
    """Before the first one the defaults hold, and a future one waits."""
    later = replace(ACT, version=2, valid_from=NOW + timedelta(days=10), times=Times(3))
    versions = (later, ACT)
    assert in_force("a", versions, NOW - timedelta(days=1)) == Procedure("a")
    assert in_force("a", versions, NOW).version == 1
    assert in_force("a", versions, NOW + timedelta(days=10)).claim_minutes == 3
    default = Procedure("a")
    assert (default.claim_minutes, default.told_minutes, default.coordinator_minutes) == (2, 5, 10)


def test_a_procedure_changes_by_an_act_and_one_version_at_a_time() -> None:
    """Number, date and day; nothing that is out of its limits."""
    assert procedure_refusal(ACT, ()) is None
    assert procedure_refusal(replace(ACT, act_number=" "), ()) is Reason.NO_ACT
    assert procedure_refusal(replace(ACT, act_date=None), ()) is Reason.NO_ACT
    assert procedure_refusal(ACT, (ACT,)) is Reason.OVERTAKEN
    assert procedure_refusal(replace(ACT, times=Times(0)), ()) is Reason.BAD_REQUEST
    empty = (DutyLine("chi", "", "subito"),)
    assert procedure_refusal(replace(ACT, duties=empty), ()) is Reason.BAD_REQUEST


def test_a_training_counts_for_its_years_and_not_before_its_day() -> None:
    """Also one of the 29th of February."""
    record = TrainingRecord("t", "id", Course.RECEPTION, date(2024, 2, 29), "", NOW)
    assert is_trained([record], date(2026, 2, 28), 2)
    assert not is_trained([record], date(2026, 3, 1), 2)
    assert not is_trained([record], date(2024, 2, 28), 2)
    assert not is_trained([], TODAY, 5)


def test_a_pathway_is_renewed_by_ninety_days_and_lives_a_year_at_most() -> None:
    """However often she renews it."""
    assert renewed_until(NOW, NOW) == NOW + KEPT
    late = NOW + timedelta(days=300)
    assert renewed_until(NOW, late) == NOW + AT_MOST


def test_only_the_holder_or_the_agency_that_has_a_step_and_sees_it_changes_it() -> None:
    """An agency that she no longer lets see it knows of no step."""
    step = Step("s", "c", StepKind.JOB, "cpi", StepState.PLANNED, NOW, allowed=frozenset({"cpi"}))
    desk = _account(Role.OPERATOR, "cpi")
    assert change_refusal(desk, step, 1, holder=False) is None
    assert change_refusal(desk, step, 2, holder=False) is Reason.OVERTAKEN
    hidden = replace(step, allowed=frozenset())
    assert change_refusal(desk, hidden, 1, holder=False) is Reason.UNKNOWN
    assert change_refusal(desk, hidden, 1, holder=True) is None
    seeing = replace(step, allowed=frozenset({"union"}))
    assert change_refusal(_account(Role.OPERATOR, "union"), seeing, 1, holder=False)


def test_steps_stand_in_the_order_in_which_they_usually_come() -> None:
    """Then by their day."""
    base = Step("s", "c", StepKind.JOB, "cpi", StepState.PLANNED, NOW)
    home = replace(base, id="h", kind=StepKind.HOME)
    early = replace(base, id="e", on=TODAY)
    assert [one.id for one in in_order([home, base, early])] == ["e", "s", "h"]


def test_a_marker_calls_a_human_and_nothing_is_counted() -> None:
    """A yes to one is enough; a no or a doubt calls nobody; there is no number anywhere."""
    filled = Filled("case", "id", NOW, NOW, 0, {"neck": "yes", "kill": "unknown", "fear": "yes"})
    assert seen(STARTING, filled) == (Marker.STRANGULATION,)
    numbers = [name for name in Filled.__dataclass_fields__ if "score" in name or "sum" in name]
    assert numbers == []


def test_what_the_guide_does_not_ask_is_not_kept() -> None:
    """An unknown question, a plan that is too long, an older version."""
    filled = Filled("case", "id", NOW, NOW, 0, {"neck": "no"}, {"bag": "dalla vicina"})
    assert filled_refusal(STARTING, filled) is None
    assert filled_refusal(STARTING, replace(filled, guide=1)) is Reason.OVERTAKEN
    assert filled_refusal(STARTING, replace(filled, answers={"odd": "yes"}))
    assert filled_refusal(STARTING, replace(filled, plan={"bag": "x" * 601}))
    twice = replace(STARTING, questions=(Question("a", "A"), Question("a", "B")))
    assert guide_refusal(twice) is Reason.BAD_REQUEST
    assert guide_refusal(STARTING) is None


def test_two_agencies_call_her_by_two_names() -> None:
    """A plant and a number out of a keyed hash: what one knows, another cannot join."""
    names = {pseudonym(bytes([one]) * 16) for one in range(200)}
    assert len(names) > 190
    assert all(name.split()[1].isdigit() for name in names)
