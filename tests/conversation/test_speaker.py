"""Each pair of curtain and case in one table: who answers, and what may leave.

The columns: whose voice answers a text of hers, whether anything of the real service may be sent,
and what becomes of a text of the case's operator (empty: she gets it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from bot.conversation.speaker import Speaker, may_send, speaker
from bot.conversation.state import Case, CaseState, Curtain
from bot.messages import STAYS, Address, Channel, OperatorSaid, Reported, Thread, TimerFired, Voice
from bot.storage.gate import passes
from tests.conversation.conftest import Service

COVERED, OPEN, VERIFIED, EXITED = Curtain
NONE, QUEUED, CLAIMED, CLOSED = CaseState

TABLE: Mapping[tuple[Curtain, CaseState], tuple[Speaker, bool, str]] = {
    (COVERED, NONE): (Speaker.COVER, False, "closed"),
    (COVERED, QUEUED): (Speaker.COVER, False, "not_holder"),
    (COVERED, CLAIMED): (Speaker.COVER, False, "exited"),
    (COVERED, CLOSED): (Speaker.COVER, False, "closed"),
    (OPEN, NONE): (Speaker.FLOW, True, "closed"),
    (OPEN, QUEUED): (Speaker.FLOW, True, "not_holder"),
    (OPEN, CLAIMED): (Speaker.HUMAN, True, ""),
    (OPEN, CLOSED): (Speaker.FLOW, True, "closed"),
    (VERIFIED, NONE): (Speaker.FLOW, True, "closed"),
    (VERIFIED, QUEUED): (Speaker.FLOW, True, "not_holder"),
    (VERIFIED, CLAIMED): (Speaker.HUMAN, True, ""),
    (VERIFIED, CLOSED): (Speaker.FLOW, True, "closed"),
    (EXITED, NONE): (Speaker.COVER, False, "closed"),
    (EXITED, QUEUED): (Speaker.COVER, False, "not_holder"),
    (EXITED, CLAIMED): (Speaker.COVER, False, "exited"),
    (EXITED, CLOSED): (Speaker.COVER, False, "closed"),
}
PAIRS = tuple(TABLE)
VOICES = {Speaker.COVER: [Voice.COVER], Speaker.FLOW: [Voice.SERVICE], Speaker.HUMAN: []}
EMERGENCY = {
    Speaker.COVER: "Numeri utili: 112 emergenze.",
    Speaker.FLOW: "Chiama il 112.",
    Speaker.HUMAN: "In pericolo chiama il 112. Il 1522 risponde giorno e notte.",
}
"""Who tells of danger gets the number, whoever answers."""

WHERE_IT_STAYS = "Emergenze: 112."
"""The same beside a human, where nothing can be taken back from her phone."""


def test_the_table_holds_each_pair() -> None:
    """No state can be added without saying what follows from it."""
    assert set(TABLE) == set(product(Curtain, CaseState))


@pytest.mark.parametrize(("curtain", "case"), PAIRS)
def test_who_answers_and_whether_anything_may_be_sent(curtain: Curtain, case: CaseState) -> None:
    """The pure table is this one; only the cover's own lines pass a fallen curtain."""
    answers, gate, _ = TABLE[curtain, case]
    assert speaker(curtain, case) is answers
    assert may_send(curtain) is gate
    for voice in (Voice.SERVICE, Voice.OPERATOR):
        assert passes(curtain, voice) is gate
    assert passes(curtain, Voice.COVER)


async def _stands(service: Service, channel: Channel, curtain: Curtain, state: CaseState) -> Case:
    """A talk in this pair of states; the case, also where the talk has none."""
    service.address = Address(channel, "hers")
    service.on_duty()
    await service.open()
    known = service.store.find(service.address)
    assert known is not None, "the key has opened it"
    service.store.conversations[known.id] = replace(known, curtain=curtain)
    at = service.now
    case = Case("case", known.id, "milano", state, "it", at, known.seq + 1, operator="op")
    if state is not NONE:
        service.store.cases[case.id] = case
    return case


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WHATSAPP, Channel.SMS])
@pytest.mark.parametrize(("curtain", "state"), PAIRS)
async def test_a_text_of_hers_is_answered_by_whom_the_table_names(
    service: Service, channel: Channel, curtain: Curtain, state: CaseState
) -> None:
    """In the thread and in what is sent; danger gets the number from each of them."""
    answers, _, _ = TABLE[curtain, state]
    await _stands(service, channel, curtain, state)
    turned = await service.say("che cosa fate qui di bello")
    voices = [line.voice for line in turned.shown if line.voice is not Voice.HER]
    assert voices == VOICES[answers]
    turned = await service.say("mi sta picchiando")
    said = [line.speech.text for line in turned.shown if line.voice is not Voice.HER]
    short = answers is Speaker.HUMAN and channel in STAYS
    assert said[0] == (WHERE_IT_STAYS if short else EMERGENCY[answers])


@pytest.mark.parametrize(("curtain", "state"), PAIRS)
async def test_a_text_of_an_operator_reaches_her_only_where_the_table_says_so(
    service: Service, curtain: Curtain, state: CaseState
) -> None:
    """The holder of a claimed case, with the curtain up; everybody else is told why not."""
    _, _, refused = TABLE[curtain, state]
    case = await _stands(service, Channel.SMS, curtain, state)
    turned = await service.post(OperatorSaid(case.id, "op", "Eccomi"), Thread(case.conversation))
    assert turned.refused == refused
    assert [line.voice for line in turned.shown] == ([] if refused else [Voice.OPERATOR])


@pytest.mark.parametrize(("curtain", "state"), PAIRS)
async def test_what_waited_to_be_sent_leaves_only_through_an_open_gate(
    service: Service, curtain: Curtain, state: CaseState
) -> None:
    """The greeting was queued while the curtain was up; the outbox asks again when it sends."""
    _, gate, _ = TABLE[curtain, state]
    await _stands(service, Channel.SMS, curtain, state)
    taken = await service.store.claim(service.now, 60, 10)
    assert len(taken) == int(gate)


@pytest.mark.parametrize(("curtain", "state"), PAIRS)
async def test_time_and_providers_say_nothing_through_a_closed_gate(
    service: Service, curtain: Curtain, state: CaseState
) -> None:
    """A question's timeout and a report of delivery speak to nobody behind a curtain."""
    _, gate, _ = TABLE[curtain, state]
    case = await _stands(service, Channel.SMS, curtain, state)
    known = service.store.conversations[case.conversation]
    assert known.session is not None
    thread = Thread(known.id)
    for what in (TimerFired(known.session.ask), Reported("m", "delivered")):
        turned = await service.post(what, thread)
        spoken = [line for line in turned.shown if line.voice is not Voice.COVER]
        assert gate or not spoken
    assert service.store.conversations[known.id].curtain is curtain
