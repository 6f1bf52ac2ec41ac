"""Values that are stored come back equal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import Conversation, Curtain, Place
from bot.engine.session import Frame, Session
from bot.messages import Address, Channel, Option, Speech, Voice
from bot.safety.her_words import WordKind
from bot.safety.tries import NEVER_TRIED, Tries
from bot.storage.plain import (
    conversation_from_plain,
    conversation_to_plain,
    dump,
    from_ms,
    load,
    speech_from_plain,
    speech_to_plain,
    to_ms,
)

TEXT = st.text(st.characters(), max_size=20)
MOMENT = st.integers(0, 4_102_444_800_000).map(from_ms)
ITEM = st.dictionaries(TEXT, TEXT, max_size=3)
VALUE = (
    TEXT
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
    | st.lists(ITEM, max_size=3).map(tuple)
)
FRAMES = st.lists(st.builds(Frame, TEXT, TEXT), max_size=3).map(tuple)
SESSION = st.builds(
    Session,
    bundle=TEXT,
    language=TEXT,
    stack=FRAMES,
    variables=st.dictionaries(TEXT, VALUE, max_size=4),
    retries=st.integers(0, 9),
    turn=st.integers(0, 999),
    wake_at=st.none() | MOMENT,
    human=FRAMES,
)
SPEECH = st.builds(
    Speech,
    text=TEXT,
    options=st.lists(st.builds(Option, TEXT, TEXT), max_size=3).map(tuple),
    short=st.dictionaries(TEXT, TEXT, max_size=3),
    ask=TEXT,
    typed=st.booleans(),
    voice=st.sampled_from(Voice),
)
ADDRESS = st.builds(Address, st.sampled_from(Channel), TEXT)


TRIES = st.just(NEVER_TRIED) | st.builds(
    Tries, st.integers(1, 99), st.none() | MOMENT, st.none() | MOMENT
)
PLACE = st.builds(
    Place, st.just("milano"), st.dictionaries(TEXT, TEXT), MOMENT, st.booleans(), st.integers(0, 9)
)
CONVERSATION = st.builds(
    Conversation,
    id=st.just("id"),
    address=ADDRESS,
    curtain=st.just(Curtain.OPEN),
    session=st.none() | SESSION,
    seq=st.just(1),
    touched_at=st.just(from_ms(0)),
    forget_at=st.just(from_ms(0)),
    words=st.frozensets(st.sampled_from(WordKind)),
    tries=TRIES,
    resting=st.none() | SESSION,
    numbered=st.booleans(),
    signs=st.dictionaries(st.sampled_from(("danger", "self_harm")), MOMENT),
    place=st.none() | PLACE,
)

IN_PLAIN = ("id", "curtain", "seq", "touched_at", "forget_at")
"""Columns of their own, of which none may be missing."""


@given(CONVERSATION)
def test_what_is_sealed_of_a_conversation_comes_back_equal(conversation: Conversation) -> None:
    """Every field, lone surrogates and huge numbers included."""
    fields = conversation_from_plain(load(dump(conversation_to_plain(conversation))))
    plain = {name: getattr(conversation, name) for name in IN_PLAIN}
    assert Conversation(**plain, **fields) == conversation


@given(SPEECH)
def test_a_speech_comes_back_equal(speech: Speech) -> None:
    """Every field."""
    assert speech_from_plain(load(dump(speech_to_plain(speech)))) == speech


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_millisecond(moment: datetime) -> None:
    """Cut off, never rounded into the future."""
    assert timedelta() <= moment - from_ms(to_ms(moment)) < timedelta(milliseconds=1)
