"""The auditor of ``make faults`` finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.messages import Channel
from scripts.faults.audit import LATE, LATE_SMS, ON_THE_WIRE, audit
from scripts.faults.clocks import Jumps
from scripts.faults.evidence import Evidence, Line, Request, Talk, Woman

CHAT = "9001"
SENT = {"7": 1, "101": 2, "102": 3}
NOTHING = {"outgoing": 0, "erasures": 0}


def _sound() -> Evidence:
    """Two women, one on the web and one on Telegram: both were answered, and nothing is amiss."""
    on_the_web = Woman(1, said=[("a", 10), ("b", 30)])
    on_telegram = Woman(2, CHAT, Channel.TELEGRAM, [("c", 10), ("d", None)], own={"7", "8"})
    lines = (Line(1, 5, hers=True, text="c"), Line(2, 6, hers=False, text="answer"))
    return Evidence(
        (on_the_web, on_telegram),
        (
            Talk("web", _thread("a", "b")),
            Talk(
                "telegram",
                (*lines, Line(3, 9, hers=False, text="more")),
                {"7": 1, "101": 2, "102": 3},
            ),
        ),
        (Request(20, CHAT, "101", "answer"), Request(21, CHAT, "102", "more")),
        NOTHING,
        {"sent": 2},
    )


def _thread(*hers: str) -> tuple[Line, ...]:
    return tuple(
        Line(2 * place + own, place, hers=own == 1, text=text if own == 1 else "answer")
        for place, text in enumerate(hers)
        for own in (1, 2)
    )


def _web(evidence: Evidence, *hers: str) -> Evidence:
    return replace(evidence, talks=(Talk("web", _thread(*hers)), evidence.talks[1]))


def _asked(evidence: Evidence, *more: Request) -> Evidence:
    return replace(evidence, requests=(*evidence.requests, *more))


def _left(evidence: Evidence, at: int) -> Evidence:
    evidence.women[1].left_at = at
    return evidence


def _skipped(evidence: Evidence) -> Evidence:
    talk = evidence.talks[0]
    return replace(evidence, talks=(Talk("web", talk.lines[:1] + talk.lines[2:]),))


def _twice(evidence: Evidence) -> Evidence:
    first, second = Talk("web", _thread("a")), Talk("again", _thread("b"))
    return replace(evidence, talks=(first, second, evidence.talks[1]))


def _by_sms(evidence: Evidence, at: int, *, times: int = 1) -> Evidence:
    """The second woman writes by SMS instead, and what she is told twice arrives so."""
    her = Woman(2, CHAT, Channel.SMS, [("c", 10)])
    asked = [Request(at, CHAT, "ours", "answer\n1 yes", place) for place in range(times)]
    lines = evidence.talks[1].lines[:2]
    talks = (evidence.talks[0], Talk("sms", lines, {"ours": 2}))
    return replace(evidence, women=(evidence.women[0], her), talks=talks, requests=tuple(asked))


def test_of_what_is_sound_it_finds_nothing() -> None:
    """A text without an answer may be absent; what was counted may be missing; a repeat is told."""
    assert audit(_sound()).findings == []
    assert audit(_by_sms(_sound(), LATE_SMS)).findings == []
    came_again = _twice(_sound())
    came_again.women[0].talks = 2
    assert audit(came_again).findings == []
    told = audit(replace(_sound(), ends={"repeated": 1}, requests=_repeated(_sound()).requests))
    assert told.findings == []
    (repeat,) = told.repeats
    assert "nobody learned the outcome" in repeat


def _repeated(evidence: Evidence) -> Evidence:
    return _asked(evidence, Request(80, CHAT, "103", "answer"))


def _dropped(evidence: Evidence) -> Evidence:
    talk = evidence.talks[1]
    less = replace(talk, sent={"7": 1, "101": 2})
    return replace(evidence, talks=(evidence.talks[0], less), requests=evidence.requests[:1])


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda one: _web(one, "a"), "woman 1: lost: b"),
        (lambda one: _web(one, "a", "b", "b"), "woman 1: doubled: b"),
        (lambda one: _web(one, "b", "a"), "her texts are out of order"),
        (lambda one: replace(one, talks=one.talks[1:]), "woman 1: lost: a"),
        (lambda one: _web(one, "a", "b", "c"), "2 women write in one conversation"),
        (_twice, "woman 1: 2 conversations, and she came 1 times"),
        (_skipped, "not numbered one by one"),
        (_repeated, "1 messages were sent again, and only 0 are counted so"),
        (_dropped, "1 messages were never sent, and only 0 are counted so"),
        (lambda one: replace(one, requests=one.requests[:1]), "that the provider never saw"),
        (lambda one: _asked(one, Request(22, CHAT, "103", "what")), "what nobody said"),
        (
            lambda one: replace(
                one, requests=(one.requests[0], Request(10 + LATE, CHAT, "102", "more"))
            ),
            "after it was said",
        ),
        (
            lambda one: replace(
                one, requests=(Request(30, CHAT, "101", "answer"), one.requests[1])
            ),
            "out of order",
        ),
        (lambda one: _by_sms(one, 10 + LATE_SMS), "after it was said"),
        (lambda one: _by_sms(one, 20, times=2), "1 messages were sent again"),
        (lambda one: _left(one, 20 - ON_THE_WIRE), "woman 2: sent 1001 ms after her exit"),
        (lambda one: replace(one, waiting={"outgoing": 2}), "outgoing: 2 rows are left"),
    ],
)
def test_whatever_is_amiss_is_found(spoil: Callable[[Evidence], Evidence], found: str) -> None:
    """One fault in what was sound, and it says so."""
    assert any(found in one for one in audit(spoil(_sound())).findings)


def test_the_nodes_clock_is_undone() -> None:
    """Whatever they said the time was, the auditor orders by the clock that does not jump."""
    jumps = Jumps([(0, 0), (100, 600_000), (200, 0), (300, -600_000)], 400)
    said = [50, 150 + 600_000, 250, 350 - 600_000]
    assert [jumps.truly(at) for at in said] == [50, 150, 250, 350]
    assert jumps.truly(101) == 101, "read just before the jump, and written after it"
