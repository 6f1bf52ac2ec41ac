"""Where a topic leads: to which flow, to which step of it, and what that is called on a choice.

Topics are named in ``understanding.topics``. Their names for her are labels that stand in the flows
already, so that they are translated, and so that what she reads is what she finds there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine.effects import Heard, Went
from bot.engine.flow import Ask, Bundle
from bot.engine.session import Session
from bot.messages import STAYS, Channel
from bot.understanding.topics import Understanding

MEANT_FLOW = "meant"
"""The flow that offers what may be meant, a person and the menu."""

PASSING = (MEANT_FLOW, "past")
"""Flows whose choices are topics: what is taken there takes their place. ``past`` stands behind
``danger``, for whoever told of danger that is not now."""

WHAT_HAPPENS = frozenset({("danger", "now"), ("danger", "heard")})
"""The questions about danger now, by flow and step, whose answer may be that it is something else:
only a topic that is sure leads away from them, and takes their place."""

GUESSES = "guesses"
"""The variable that holds what it offers."""

NEAR_FLOW, NAMED_TOWN = "near", "named_town"
"""The flow that begins with her town, and the variable that holds what may name it already."""

FEWEST = 3
"""A text of fewer words that fits nothing is asked for once more; it tells too little to offer."""

Place = tuple[str, str, str]
"""A flow, one of its questions, and the choice of that question whose label is used."""


@dataclass(frozen=True, slots=True)
class Way:
    """``step``: where the flow begins for somebody who can write safely; else at its start."""

    flow: str
    label: Place
    step: str = ""


WAYS: Mapping[str, Way] = {
    "danger_now": Way("danger", ("menu", "first", "now")),
    "self_harm": Way("self_harm", ("menu", "third", "low")),
    "abuse": Way("abuse", ("menu", "second", "family")),
    "sexual_violence": Way("unwanted", ("menu", "third", "forced")),
    "exploitation": Way("unwanted", ("unwanted", "more", "debt"), "debt"),
    "minor": Way("minor", ("menu", "third", "young")),
    "someone_else": Way("someone_else", ("menu", "third", "other")),
    "own_behaviour": Way("own_behaviour", ("menu", "fifth", "own")),
    "person": Way("person", ("menu", "first", "person")),
    "near_me": Way("near", ("menu", "first", "near")),
    "appointment": Way("appointment", ("menu", "second", "day")),
    "work": Way("work", ("work", "what", "find"), "find"),
    "training": Way("work", ("work", "what", "course"), "course_news"),
    "workplace_violence": Way("workplace", ("menu", "third", "job")),
    "leave": Way("work", ("work", "have", "leave"), "leave"),
    "money": Way("money", ("menu", "second", "money")),
    "home": Way("home", ("menu", "second", "home")),
    "legal": Way("rights", ("menu", "second", "rights")),
    "report": Way("rights", ("rights", "what", "tell"), "tell"),
    "children": Way("rights", ("rights", "what", "kids"), "kids"),
    "health": Way("near", ("near", "what", "health")),
    "mind": Way("near", ("near", "third", "mind")),
    "documents": Way("rights", ("rights", "more", "papers"), "papers"),
    "permit": Way("rights", ("rights", "more", "permit"), "permit"),
    "digital": Way("phone", ("phone", "web", "watched"), "watched"),
    "language": Way("language", ("menu", "fourth", "tongue")),
    "interpreter": Way("about", ("about", "more", "tongues"), "named"),
    "cost": Way("about", ("about", "what", "cost"), "cost"),
    "privacy": Way("about", ("about", "what", "reads"), "reads"),
    "forget": Way("forget", ("about", "more", "forget")),
    "what_is_this": Way("about", ("about", "what", "who"), "who"),
}
"""Topic -> its way. Thanks lead nowhere: small talk answers them where it knows their words."""

LEFT = frozenset(
    {"menu", "abuse", "work", "near", "money", "home", "rights", "workplace", "about",
     "someone_else", "minor", "own_behaviour", "phone", "privacy", "measure", "course", "voice",
     "unwanted", "bot", "silent", *PASSING}
)  # fmt: skip
"""Flows that a topic may lead away from. Where she is asked whether she is safe, agrees to
something or keeps words of her own, only a choice or the name of a flow does; at
``WHAT_HAPPENS`` a topic that is sure does too."""


def by_topic(
    meant: Understanding, text: str, session: Session, bundle: Bundle, channel: Channel
) -> Heard | None:
    """What follows from what a text that fits no choice is about, or None: the question is asked
    once more."""
    here = session.stack[-1].flow if session.stack else ""
    danger = _asks_what_happens(session)
    if here not in LEFT and not danger:
        return None
    ways = {topic: way for topic, way in WAYS.items() if way.flow in bundle.flows}
    if danger and meant.best == "danger_now":
        return None
    if meant.decision == "sure":
        return led(meant.best, session, bundle, channel, text) if meant.best in ways else None
    if danger or here in PASSING or MEANT_FLOW not in bundle.flows:
        return None
    offered = [topic for topic in meant.offered if topic in ways]
    if not offered and len(text.split()) < FEWEST:
        return None
    return Went(MEANT_FLOW, ((GUESSES, tuple(_choices(offered, bundle, session, channel))),))


def led(topic: str, session: Session, bundle: Bundle, channel: Channel, text: str = "") -> Went:
    """The way of a topic. From a question of topics or about danger, it takes that one's place.

    ``text``: what she wrote, for a flow that looks in it for her town before it asks.
    """
    way = WAYS[topic]
    passing = bool(session.stack) and session.stack[-1].flow in PASSING
    instead = passing or _asks_what_happens(session)
    # What precedes the step asks whether she can write safely, or leads to the web.
    straight = session.variables.get("safe") == "yes" and channel not in STAYS
    step = way.step if straight and way.step in bundle.flows[way.flow].steps else ""
    given = ((NAMED_TOWN, text),) if text and way.flow == NEAR_FLOW and not way.step else ()
    return Went(way.flow, given, step=step, instead=instead)


def _asks_what_happens(session: Session) -> bool:
    here = session.stack[-1] if session.stack else None
    return here is not None and (here.flow, here.step) in WHAT_HAPPENS


def taken(choice: str | None, session: Session, bundle: Bundle, channel: Channel) -> Went | None:
    """Where one of the offered topics leads, where she took one."""
    here = session.stack[-1].flow if session.stack else ""
    if here not in PASSING or choice is None or choice not in WAYS:
        return None
    return led(choice, session, bundle, channel) if WAYS[choice].flow in bundle.flows else None


def _choices(
    topics: Sequence[str], bundle: Bundle, session: Session, channel: Channel
) -> list[dict[str, str]]:
    """What is offered, each flow and label once; the person stands there always."""
    found: dict[str, dict[str, str]] = {}
    for topic in topics:
        label = _label(WAYS[topic].label, bundle, session.language, channel)
        if label and WAYS[topic].flow != "person":
            found.setdefault(label, {"id": topic, "label": label})
    return list(found.values())


def _label(place: Place, bundle: Bundle, language: str, channel: Channel) -> str:
    flow, step, choice = place
    known = bundle.flows[flow].steps.get(step) if flow in bundle.flows else None
    if not isinstance(known, Ask):
        return ""
    return next(
        (bundle.label(one, language, channel.value) for one in known.choices if one.id == choice),
        "",
    )


def astray(bundle: Bundle) -> list[str]:
    """Topics whose flow, step or label is not in the bundle: for the one who changes flows."""
    gone: list[str] = []
    for topic, way in WAYS.items():
        flow = bundle.flows.get(way.flow)
        if flow is None or (way.step and way.step not in flow.steps):
            gone.append(f"{topic}: {way.flow} {way.step}")
        elif not _label(way.label, bundle, "it", Channel.WEB):
            gone.append(f"{topic}: {'/'.join(way.label)}")
    return gone
