"""What is remembered of the calls that she asked about, and when she is reminded of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Channel
from bot.safety.contract import EVERY_DAY, WORKING_DAYS, Contract, Line, may_contact
from bot.training.asked import (
    AT_THE_LATEST,
    MOST_ASKED,
    AskedCall,
    is_hers_to_see,
    reminds_at,
    with_this,
)
from bot.training.importing import Held, Kept, change_of
from bot.training.kinds import Audience, Eligibility
from bot.training.standing import Standing, changed, known_calls, standing
from tests.training.calls import NOW, call

MONTH = NOW + timedelta(days=30)
MORNINGS = Contract(Channel.SMS, WORKING_DAYS, 540, 720, Line.DESK, NOW, MONTH)
SUNDAYS = replace(MORNINGS, weekdays=frozenset({6}), opens=1080, closes=1260)


@pytest.mark.parametrize("contract", [MORNINGS, SUNDAYS, replace(MORNINGS, weekdays=EVERY_DAY)])
@pytest.mark.parametrize("hours", [4, 20, 30, 50, 80, 200, 500])
def test_a_reminder_comes_when_she_allowed_it_and_in_time_or_not_at_all(
    contract: Contract, hours: int
) -> None:
    """Whatever the deadline: never in the past, never when there is nothing left to do."""
    until = NOW + timedelta(hours=hours)
    at = reminds_at(until, contract, Channel.SMS, NOW)
    if at is not None:
        assert NOW < at <= until - AT_THE_LATEST
        assert may_contact(contract, Channel.SMS, at)
    elif contract.weekdays == EVERY_DAY:
        assert hours < 26, "some morning lies before every later deadline"


def test_without_an_agreement_for_this_channel_there_is_no_reminder() -> None:
    """Nor on a page, whatever was agreed elsewhere."""
    until = NOW + timedelta(days=9)
    assert reminds_at(until, None, Channel.SMS, NOW) is None
    assert reminds_at(until, MORNINGS, Channel.TELEGRAM, NOW) is None
    assert reminds_at(until, replace(MORNINGS, channel=Channel.WEB), Channel.WEB, NOW) is None


def test_what_nothing_hangs_on_is_forgotten_first() -> None:
    """A few are remembered, and a reminder or her interest keeps a call among them."""
    kept: tuple[AskedCall, ...] = (AskedCall("sent", 1, NOW, interest="referral"),)
    for number in range(MOST_ASKED + 3):
        kept = with_this(kept, AskedCall(f"call-{number}", 2, NOW))
    assert len(kept) == MOST_ASKED
    assert {one.call for one in kept} >= {"sent", f"call-{MOST_ASKED + 2}"}
    assert "call-0" not in {one.call for one in kept}
    again = with_this(kept, replace(kept[0], reminder="r"))
    assert len(again) == MOST_ASKED
    assert again[-1].reminder == "r"


@pytest.mark.parametrize(
    ("verified", "surely", "began", "seen"),
    [
        (True, True, 9, True),
        (False, True, 2, True),
        (False, True, 3, False),
        (False, False, 2, False),
    ],
)
def test_whoever_did_not_give_her_word_sees_only_the_talk_that_is_open(
    verified: bool, surely: bool, began: int, seen: bool
) -> None:
    """As with her appointments."""
    asked = AskedCall("call", 3, NOW)
    assert is_hers_to_see(asked, verified=verified, surely=surely, began=began) is seen


@pytest.mark.parametrize(
    ("values", "how"),
    [
        ({}, Standing.OPEN),
        ({"seats": 0}, Standing.FULL),
        ({"deadline": NOW}, Standing.OVER),
        ({"audience": Audience.ORGANISATIONS}, Standing.GONE),
        ({"audience": Audience.UNSAID}, Standing.GONE),
        ({"eligibility": Eligibility.CENTRE}, Standing.GONE),
        ({"deadline": None}, Standing.GONE),
    ],
)
def test_how_a_call_stands(values: dict, how: Standing) -> None:
    """For any woman, at that moment."""
    assert standing(Kept("s", call("a", **values), NOW), NOW) is how
    assert standing(Kept("s", call("a", **values), NOW, withdrawn=True), NOW) is Standing.GONE
    assert standing(None, NOW) is Standing.GONE


def _imported(held: Held, source: str, days: int, *calls: object) -> Held:
    change = change_of(held, source, calls, NOW + timedelta(days=days), whole=True)  # type: ignore[arg-type]
    return Held((*(one for one in held.kept if one.source != source), *change.kept))


def test_what_changed_is_said_since_she_looked_and_in_groups() -> None:
    """Not what changed before, and nothing twice."""
    held = _imported(Held(), "s", 0, call("a"))
    held = _imported(held, "s", 1, call("a", place="Rho", town="015182"))
    later = {"place": "Arese", "town": "015009", "timetable": "sera"}
    held = _imported(held, "s", 3, call("a", **later))
    kept = known_calls(held)["a"]
    assert changed(kept, NOW) == ("place", "times")
    assert set(changed(kept, NOW + timedelta(days=2))) == {"place", "times"}
    assert changed(kept, NOW + timedelta(days=3)) == ()


def test_what_one_source_withdraws_and_another_still_gives_stands() -> None:
    """She is not told that it is no more; where nobody gives it she is."""
    same = {"title": "Cucina", "provider": "Ente"}
    held = _imported(Held(), "one", 0, call("a", **same))
    held = _imported(held, "two", 0, call("b", **same))
    held = _imported(held, "one", 1)
    assert known_calls(held)["a"].call.id == "b"
    held = _imported(held, "two", 2)
    assert standing(known_calls(held)["a"], NOW) is Standing.GONE
    assert set(known_calls(held)) == {"a", "b"}
