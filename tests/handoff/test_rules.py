"""The rules of a case: who may see, claim, answer and close it, and what may be read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest

from bot.handoff.case import (
    MOST_CHARACTERS,
    Ticket,
    claim_refusal,
    holder_refusal,
    may_read,
    may_see,
    reply_refusal,
)
from bot.handoff.duty import is_anybody_there, spoken
from bot.handoff.letters import LetterTicket, answer_refusal
from bot.handoff.people import Account, Role
from bot.handoff.queue import in_order, waited_seconds
from bot.handoff.reading import readable
from bot.handoff.reasons import SENTENCES, Reason, sentence
from bot.handoff.sharing import TOPICS, in_words
from bot.messages import Shown, Speech, Voice
from bot.publishing.published import read_source

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NORTH = Account("a", "Operatrice A", Role.OPERATOR, ("north",), ("it",), NOW)
ALSO_NORTH = replace(NORTH, id="b", login="Operatrice B")
SOUTH = replace(NORTH, id="c", networks=("south",))
QUEUED = Ticket("case", "talk", "north", "queued", "open", "it", NOW, since=3, seq=9)
HELD = replace(QUEUED, state="claimed", operator="a", claimed_at=NOW)
CLOSED = replace(HELD, state="closed", closed_at=NOW + timedelta(minutes=5))
LEFT = replace(HELD, curtain="exited", left_at=NOW + timedelta(minutes=2))


def line(seq: int, voice: Voice, minutes: float = 0) -> Shown:
    return Shown(f"m{seq}", seq, NOW + timedelta(minutes=minutes), voice, Speech(f"line {seq}"))


def seqs(ticket: Ticket, *lines: Shown) -> list[int]:
    return [one.seq for one in readable(ticket, lines)]


@pytest.mark.parametrize(
    ("account", "ticket", "expected"),
    [
        (NORTH, QUEUED, None),
        (NORTH, HELD, None),
        (ALSO_NORTH, HELD, Reason.HELD),
        (NORTH, CLOSED, Reason.CLOSED),
        (SOUTH, QUEUED, Reason.UNKNOWN),
        (NORTH, replace(QUEUED, curtain="exited"), None),
    ],
)
def test_a_case_is_taken_by_one_person_of_its_network(account, ticket, expected):
    """Exactly one holder; another network learns nothing; also who left can be waited for."""
    assert claim_refusal(account, ticket) is expected


@pytest.mark.parametrize(
    ("account", "ticket", "expected"),
    [
        (NORTH, HELD, None),
        (ALSO_NORTH, HELD, Reason.NOT_HOLDER),
        (NORTH, QUEUED, Reason.NOT_HOLDER),
        (NORTH, CLOSED, Reason.CLOSED),
        (NORTH, LEFT, Reason.EXITED),
        (SOUTH, HELD, Reason.UNKNOWN),
    ],
)
def test_only_the_holder_of_an_open_case_writes_and_never_to_who_left(account, ticket, expected):
    """A reply is refused to everybody else, after closing, and after a safe exit."""
    assert reply_refusal(account, ticket, "Buongiorno") is expected


def test_a_case_can_be_closed_after_she_left():
    """A safe exit does not bind the holder to the case for ever."""
    assert holder_refusal(NORTH, LEFT) is None


def test_a_reply_has_words_and_fits():
    """Blank and oversized texts are refused with their own reasons."""
    assert reply_refusal(NORTH, HELD, " \n ") is Reason.EMPTY
    assert reply_refusal(NORTH, HELD, "a" * (MOST_CHARACTERS + 1)) is Reason.TOO_LONG
    assert reply_refusal(NORTH, HELD, "a" * MOST_CHARACTERS) is None


def test_a_thread_is_read_by_its_holder_only():
    """A colleague sees that the case is there; she does not read what was said."""
    assert may_read(NORTH, HELD)
    assert may_see(ALSO_NORTH, HELD)
    assert not may_read(ALSO_NORTH, HELD)
    assert not may_read(NORTH, QUEUED)
    assert not may_read(replace(NORTH, id=""), QUEUED)
    assert not may_read(replace(NORTH, networks=("south",)), HELD)


def test_nothing_before_her_consent_is_read():
    """The thread of the desk begins at the case's ``since``."""
    assert seqs(HELD, line(1, Voice.HER), line(2, Voice.SERVICE), line(3, Voice.SERVICE)) == [3]


def test_what_the_cover_said_and_was_told_is_not_read():
    """A line of hers that the cover answered was not meant for the desk."""
    thread = (line(3, Voice.HER), line(4, Voice.HER), line(5, Voice.COVER), line(6, Voice.HER))
    assert seqs(HELD, *thread) == [3, 6]


def test_after_she_left_nothing_new_is_read():
    """From the moment of a safe exit on the desk sees only that she left, and when."""
    before, word, later = (line(seq, Voice.HER, minutes=seq - 3) for seq in (4, 5, 6))
    assert seqs(LEFT, before, word, later) == [4]


