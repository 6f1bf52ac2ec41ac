"""Small drawings beside the main choices of the page, for whoever reads little.

Our own, one line each, and harmless over a shoulder: what stands in any timetable. Which choice has
which is a map beside the flows, as ``conversation.topic_ways`` is: a drawing is part of the page
and of no message. A question that is not here has none, and needs none; where one is, a choice that
is not has a plain ring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from markupsafe import Markup

from bot.conversation.topic_ways import WAYS
from bot.engine.flow import Ask, Bundle


def _ring(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0-{2 * r:g} 0"


def _box(x: int, y: int, width: int, height: int) -> str:
    inner, down = width - 4, height - 4
    return (
        f"M{x + 2} {y}h{inner}a2 2 0 0 1 2 2v{down}a2 2 0 0 1-2 2h-{inner}a2 2 0 0 1-2-2v-{down}"
        "a2 2 0 0 1 2-2z"
    )


DRAWINGS: Mapping[str, str] = {
    "bolt": "M13 3L5 14h6l-1 7 8-11h-6z",
    "person": f"{_ring(12, 8, 4)}M4 21c1-4 4-6 8-6s7 2 8 6",
    "people": f"{_ring(9, 8, 3.5)}M2 20c1-4 3.5-5.5 7-5.5s6 1.5 7 5.5M16 5a3.5 3.5 0 0 1 0 6.5"
    "M22 20c-.5-3-2-4.7-4-5.3",
    "case": f"{_box(3, 8, 18, 12)}M9 8V5h6v3M3 13h18",
    "pin": f"M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11z{_ring(12, 10, 2.5)}",
    "dots": f"{_ring(5, 12, 1)}{_ring(12, 12, 1)}{_ring(19, 12, 1)}",
    "lock": f"{_box(5, 11, 14, 10)}M8 11V8a4 4 0 0 1 8 0v3",
    "note": f"{_box(3, 6, 18, 12)}{_ring(12, 12, 2.5)}",
    "house": "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
    "book": "M3 5h6a3 3 0 0 1 3 3v12a2 2 0 0 0-2-2H3zM21 5h-6a3 3 0 0 0-3 3v12a2 2 0 0 1 2-2h7z",
    "building": "M5 20V4h9v16M14 10h5v10M3 20h18M8 8h3M8 12h3M8 16h3",
    "cloud": "M7 18a4 4 0 0 1 0-8 5 5 0 0 1 9.6-1A4.5 4.5 0 0 1 17 18z",
    "cup": "M5 8h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 10h2a2.5 2.5 0 0 1 0 5h-2M8 5V3M12 5V3",
    "leaf": "M5 19C5 11 10 5 19 5c0 9-6 14-14 14zM5 19c2-4 5-7 9-9",
    "bag": f"{_box(5, 8, 14, 13)}M9 8V6a3 3 0 0 1 6 0v2M9 14h6",
    "letter": f"{_box(3, 6, 18, 12)}M4 8l8 5 8-5",
    "question": f"{_ring(12, 12, 9)}M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.1",
    "list": "M10 6h10M10 12h10M10 18h10M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2",
    "key": f"{_ring(8, 16, 4)}M11 13l9-9M16 8l3 3",
    "globe": f"{_ring(12, 12, 9)}M3 12h18M12 3c4 4 4 14 0 18M12 3c-4 4-4 14 0 18",
    "turn": "M4 12a8 8 0 1 0 3-6M7 2v4H3",
    "calendar": f"{_box(4, 5, 16, 15)}M4 10h16M8 3v4M16 3v4",
    "clock": f"{_ring(12, 12, 9)}M12 7v5l3 2",
    "menu": "M4 6h16M4 12h16M4 18h16",
    "door": "M10 4H5v16h5M15 8l4 4-4 4M19 12H10",
    "tick": "M5 12l5 5 9-10",
    "cross": "M6 6l12 12M18 6L6 18",
    "call": "M6 3h3l2 5-2 1.5a12 12 0 0 0 5.5 5.5L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6"
    "a3 3 0 0 1 3-3z",
    "pencil": "M4 20l1-5L16 4l4 4L9 19z",
    "plus": f"{_box(4, 4, 16, 16)}M12 8v8M8 12h8",
    "swap": "M4 9h15l-4-4M20 15H5l4 4",
    "ring": _ring(12, 12, 5),
    "sound": "M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12",
}
"""Name -> the line of the drawing, on 24 by 24."""

TURNED = frozenset({"door", "pencil", "sound", "list"})
"""Drawings with a direction: where one writes from right to left they are mirrored."""

BESIDE: Mapping[str, Mapping[str, str]] = {
    "safe.ask": {"yes": "tick", "no": "cross", "unsure": "question"},
    "menu.first": {
        "now": "bolt",
        "person": "person",
        "work": "case",
        "near": "pin",
        "more": "dots",
        "mine": "lock",
    },
    "menu.second": {
        "family": "cup",
        "money": "note",
        "home": "house",
        "rights": "book",
        "day": "calendar",
        "more": "dots",
    },
    "menu.third": {
        "low": "cloud",
        "forced": "leaf",
        "other": "people",
        "young": "bag",
        "job": "building",
        "more": "dots",
    },
    "menu.fourth": {
        "letter": "letter",
        "how": "question",
        "plan": "list",
        "words": "key",
        "tongue": "globe",
        "more": "dots",
    },
    "menu.fifth": {"own": "turn", "idle": "clock", "top": "menu", "close": "door"},
    "meant.which": {"person": "person", "menu": "menu"},
    "danger.now": {
        "can": "call",
        "cannot": "pencil",
        "person": "person",
        "hurt": "plus",
        "past": "clock",
        "more": "dots",
    },
    "danger.heard": {
        "yes": "tick",
        "no": "cross",
        "cannot": "pencil",
        "person": "person",
        "menu": "menu",
    },
    "silent.which": {"now": "bolt", "person": "person", "menu": "menu"},
    "person": {
        "yes": "tick",
        "there": "tick",
        "kept": "lock",
        "leave": "letter",
        "keep": "clock",
        "other": "swap",
        "near": "swap",
        "pick": "swap",
        "tongue": "globe",
        "words": "key",
        "cancel": "cross",
        "again": "person",
        "menu": "menu",
        "close": "door",
    },
}
"""Flow and step, or a flow whose choices mean the same at each step -> choice -> its drawing."""


NEW = "ring"
"""What stands beside a choice that nobody has drawn yet, where the others of its question are."""

ALIKE: Mapping[str, str] = {
    "person": "person",
    "menu": "menu",
    "more": "dots",
    "yes": "tick",
    "no": "cross",
    "close": "door",
    "words": "key",
    "tongue": "globe",
}
"""Choices that mean the same at every question where choices are drawn."""


def drawing(ask: str, choice: str) -> str:
    """The name of the drawing beside a choice of a question (``Session.ask``); empty for none.

    Where a question is drawn, no choice of it stands bare: one that an author has added since, or
    a topic that is guessed, has that of its meaning or a plain ring.
    """
    place = ask.partition(".")[2]
    flow = place.partition(".")[0]
    if place not in BESIDE:
        return BESIDE.get(flow, {}).get(choice, "")
    return BESIDE[place].get(choice) or ALIKE.get(choice) or _of_topic(choice) or NEW


def _of_topic(topic: str) -> str:
    """That of the choice whose label a guessed topic is shown by."""
    if topic not in WAYS:
        return ""
    flow, step, choice = WAYS[topic].label
    return BESIDE.get(f"{flow}.{step}", {}).get(choice, "")


@cache
def sheet() -> Markup:
    """All drawings as symbols, once in the page: a choice shows its own by name."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 24 24"><path d="{line}"/></symbol>'
        for name, line in DRAWINGS.items()
    )
    return Markup(f'<svg width="0" height="0" aria-hidden="true">{symbols}</svg>')  # noqa: S704 - ours


def drawn(name: str) -> Markup:
    """One drawing by itself, or nothing without a name."""
    if not name:
        return Markup()
    return Markup(  # noqa: S704 - ours
        f'<svg class="i i-{name}" aria-hidden="true"><use href="#i-{name}"/></svg>'
    )


def astray(bundle: Bundle) -> Iterable[str]:
    """Choices of the map that the flows do not have: for whoever changes flows."""
    for place, choices in BESIDE.items():
        flow, _, step = place.partition(".")
        steps = bundle.flows[flow].steps if flow in bundle.flows else {}
        asks = [one for one in steps.values() if isinstance(one, Ask) and step in ("", one.id)]
        ids = {choice.id for ask in asks for choice in ask.choices}
        yield from (f"{place}: {one}" for one in choices if one not in ids)
