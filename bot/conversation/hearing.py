"""What her words or touch mean to the flow, before the flow is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache

from bot.conversation.choosing import MORE
from bot.conversation.moments import on_day
from bot.conversation.topic_ways import LEFT, WHAT_HAPPENS, by_topic, taken
from bot.engine.asking import Listening
from bot.engine.effects import Answered, Heard, Went
from bot.engine.flow import Bundle, Kind
from bot.engine.session import Session
from bot.messages import Channel, Chose, Said
from bot.safety.somebody import asks_for_somebody
from bot.safety.words import wants_person
from bot.text.spelling import fold
from bot.understanding.dates import day_meant
from bot.understanding.interpret import interpret
from bot.understanding.naming import language_named
from bot.understanding.pictures import pictured
from bot.understanding.topics import Understanding
from bot.understanding.unserved import NEAREST, unserved_in
from bot.understanding.writing import OTHER, written_in

DANGER_FLOWS = {"danger_now": "danger", "self_harm": "self_harm"}
"""Which flow answers a sign of danger."""

CALL_NOW = "can"
"""The step of the flow about danger that says how to call at once: for whoever is asked what
happens and tells of danger again."""

PERSON_FLOW = "person"
"""Which flow answers a cry for help in one word, in whatever language."""

VOICE_FLOW = "voice"
"""The flow for whoever speaks instead of writing: pictures to touch."""

PICTURES_STEP = "pictures"
"""Its question, for whoever sends pictures alone: nobody spoke."""

FORGET_FLOW = "forget"
"""Which flow asks whether everything shall be forgotten."""

PATHWAY_FLOW = "pathway"
"""The flow that shows her her own steps, and who else sees them."""

ASKED_FLOW = "asked"
"""The flow that asks her what only her yes allows: who else may read, and what is passed on."""

APPOINTMENT_FLOW = "appointment"
"""The flow that arranges an appointment with her, by herself or with her human."""

READERS_FLOW = "readers"
"""The flow that tells her who read what she wrote."""

ABILITIES_FLOW = "abilities"
"""The flow that finds out with her what she can do."""

PLAN_FLOW = "plan"
"""The flow of what she keeps for herself: her own plan, that nobody else reads."""

BESIDE_A_HUMAN = (ASKED_FLOW, PATHWAY_FLOW, READERS_FLOW, ABILITIES_FLOW, PLAN_FLOW)
"""Flows that come between her and her human, who goes on where they end."""

ALWAYS = (FORGET_FLOW, "privacy", "phone", PATHWAY_FLOW, READERS_FLOW, ABILITIES_FLOW, PLAN_FLOW)
"""Flows whose words, as a whole message, are heard at every question without exception: what is
kept, who reads and who has read, what stays on the phone, her own steps and plan, what she can do,
and how to end it."""

BOX_FLOW = "box"
"""The flow that shows what waits for her; only her own word opens it, also beside a human."""

ALARM_FLOW = "alarm"
"""The flow that sets her alarm word; it is heard also beside a human, who may come meanwhile."""

LETTERS_FLOW = "letters"
"""The flow of the letter box."""

WORDS_FLOW = "words"
"""The flow that sets her return and exit words; a human who comes meanwhile does not stop it."""

HER_OWN = frozenset(
    {*ALWAYS, "contact", ALARM_FLOW, BOX_FLOW, LETTERS_FLOW, WORDS_FLOW, ASKED_FLOW}
)
"""Flows that are heard also beside a human, since they are about her rights."""

WITHIN_ASKED = frozenset({APPOINTMENT_FLOW, "place", "safe", WORDS_FLOW, "contact"})
"""Flows that may stand within what her human asks her: an appointment, and what belongs to it."""

LIKELY = "likely_tongue"
"""The variable that holds the languages which come first in the list."""

LANGUAGE_FLOW = "language"
"""The flow that changes the language."""

PAGE_FLOW = "page"
"""The flow that leads from a messenger to the web."""

PRIVATE_FLOWS = frozenset(
    {
        LETTERS_FLOW,
        BOX_FLOW,
        "privacy",
        "contact",
        ALARM_FLOW,
        WORDS_FLOW,
        PAGE_FLOW,
        PATHWAY_FLOW,
        READERS_FLOW,
        ABILITIES_FLOW,
        PLAN_FLOW,
    }
)
"""What is said in these is for nobody else, also not for an operator."""

LONGEST = 80
"""A longer message names no flow, and need not be folded to know it."""

SECRET = frozenset({Kind.WORD, Kind.NUMBER})
HIDDEN = "•••"

UNMISTAKABLE = frozenset({Kind.MUNICIPALITY, Kind.NUMBER})
"""Typed answers that a word for help, or the word of another flow, cannot be meant as."""


def her_words(what: Said | Chose, heard: Listening) -> str:
    """What the thread shows of her answer: her text, or the label that she touched.

    A word or number of hers is never shown: it opens what is hers alone.
    """
    if isinstance(what, Said):
        return HIDDEN if heard.kind in SECRET else what.text
    labels = {choice.id: choice.words[0] for choice in heard.choices}
    return labels.get(what.choice, "…")


def meant(
    what: Said | Chose,
    heard: Listening,
    session: Session,
    bundle: Bundle,
    danger: str | None,
    about: Callable[[], Understanding | None] = lambda: None,
    channel: Channel = Channel.WEB,
    today: date | None = None,
) -> Heard:
    """What the flow hears. ``danger`` is the flow of a sign of danger that begins an episode: it
    comes before all else, but where she stands in it already. ``about`` says what a text that fits
    nothing is about; it is asked last."""
    if isinstance(what, Chose):
        guessed = taken(what.choice, session, bundle, channel)
        return guessed or Answered(choice=what.choice)
    digits = heard.kind is not Kind.NUMBER
    exactly = interpret(what.text, heard.choices, (), typed=True, digits=digits).choice
    always = heard_always(what, bundle, session.language)
    if exactly is None and always is not None:
        return Went(always)
    if danger is not None and danger in bundle.flows and not stands_in(session, (danger,)):
        return Went(danger)
    if exactly is None and (tongue := _named(what.text, heard, session, bundle)) is not None:
        return tongue
    if exactly is None and asks_for_somebody(what.text) and _may_ask(heard):
        return _to_somebody(what.text, heard)
    meaning = interpret(
        what.text,
        heard.choices,
        heard.flows,
        typed=heard.kind is not None,
        digits=digits,
        named=heard.kind in UNMISTAKABLE,
        language=session.language,
    )
    if meaning.choice is None and meaning.flow is not None:
        return Went(meaning.flow)
    if meaning.choice is None and (moment := _day(what.text, heard, session, today)) is not None:
        return Answered(what.text, moment)
    if meaning.choice is None and _asks_for_help(what.text, heard):
        return Went(PERSON_FLOW)
    if meaning.choice is None and heard.kind is None:
        return (
            _wordless(what.text, session, bundle)
            or _unspoken(what.text, heard, session, bundle)
            or _offered(what.text, heard, session, bundle)
            or _about(what.text, session, bundle, about, channel)
            or Answered(what.text)
        )
    return taken(meaning.choice, session, bundle, channel) or Answered(what.text, meaning.choice)


def _day(text: str, heard: Listening, session: Session, today: date | None) -> str | None:
    """The one moment of a list that is on the day which she names."""
    if today is None or not any("." in choice.id for choice in heard.choices):
        return None
    day = day_meant(text, today, session.language)
    return on_day((choice.id for choice in heard.choices), day) if day else None


def _about(
    text: str,
    session: Session,
    bundle: Bundle,
    about: Callable[[], Understanding | None],
    channel: Channel,
) -> Heard | None:
    """Where the topic of a text leads that fits nothing."""
    topic = about()
    return by_topic(topic, text, session, bundle, channel) if topic else None


def _wordless(text: str, session: Session, bundle: Bundle) -> Heard | None:
    """What follows a message of pictures alone: pictures to touch, since she may not be able to
    write; at once to who is there in danger, where that is what the picture says."""
    seen = pictured(text)
    if seen == "help" and not stands_in(session, DANGER_FLOWS.values()):
        return Went(DANGER_FLOWS["danger_now"])
    flow = bundle.flows.get(VOICE_FLOW)
    here = stands_in(session, LEFT) and not stands_in(session, (VOICE_FLOW,))
    if seen is None or not here or flow is None or PICTURES_STEP not in flow.steps:
        return None
    return Went(VOICE_FLOW, step=PICTURES_STEP)


def _named(text: str, heard: Listening, session: Session, bundle: Bundle) -> Heard | None:
    """What follows where the whole text is the name of a language, in any language."""
    named = language_named(text) if heard.kind is None or heard.kind in UNMISTAKABLE else None
    if named not in bundle.languages or named is None:
        return None
    if named in heard.unshown or any(choice.id == named for choice in heard.choices):
        return Answered(text, named)
    may_leave = any(flow.id == LANGUAGE_FLOW for flow in heard.flows)
    if named == session.language or not may_leave:
        return None
    return Went(LANGUAGE_FLOW, (("tongue", named),))


def _unspoken(text: str, heard: Listening, session: Session, bundle: Bundle) -> Heard | None:
    """What follows where a text that fits nothing is in a language that is not offered, or names
    one: the list of those that are, the nearest first. Once, unless she names it."""
    named = language_named(text)
    foreign = named if named not in bundle.languages else None
    foreign = foreign or unserved_in(text)
    if foreign is None:
        return None
    return _list(text, NEAREST.get(foreign, NEAREST[OTHER]), heard, session, bundle)


def _offered(text: str, heard: Listening, session: Session, bundle: Bundle) -> Heard | None:
    """What follows where a text that fits nothing seems to be in another language: that one is
    offered, once; a single message changes nothing."""
    guess = written_in(text)
    if guess not in bundle.languages or guess == session.language:
        return None
    return _list(text, guess, heard, session, bundle)


def _list(
    text: str, likely: str, heard: Listening, session: Session, bundle: Bundle
) -> Heard | None:
    """The list of languages with the likely ones first, where it was not shown so already."""
    if session.variables.get(LIKELY) == likely:
        return None
    given = ((LIKELY, likely), ("tongues_after", ""))
    if MORE in heard.unshown or any(choice.id == MORE for choice in heard.choices):
        # At the list itself: it is shown anew, with that one first.
        return Answered(text, MORE, given)
    may_leave = any(flow.id == LANGUAGE_FLOW for flow in heard.flows)
    return Went(LANGUAGE_FLOW, (*given, ("tongue", ""))) if may_leave else None


def urgently(means: Heard, danger: str | None, session: Session, bundle: Bundle) -> Heard:
    """``means``; or how to call at once, where it fits no answer of the question what is happening
    and tells of danger again (``danger``: its flow)."""
    here = session.stack[-1] if session.stack else None
    flow = bundle.flows.get(danger) if danger else None
    fits_nothing = isinstance(means, Answered) and means.choice is None
    if here is None or flow is None or not fits_nothing or CALL_NOW not in flow.steps:
        return means
    if here.flow != flow.id or (here.flow, here.step) not in WHAT_HAPPENS:
        return means
    return Went(flow.id, step=CALL_NOW, instead=True)


def shows_languages(means: Heard) -> bool:
    """Whether the list of languages follows because of what she wrote in."""
    given = means.given if isinstance(means, Went | Answered) else ()
    return any(name == LIKELY and value for name, value in given)


def settles(what: Said | Chose, heard: Listening) -> bool:
    """Whether it is one of the question's own answers, word for word, or a single secret word.

    What its author foresaw leads where it should, and is not screened for danger besides.
    """
    if isinstance(what, Chose):
        return True
    if heard.kind in SECRET and len(what.text.split()) == 1:
        return True
    digits = heard.kind is not Kind.NUMBER
    return interpret(what.text, heard.choices, (), typed=True, digits=digits).choice is not None


def _asks_for_help(text: str, heard: Listening) -> bool:
    """A word for help, at a question that may be left and whose answer it cannot be."""
    return _may_ask(heard) and wants_person(text)


def _may_ask(heard: Listening) -> bool:
    """Whether the question may be left for a person, and is none that any word answers."""
    may_leave = any(flow.id == PERSON_FLOW for flow in heard.flows)
    return may_leave and (heard.kind is None or heard.kind in UNMISTAKABLE)


def _to_somebody(text: str, heard: Listening) -> Heard:
    """The question's own way to a person, which knows more of why she asks; else the flow."""
    own = any(choice.id == PERSON_FLOW for choice in heard.choices)
    return Answered(text, PERSON_FLOW) if own else Went(PERSON_FLOW)


