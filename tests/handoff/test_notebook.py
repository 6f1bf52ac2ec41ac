"""Her notebook holds closed values and days, and lives as long as she agreed to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handoff.notebook import AT_MOST, KEPT, Aim, Aimed, Notebook, Paper, after
from bot.values.proposals import Wrote

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 12, 3)


def _wrote(what: str, of: str = "", value: str = "", at: datetime = NOW, **more: bool) -> Wrote:
    return Wrote(what, of, value, at, more.pop("worded", True), **more)


def _after(*wrote: Wrote) -> Notebook:
    notebook = Notebook("anna", NOW)
    for one in wrote:
        notebook = after(notebook, one)
    return notebook


def test_steps_are_added_marked_moved_and_taken_off() -> None:
    """What is to be done first, by its day; what is done last."""
    first = _after(
        _wrote("step", "course"), _wrote("step", "desk", "2026-12-03"), _wrote("step", "home")
    )
    assert first.aims == (Aimed(Aim.DESK, DAY), Aimed(Aim.COURSE), Aimed(Aim.HOME))
    marked = after(first, _wrote("state", "desk", "done"))
    assert marked.aims[-1] == Aimed(Aim.DESK, DAY, done=True)
    moved = after(marked, _wrote("step", "desk", ""))
    assert moved.aims[-1] == Aimed(Aim.DESK, None, done=True)
    assert [one.aim for one in after(moved, _wrote("state", "home", "off")).aims] == [
        Aim.COURSE,
        Aim.DESK,
    ]


def test_a_document_is_there_missing_or_not_in_the_plan() -> None:
    """In one order, whatever the order of her taps."""
    whole = _after(_wrote("paper", "bank", "missing"), _wrote("paper", "identity", "have"))
    assert list(whole.papers.items()) == [(Paper.IDENTITY, True), (Paper.BANK, False)]
    assert after(whole, _wrote("paper", "bank", "off")).papers == {Paper.IDENTITY: True}


@pytest.mark.parametrize(
    ("what", "of", "value"),
    [
        ("step", "mi ha picchiata", ""),
        ("paper", "permesso", "have"),
        ("paper", "identity", "chissà"),
        ("abilities", "mi chiamo Anna", ""),
        ("note", "desk", "ho paura"),
    ],
)
def test_a_free_text_is_kept_nowhere(what: str, of: str, value: str) -> None:
    """What is none of the closed values changes nothing."""
    assert _after(_wrote(what, of, value)).empty


def test_a_day_that_is_none_is_no_day() -> None:
    """The step is there without one."""
    assert _after(_wrote("step", "desk", "domani")).aims == (Aimed(Aim.DESK),)


def test_it_is_kept_for_90_days_renewed_by_changes_and_a_year_at_most() -> None:
    """And without a word to come back with only as long as the talk."""
    assert _after(_wrote("step", "desk", worded=False)).until is None
    notebook = _after(_wrote("step", "desk"))
    assert notebook.until == NOW + KEPT
    later = NOW + timedelta(days=80)
    assert after(notebook, _wrote("renew", at=later)).until == later + KEPT
    late = NOW + timedelta(days=360)
    assert after(notebook, _wrote("renew", at=late)).until == NOW + AT_MOST


def test_what_was_not_hers_to_read_is_not_carried_on() -> None:
    """Whoever begins anew begins with nothing, not even with what may stand in a referral."""
    notebook = _after(_wrote("abilities", "shop children", share=True))
    assert (notebook.abilities, notebook.shared) == (("children", "shop"), True)
    anew = after(notebook, _wrote("step", "desk", anew=True))
    assert (anew.abilities, anew.shared) == ((), False)
    assert after(notebook, _wrote("all")).empty
