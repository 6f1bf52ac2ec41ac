"""Where a text leads that fits no choice: to what helps, to two guesses, to a person."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from bot.conversation.topic_ways import GUESSES, LEFT, MEANT_FLOW, WAYS, astray, by_topic, taken
from bot.engine.advance import advance
from bot.engine.effects import Advanced, Speak, Went
from bot.engine.flow import Ask, Bundle
from bot.engine.session import Frame, Session
from bot.messages import Channel
from bot.publishing.published import bundle_of, read_source
from bot.understanding.topics import TOPICS, Understanding
from bot.web.pages import VISIBLE

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SURE = Understanding(False, (("report", 0.9), ("legal", 0.05)), "sure")
UNSURE = Understanding(False, (("home", 0.5), ("danger_now", 0.3)), "offer")
LOST = Understanding(False, (("home", 0.1), ("work", 0.1)), "lost")
SAID = "una cosa che non so come dire"


@cache
def _bundle() -> Bundle:
    return bundle_of(read_source())


def _at(flow: str, step: str, **variables: str) -> Session:
    return Session(_bundle().id, "it", (Frame(flow, step),), variables, 0, 1, None)


def _way(meant: Understanding, session: Session, channel: Channel = Channel.WEB) -> object:
    return by_topic(meant, SAID, session, _bundle(), channel)


def test_every_topic_has_a_flow_a_step_and_a_label_that_are_there() -> None:
    """Thanks are answered kindly and lead nowhere; so does what is about none of the topics."""
    assert astray(_bundle()) == []
    assert set(TOPICS) - set(WAYS) == {"thanks", "other"}
    assert set(_bundle().flows) >= LEFT


def test_what_is_sure_leads_there() -> None:
    """To the very step where she can write safely; else to the flow's own first questions."""
    assert _way(SURE, _at("menu", "first", safe="yes")) == Went("rights", step="tell")
    assert _way(SURE, _at("menu", "first")) == Went("rights")
    assert _way(SURE, _at("menu", "first", safe="yes"), Channel.SMS) == Went("rights")


def test_what_is_unsure_is_offered_danger_first() -> None:
    """As labels of the flows, in her language."""
    way = _way(UNSURE, _at("menu", "first", safe="yes"))
    assert isinstance(way, Went)
    assert way.flow == MEANT_FLOW
    ((name, guesses),) = way.given
    assert name == GUESSES
    assert guesses == (
        {"id": "danger_now", "label": "Ho bisogno subito"},
        {"id": "home", "label": "Casa"},
    )


def test_what_is_lost_finds_a_person_and_the_menu() -> None:
    """A text of two words is asked for once more instead; so is what follows that question."""
    here = _at("menu", "first", safe="yes")
    assert _way(LOST, here) == Went(MEANT_FLOW, ((GUESSES, ()),))
    assert by_topic(LOST, "due parole", here, _bundle(), Channel.WEB) is None
    assert _way(LOST, _at(MEANT_FLOW, "which")) is None


@pytest.mark.parametrize("flow", sorted({"self_harm", "safe", "person", "forget", "start"}))
def test_no_topic_leads_away_from_danger_consent_or_safety(flow: str) -> None:
    """There only a choice, or the name of a flow, does."""
    start = _bundle().flows[flow].start
    for meant in (SURE, UNSURE, LOST):
        assert _way(meant, _at(flow, start, safe="yes")) is None


def test_asked_about_danger_she_may_speak_of_something_else() -> None:
    """What is surely another topic takes the question's place; a guess does not, nor does danger
    lead to the same question again, and what to do in danger is left for no topic."""
    for step in ("now", "heard"):
        here = _at("danger", step, safe="yes")
        assert _way(SURE, here) == Went("rights", step="tell", instead=True)
        assert _way(UNSURE, here) is None
        assert _way(LOST, here) is None
        assert _way(Understanding(True, (("danger_now", 0.9), ("home", 0.1)), "sure"), here) is None
    assert _way(SURE, _at("danger", "can", safe="yes")) is None


def test_a_guess_that_she_takes_takes_the_place_of_the_question() -> None:
    """She comes back to where she was, not to the guessing."""
    bundle = _bundle()
    asked = _at("menu", "second", safe="yes")
    offered = _way(UNSURE, asked)
    assert isinstance(offered, Went)
    guessing = advance(bundle, asked, offered, NOW)
    assert isinstance(guessing, Advanced)
    shown = [effect.speech for effect in guessing.effects if isinstance(effect, Speak)]
    assert [one.label for one in shown[-1].options] == [
        "Ho bisogno subito", "Casa", "Una persona", "Torna al menu",
    ]  # fmt: skip
    went = taken("home", guessing.session, bundle, Channel.WEB)
    assert went is not None
    assert went.instead
    there = advance(bundle, guessing.session, went, NOW)
    assert isinstance(there, Advanced)
    assert [frame.flow for frame in there.session.stack] == ["menu", "home"]
    assert taken("person", guessing.session, bundle, Channel.WEB) == Went("person", instead=True)
    assert taken("menu", guessing.session, bundle, Channel.WEB) is None


def _choices(flow: str, step: str) -> tuple[str, ...]:
    asked = _bundle().flows[flow].steps[step]
    assert isinstance(asked, Ask)
    return tuple(choice.id for choice in asked.choices)


def test_danger_that_is_not_now_leads_to_what_it_is_about() -> None:
    """Each way behind «Non è adesso» is a topic, whose flow takes the place of that question; a
    person is there too, and what she writes is understood."""
    ways = _choices("past", "which")
    topics = [way for way in ways if way != "person"]
    assert {"abuse", "sexual_violence", "workplace_violence", "someone_else"} <= set(topics)
    for topic in topics:
        went = taken(topic, _at("past", "which", safe="yes"), _bundle(), Channel.WEB)
        assert went is not None
        assert (went.flow, went.instead) == (WAYS[topic].flow, True)
    assert _way(SURE, _at("past", "which", safe="yes")) == Went("rights", step="tell", instead=True)


def test_who_tells_of_danger_sees_a_person_and_what_is_not_now() -> None:
    """Without unfolding anything: the page shows six choices."""
    for flow, step, needed in (
        ("danger", "now", {"can", "cannot", "person", "past"}),
        ("past", "which", {"abuse", "sexual_violence", "person"}),
    ):
        shown = _choices(flow, step)
        assert len(shown) <= VISIBLE + 1
        assert needed <= set(shown)


def test_what_was_done_against_her_will_is_not_asked_for_a_town_first() -> None:
    """It has a conversation of its own, also for who writes it in her words."""
    meant = Understanding(False, (("sexual_violence", 0.9), ("abuse", 0.05)), "sure")
    assert _way(meant, _at("menu", "first", safe="yes")) == Went("unwanted")
