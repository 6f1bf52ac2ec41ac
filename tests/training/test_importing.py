"""What an import changes, and who is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.training.call import TrainingCall
from bot.training.importing import WITHDRAWN, Change, Held, Noted, change_of
from tests.training.calls import NOW, call

DAY = timedelta(days=1)


def after(change: Change, others: Held | None = None) -> Held:
    """What is stored after it."""
    kept = (one for one in (others or Held()).kept if one.source != change.source)
    return Held((*kept, *change.kept))


def first(*calls: TrainingCall) -> Held:
    """What is stored after the first import of a source."""
    return after(change_of(Held(), "one", calls, NOW, whole=True))


def test_a_call_that_says_otherwise_is_changed_for_who_asked_before() -> None:
    """With the names of what changed; who asked afterwards saw it already."""
    held = first(call("a"), call("b"))
    moved = call("a", deadline=NOW + 20 * DAY, hours=40)
    change = change_of(held, "one", [moved, call("b")], NOW + DAY, whole=True)
    assert (change.new, change.changed, change.withdrawn) == ((), ("a",), ())
    one, other = after(change).kept
    assert one.changed_since(NOW) == ("deadline", "hours")
    assert one.changed_since(NOW + DAY) == ()
    assert one.seen == NOW
    assert other.changes == ()


def test_what_she_is_not_told_is_no_change() -> None:
    """The address of a page moves often."""
    held = first(call("a", page="https://example.org/a"))
    new = call("a", page="https://example.org/b")
    change = change_of(held, "one", [new], NOW + DAY, whole=True)
    assert not change.changed
    assert change.kept[0].call == new


def test_changes_add_up() -> None:
    """Who asked at the beginning hears of all of them."""
    held = first(call("a"))
    for day, hours in ((1, 10), (2, 20)):
        at = NOW + day * DAY
        held = after(change_of(held, "one", [call("a", hours=hours)], at, whole=True))
    (kept,) = held.kept
    assert [one.at for one in kept.changes] == [NOW + DAY, NOW + 2 * DAY]
    assert kept.changed_since(NOW) == ("hours",)


def test_what_a_source_no_longer_names_is_withdrawn_and_may_come_back() -> None:
    """It is told to nobody; who asked about it learns that it is no more."""
    held = first(call("a"), call("b"))
    gone = change_of(held, "one", [call("b")], NOW + DAY, whole=True)
    assert gone.withdrawn == ("a",)
    held = after(gone)
    assert [one.id for one in held.calls] == ["b"]
    assert held.kept[0].changed_since(NOW) == (WITHDRAWN,)
    again = change_of(held, "one", [call("b")], NOW + 2 * DAY, whole=True)
    assert again.withdrawn == ()
    back = change_of(after(again), "one", [call("a"), call("b")], NOW + 3 * DAY, whole=True)
    assert back.changed == ("a",)
    assert [one.id for one in after(back).calls] == ["a", "b"]


def test_a_feed_withdraws_nothing() -> None:
    """It only names its latest items."""
    change = change_of(first(call("a")), "one", [call("b")], NOW + DAY, whole=False)
    assert (change.new, change.withdrawn) == (("b",), ())
    assert [one.id for one in after(change).calls] == ["a", "b"]


def test_what_ran_out_long_ago_is_kept_no_longer() -> None:
    """For a season it is there for who asked."""
    held = first(call("a"))
    for days, there in ((50, True), (101, False)):
        change = change_of(held, "one", [], NOW + days * DAY, whole=False)
        assert bool(change.kept) is there


def test_another_source_is_not_touched_and_the_same_call_is_told_once() -> None:
    """Each withdraws only what it gave."""
    same = replace(call("x"), title="Corso a")
    held = after(change_of(first(call("a")), "two", [same], NOW, whole=True), first(call("a")))
    assert len(held.kept) == 2
    assert len(held.calls) == 1
    held = after(change_of(held, "one", [], NOW + DAY, whole=True), held)
    assert [one.id for one in held.calls] == ["x"]
    assert held.kept[0].changes == () or held.kept[0].changes == (Noted(NOW + DAY, (WITHDRAWN,)),)