def heard_always(what: Said | Chose, bundle: Bundle, language: str) -> str | None:
    """The flow of ``ALWAYS`` that her whole message names, or None."""
    if not isinstance(what, Said) or len(what.text) > LONGEST:
        return None
    said = fold(what.text)
    return next((name for name in ALWAYS if said in _folded(name, bundle, language)), None)


@lru_cache(maxsize=256)
def _folded(flow: str, bundle: Bundle, language: str) -> frozenset[str]:
    """The folded words of a flow. A bundle never changes and is compared by identity."""
    known = bundle.flows.get(flow)
    return frozenset(map(fold, bundle.words(known.anywhere, language))) if known else frozenset()


def beside_her_human(session: Session) -> bool:
    """Whether the waiting question is one that is heard also beside a human: about what is hers, or
    within what her human asks her, as the flow of appointments is when her human keeps one."""
    return stands_in(session, HER_OWN) or asked_by_her_human(session)


def asked_by_her_human(session: Session) -> bool:
    """Whether the waiting question is what her human asks her, or stands within that."""
    flows = [frame.flow for frame in session.stack]
    if ASKED_FLOW not in flows:
        return False
    return WITHIN_ASKED.issuperset(flows[flows.index(ASKED_FLOW) + 1 :])


def stands_in(session: Session, flows: Collection[str]) -> bool:
    """Whether the waiting question belongs to one of these flows."""
    return bool(session.stack) and session.stack[-1].flow in flows