def test_after_closing_her_talk_with_the_service_is_not_read():
    """The last holder keeps what she could read, and nothing that is said afterwards."""
    assert seqs(CLOSED, line(4, Voice.HER, 4), line(5, Voice.HER, 6)) == [4]


def test_danger_is_taken_first_then_the_longest_wait():
    """The queue's order needs no judgement at night."""
    later = replace(QUEUED, id="later", opened_at=NOW + timedelta(minutes=1))
    danger = replace(QUEUED, id="danger", opened_at=NOW + timedelta(minutes=2), danger=True)
    ordered = in_order([later, QUEUED, danger], ("it",))
    assert [one.id for one in ordered] == ["danger", "case", "later"]


def test_her_own_languages_are_taken_before_a_longer_wait_and_danger_before_both():
    """Who speaks Arabic finds Arabic first; danger comes first in whatever language; none hides."""
    arabic = replace(QUEUED, id="arabic", language="ar", opened_at=NOW + timedelta(minutes=1))
    danger = replace(arabic, id="danger", language="fr", danger=True)
    waiting = [QUEUED, arabic, danger]
    assert [one.id for one in in_order(waiting, ("ar",))] == ["danger", "arabic", "case"]
    assert [one.id for one in in_order(waiting, ("it", "ar"))] == ["danger", "case", "arabic"]
    assert [one.id for one in in_order(waiting, ())] == ["danger", "case", "arabic"]


def test_what_is_spoken_is_what_somebody_on_duty_speaks():
    """Those that most of them speak first, then Italian; a count of nobody is nobody."""
    assert spoken({"en": 1, "it": 1}) == ("it", "en")
    assert spoken({"en": 1, "ar": 1, "it": 2, "fr": 0}) == ("it", "ar", "en")
    assert spoken({}) == ()
    assert not is_anybody_there({"it": 0})


def test_possible_danger_comes_after_danger_and_before_the_rest() -> None:
    """Who wrote behind the curtain is not verified, and may be her; an older case's is not this."""
    danger = replace(QUEUED, id="danger", danger=True)
    possible = replace(QUEUED, id="possible", danger_at=QUEUED.opened_at + timedelta(minutes=1))
    before = replace(QUEUED, id="aaa", danger_at=QUEUED.opened_at - timedelta(minutes=1))
    assert before.possible_danger_at is None
    ordered = [one.id for one in in_order([before, possible, danger], [])]
    assert ordered == ["danger", "possible", "aaa"]


def test_waiting_ends_when_somebody_comes_and_is_never_negative():
    """A clock that differs between machines does not show a negative wait."""
    assert waited_seconds(QUEUED, NOW + timedelta(minutes=3)) == 180
    assert waited_seconds(HELD, NOW + timedelta(minutes=3)) == 0
    assert waited_seconds(QUEUED, NOW - timedelta(minutes=3)) == 0


def test_a_request_is_answered_once_within_its_network():
    """An answer in the letter box cannot be changed, and no other network can write it."""
    letter = LetterTicket("l", "north", "it", NOW, NOW + timedelta(days=7), "Una domanda")
    assert answer_refusal(NORTH, letter, "Una risposta") is None
    assert answer_refusal(SOUTH, letter, "Una risposta") is Reason.UNKNOWN
    assert answer_refusal(NORTH, replace(letter, answered_at=NOW), "Altro") is Reason.ANSWERED
    assert answer_refusal(NORTH, letter, "") is Reason.EMPTY


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence(reason):
    """Nobody at a desk meets a bare code."""
    gaps = {name for _, name, _, _ in Formatter().parse(SENTENCES[reason]) if name}
    said = sentence(reason, **dict.fromkeys(gaps, "x."))
    assert said.endswith(".")
    assert "{" not in said


def test_what_she_shared_is_told_in_words():
    """An operator reads no code of ours, and nothing is lost where there are no words."""
    assert in_words({"need": "work"}) == {"Di che cosa vuole parlare": "il lavoro"}
    assert in_words({"need": "altro", "x": "y"})["x"] == "y"


def test_what_a_flow_says_of_her_need_has_words_for_who_answers():
    """In the console and in what she may ask for: no operator reads an id of a flow."""
    needs = set(re.findall(r"""need: '"(\w+)"'""", "".join(read_source().flows.values())))
    assert {"abuse", "workplace_violence", "work"} <= needs
    console = Path("admin/ui/src/sharing/words.ts").read_text()
    assert [need for need in sorted(needs) if need not in TOPICS] == []
    assert [need for need in TOPICS if f"\n  {need}: mark(" not in console] == []


def test_her_words_are_in_no_repr():
    """A traceback cannot carry what she wrote or shared."""
    letter = LetterTicket("l", "north", "it", NOW, NOW, "parole sue", "risposta")
    assert "parole sue" not in repr(letter)
    assert "risposta" not in repr(letter)
    assert "lavoro" not in repr(replace(QUEUED, shared={"need": "lavoro"}))
