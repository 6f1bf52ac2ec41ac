"""Random walks through the shipped flows: what the gate promises holds while they run."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.calls import CALLS, HANDOFF
from bot.engine.advance import advance
from bot.engine.answers import Knows
from bot.engine.asking import listening, waiting
from bot.engine.effects import (
    Advanced,
    Agreed,
    Answer,
    Answered,
    Began,
    Call,
    Heard,
    HumanLeft,
    Mistake,
    Need,
    Silent,
    Speak,
    StillWaits,
    TakeBack,
    Went,
)
from bot.engine.expressions import Value
from bot.engine.flow import Bundle
from bot.engine.load import load_bundle
from bot.engine.session import Frame, Session
from bot.publishing.published import read_source
from tests.engine.small import FILES, changed, load

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
SPECS = {**CALLS, HANDOFF.name: HANDOFF}


@cache
def shipped() -> Bundle:
    bundle, problems = load_bundle(read_source().flows, {}, CALLS, ("it",))
    assert bundle is not None, problems
    return bundle


def answered(call: Call, pick: int) -> Answer:
    """Some outcome of the call, with every value that it may answer with."""
    spec = SPECS[call.name]
    values: dict[str, Value] = {
        name: [{"id": "one", "label": "Uno"}] if name == "candidates" else f"<{name}>"
        for name in spec.saves - {"language"}
    }
    if spec.agency:
        values[spec.agency] = f"agency-{pick}"
    outcomes = sorted(spec.outcomes)
    effects = (TakeBack(),) if call.name == "consent.take_back" else ()
    return Answer(outcomes[pick % len(outcomes)], values, effects)


Made = list[tuple[Call, Answer]]


def run(
    bundle: Bundle,
    session: Session,
    heard: Heard,
    channel: str,
    pick: int,
    made: Made | None = None,
) -> Advanced:
    """One sprint with all its calls answered; ``made`` is filled with them."""
    answers: Made = []
    while True:
        done = advance(bundle, session, heard, NOW, channel=channel, answers=answers)
        if isinstance(done, Advanced):
            if made is not None:
                made += answers
            return done
        assert isinstance(done, Need)
        answers += [(call, answered(call, pick + len(answers))) for call in done.calls]


def heard_next(bundle: Bundle, session: Session, channel: str, pick: int) -> Heard:
    """A choice, a flow's word, a text, silence or the end of a human's case."""
    if session.human and pick % 7 == 0:
        return HumanLeft()
    if session.human and pick % 6 == 0:
        return StillWaits("waited" if pick % 12 else "unattended")
    if session.stack and pick % 11 == 0:
        return Silent()
    sight = listening(bundle, session, channel)
    if pick % 13 == 0 and sight.flows and session.stack:
        return Went(sight.flows[pick % len(sight.flows)].id)
    if pick % 5 == 0 or not sight.choices:
        return Answered(text="qualcosa")
    return Answered(choice=sight.choices[pick % len(sight.choices)].id)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["web", "telegram", "whatsapp", "sms"]),
    st.lists(st.integers(0, 10_000), min_size=5, max_size=60),
)
def test_no_walk_meets_a_mistake_or_gets_past_the_question(channel: str, picks: list[int]) -> None:
    """No mistake, silence answered by silence, and nothing sensitive before the question."""
    bundle = shipped()
    done = run(bundle, Session(bundle.id, "it"), Began(), channel, 0)
    asked = False
    for pick in picks:
        ask = waiting(bundle, done.session)
        if ask is not None:
            assert asked or "sensitive" not in ask.marks
            asked = asked or "safe_question" in ask.marks
        if done.session.ended and any(
            type(e).__name__ in ("Leave", "Forget") for e in done.effects
        ):
            return
        heard = heard_next(bundle, done.session, channel, pick)
        done = run(bundle, done.session, heard, channel, pick)
        assert not [effect for effect in done.effects if isinstance(effect, Mistake)]
        if isinstance(heard, Silent):
            assert not [effect for effect in done.effects if isinstance(effect, Speak)]


SURE = 3
"""The pick that finds a municipality (``answered``)."""

BEGINNINGS: dict[str, list[tuple[Heard, int]]] = {
    "person": [(Answered(choice="go"), 0), (Answered(text="Rho"), SURE)],
    "words": [(Answered(choice="back"), 0)],
    "contact": [],
    "letters": [],
    "privacy": [],
    "near": [],
}
"""Where walks begin: near to what shares or keeps something, each answer with its pick."""


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(BEGINNINGS)),
    st.sampled_from(["web", "telegram", "whatsapp", "sms"]),
    st.lists(st.integers(0, 10_000), min_size=5, max_size=60),
)
def test_no_walk_shares_or_keeps_anything_without_her_yes_on_record(
    flow: str, channel: str, picks: list[int]
) -> None:
    """Her yes comes first, and whoever then reads is the agency that she was told of last."""
    bundle = shipped()
    session = Session(bundle.id, "it", (Frame("menu", "first"),), {"safe": "yes"})
    agreed, agency = set[str](), ""
    begin: list[tuple[Heard, int]] = [(Went(flow), 0), *BEGINNINGS[flow]]
    for turn in range(len(begin) + len(picks)):
        pick = picks[turn - len(begin)] if turn >= len(begin) else begin[turn][1]
        made: Made = []
        heard = heard_next(bundle, session, channel, pick) if turn >= len(begin) else begin[turn][0]
        done = run(bundle, session, heard, channel, pick, made)
        agreed |= {effect.purpose for effect in done.effects if isinstance(effect, Agreed)}
        for call, answer in made:
            spec = SPECS[call.name]
            assert not spec.needs or spec.needs in agreed, call.name
            assert not spec.shares or call.get("network") == agency, call.name
            agency = str(answer.values.get(spec.agency, agency)) if spec.agency else agency
        if any(isinstance(effect, TakeBack) for effect in done.effects):
            agreed.discard("share")
        if done.session.ended:
            return
        session = done.session


def start(bundle: Bundle) -> Session:
    return run(bundle, Session(bundle.id, "it"), Began(), "web", 0).session


def test_words_of_guarded_flows_are_not_heard_before_the_question() -> None:
    """In the entry flow no word leads to a sensitive step; after it every word is heard."""
    bundle = load(changed("work", ("start: gate", "anywhere: [lavoro ora]\nstart: gate")))
    first = start(bundle)
    assert [flow.id for flow in listening(bundle, first, "web").flows] == []
    later = run(bundle, first, Answered(choice="fine"), "web", 0).session
    assert {flow.id for flow in listening(bundle, later, "web").flows} == {"menu", "work"}


def test_silence_before_the_question_begins_anew() -> None:
    """Whoever is silent at the first question meets it again, and is not past it."""
    bundle = load(FILES)
    silent = run(bundle, start(bundle), Silent(), "web", 0)
    assert silent.effects == ()
    assert silent.session.stack == (Frame("start", "hello"),)
    again = run(bundle, silent.session, Answered(text="boh"), "web", 0)
    assert again.session.stack == (Frame("start", "hello"),)


def test_silence_ends_the_whole_talk_without_a_word() -> None:
    """An end after silence does not go back to a caller, which would speak."""
    bundle = load(FILES)
    session = run(bundle, start(bundle), Answered(choice="fine"), "web", 0).session
    session = run(bundle, session, Answered(choice="person"), "web", 0).session
    assert [frame.flow for frame in session.stack] == ["start", "menu", "person"]
    silent = run(bundle, session, Silent(), "web", 0)
    assert silent.effects == ()
    assert silent.session.ended
    woken = run(bundle, silent.session, Answered(text="ci sono"), "web", 0).session
    assert woken.stack == (Frame("menu", "what"),)


def knowing(made: Made) -> Knows:
    """Who knows these answers beforehand."""
    answers = dict(made)
    return lambda call, _language: answers.get(call)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 1000), max_size=12), st.sampled_from(("web", "sms")))
def test_what_is_known_beforehand_leads_where_asking_leads(picks: list[int], channel: str) -> None:
    """Published answers save the second run of a sprint, and change nothing of what follows."""
    bundle = shipped()
    heard: Heard = Began()
    session = Session(bundle.id, "it")
    for pick in (0, *picks):
        made: Made = []
        done = run(bundle, session, heard, channel, pick, made)
        known = advance(bundle, session, heard, NOW, channel=channel, knows=knowing(made))
        assert known == done
        session = done.session
        heard = heard_next(bundle, session, channel, pick)
