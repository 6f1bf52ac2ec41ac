"""Until when a measure is shown, and what a verification changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.directory.check import check_measures
from bot.directory.measures.keeping import digest, may_verify, state_of, verified, waits
from bot.directory.model import Directory

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("id", "days", "state", "shown"),
    [
        ("leave", 0, "fresh", True),
        ("leave", -6, "out", False),
        ("leave", 165, "soon", True),
        ("leave", 175, "soon", True),
        ("leave", 176, "out", False),
        ("reddito-liberta", 25, "soon", True),
        ("reddito-liberta", 26, "out", False),
        ("hiring", 20, "ending", True),
        ("hiring", 32, "ending", True),
        ("hiring", 33, "ended", False),
        ("hiring", -1100, "ahead", False),
    ],
)
def test_it_is_shown_while_it_holds_and_was_verified(
    directory: Directory, id: str, days: int, state: str, shown: bool
) -> None:
    """On the last day still, from the day after no longer; before it was verified neither."""
    at = NOW + timedelta(days=days)
    assert state_of(directory.measures[id], at) == state
    assert (directory.measure(id, at) is not None) is shown


def test_the_staff_are_told_before_and_after(directory: Directory) -> None:
    """What runs out soon, ran out or has ended is named; what is fresh is not."""
    assert check_measures(directory, NOW) == []
    told = "\n".join(map(str, check_measures(directory, NOW + timedelta(days=33))))
    assert "measure reddito-liberta: It is out of date (2026-12-24): not shown." in told
    assert "measure hiring: Its norm ended on 2026-12-31: not shown." in told
    assert "leave" not in told


def test_a_verification_shows_it_again_and_no_longer_than_its_norm(directory: Directory) -> None:
    """For its interval from that day; the end of the norm stays the end."""
    later = NOW + timedelta(days=30)
    one = directory.measures["reddito-liberta"]
    assert waits(one, later)
    now = directory.vouched(verified(one, "her", "letto sul sito", 0, later))
    assert now.measure("reddito-liberta", later + timedelta(days=30))
    assert now.measure("reddito-liberta", later + timedelta(days=31)) is None
    checked = now.measures["reddito-liberta"].checked
    assert checked
    assert checked.note == "letto sul sito"
    hiring = directory.measures["hiring"]
    kept = directory.vouched(verified(hiring, "her", "", 366, later)).measures["hiring"]
    assert kept.fact.valid_until == hiring.ends
    assert directory.measures["adi"] == now.measures["adi"]


def test_what_changed_since_is_not_what_was_vouched_for(directory: Directory) -> None:
    """Another text, another answer to who will know: the verification no longer counts."""
    one = directory.measures["leave"]
    upkeep = verified(one, "her", "", 90, NOW + timedelta(days=300))
    changed = replace(one, text=f"{one.text} Altro.")
    assert digest(changed) != digest(one)
    seeds = replace(directory.seeds, measures={**directory.measures, "leave": changed})
    held = replace(directory, seeds=seeds).holding({}, [upkeep])
    assert held.measures["leave"].fact == changed.fact
    assert directory.holding({}, [upkeep]).measures["leave"].fact != one.fact


def test_only_its_owner_vouches_for_it(directory: Directory) -> None:
    """Where a network keeps it; where none does it is everybody's."""
    one = directory.measures["leave"]
    assert may_verify(one, ())
    owned = replace(one, fact=replace(one.fact, owner="lodi"))
    assert may_verify(owned, ("lodi",))
    assert not may_verify(owned, ("milano-citta",))
    with pytest.raises(ValueError, match="an interval has"):
        verified(one, "her", "", 367, NOW)
