"""Her yes is on record with the step that she agreed to, and she can take it back in two taps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain
from bot.conversation.turned import Turned
from bot.conversation.world import World
from bot.handoff.case import may_read, reply_refusal
from bot.handoff.people import Account, Role
from bot.handoff.reading import readable
from bot.handoff.reasons import Reason
from bot.messages import (
    Address,
    Channel,
    Chose,
    Happening,
    Inbound,
    Opened,
    OperatorSaid,
    Said,
    Thread,
)
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from bot.text.tongues import LANGUAGES
from tests.promises.hers import NOW, after, asks, at, in_turn, left, stands_at
from tests.promises.in_words import TAKES_BACK
from tests.tickets import as_the_desk_reads

NETWORK = "cinisello"
OPERATOR = Account("op", "op", Role.OPERATOR, (), ("it",), NOW)


@dataclass(slots=True)
class Talk:
    """She and the service, and an operator of every network."""

    store: MemoryStore
    inbox: Inbox
    scene: Scene
    address: Address
    count: int = 0

    async def does(self, what: Happening, to: Address | Thread | None = None) -> Turned:
        """Something happens, a second after what happened before."""
        self.count += 1
        moment = NOW + timedelta(seconds=self.count)
        return await self.inbox.post(Inbound(f"in-{self.count}", to or self.address, moment, what))

    async def says(self, *texts: str) -> Turned:
        """She writes these, one after the other."""
        for text in texts:
            turned = await self.does(Said(text))
        return turned

    def somebody_is_there(self) -> None:
        """The operator is on duty for every network."""
        for network in self.scene.directory.networks():
            self.store.put_duty("op", network.id, "it", NOW + timedelta(hours=9))

    async def asks_for_a_person(self) -> Case:
        """From the first word to the queue, and claimed by the operator."""
        self.somebody_is_there()
        await self.does(Opened())
        await self.says("1", "1", "2", "Rho", "sì", "il mio racconto")
        (case,) = self.store.cases.values()
        self.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
        return self.store.cases[case.id]

    @property
    def conversation(self) -> Conversation:
        """Hers."""
        (only,) = self.store.conversations.values()
        return only

    @property
    def proofs(self) -> list[tuple[str, str, bool]]:
        """(notice, purpose, taken back) of every proof."""
        return [
            (one.notice, one.purpose, gone is not None)
            for one, gone in self.store.terms.consents.values()
        ]


@pytest.fixture(params=[Channel.WEB, Channel.TELEGRAM])
async def talk(request: pytest.FixtureRequest, scene: Scene) -> AsyncIterator[Talk]:
    """A talk over a store in memory, on a page and in a messenger."""
    store, ids = MemoryStore(), Counted()
    inbox = Inbox(store, lambda: scene, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    yield Talk(store, inbox, scene, Address(request.param, "her"))
    await inbox.stop()


async def test_her_yes_is_recorded_with_the_answer_that_it_is(talk: Talk) -> None:
    """Before anything of hers is shared; with the texts that she read, and without herself."""
    talk.somebody_is_there()
    await talk.does(Opened())
    await talk.says("1", "1", "2", "Rho")
    assert talk.proofs == []
    await talk.says("1")
    assert talk.proofs == [("person/consent", "share", False)]
    ((proof, _),) = talk.store.terms.consents.values()
    assert (proof.version, proof.language) == (talk.scene.current, "it")
    assert proof.channel is talk.address.channel
    assert proof.at == NOW + timedelta(seconds=talk.count)
    assert proof.id not in (talk.conversation.id, talk.address.value)


async def test_saying_yes_twice_is_one_proof(talk: Talk) -> None:
    """What is known already is not written again; another language is another text."""
    talk.somebody_is_there()
    await talk.does(Opened())
    await talk.says("1", "1", "2", "Rho", "1", "menu", "2", "1", "menu")
    assert len(talk.proofs) == 1
    await talk.says("lingua", "2", "menu", "2", "1")
    assert len(talk.proofs) == 2


async def test_who_says_no_leaves_no_proof(talk: Talk) -> None:
    """Nothing is recorded of a notice that was read and not agreed to."""
    talk.somebody_is_there()
    await talk.does(Opened())
    await talk.says("1", "1", "2", "Rho", "No")
    assert talk.proofs == []


async def test_two_taps_end_the_sharing_also_while_a_person_answers(talk: Talk) -> None:
    """The case is closed, nobody reads it, nobody writes to her, what was shared is gone."""
    case = await talk.asks_for_a_person()
    to = Thread(case.conversation)
    assert not (await talk.does(OperatorSaid(case.id, "op", "Buongiorno"), to)).refused
    asked = await talk.does(Said("privacy"))
    assert asked.shown[-1].speech.options[2].id == "back"
    done = await talk.does(Chose("back", asked.shown[-1].speech.ask))
    assert "nessuno legge" in done.shown[-1].speech.text
    closed = talk.store.cases[case.id]
    assert closed.state is CaseState.CLOSED
    assert closed.taken_back
    assert closed.shared == {}
    assert talk.proofs == [("person/consent", "share", True)]
    refused = await talk.does(OperatorSaid(case.id, "op", "Ci sei?"), to)
    assert refused.refused == "closed"


async def test_nobody_of_the_staff_reads_what_was_taken_back(talk: Talk) -> None:
    """Neither by the rule of who may read, nor by what is still there to be read."""
    case = await talk.asks_for_a_person()
    network = case.network
    account = replace(OPERATOR, networks=(network,))
    ticket, lines = as_the_desk_reads(talk.store, case.id)
    assert may_read(account, ticket)
    assert any("racconto" in line.speech.text for line in lines)
    await talk.says("privacy", "3")
    ticket, lines = as_the_desk_reads(talk.store, case.id)
    assert not may_read(account, ticket)
    assert reply_refusal(account, ticket, "x") is Reason.TAKEN_BACK
    left = readable(replace(ticket, since=1, closed_at=None), lines)
    assert not any("racconto" in line.speech.text for line in left)


async def test_after_taking_back_the_talk_goes_on_at_the_menu(talk: Talk) -> None:
    """And not where somebody was awaited; asking for a person again asks for her yes again."""
    await talk.asks_for_a_person()
    turned = await talk.says("privacy", "3", "1")
    assert turned.shown[-1].speech.text == "Che cosa ti serve adesso?"
    await talk.says("2", "1")
    assert talk.proofs == [("person/consent", "share", True), ("person/consent", "share", False)]


async def test_everything_can_go_with_it(talk: Talk) -> None:
    """She is asked, once, and a touch forgets all; the proof says that it holds no longer."""
    await talk.asks_for_a_person()
    gone = (await talk.says("privacy", "3", "2", "1")).conversation
    assert gone not in talk.store.conversations
    assert [taken for _, _, taken in talk.proofs] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_phrase_and_a_tap_are_enough_at_every_question(scene: Scene, language: str) -> None:
    """Also where a text, number or word of hers is awaited."""
    for number, (flow, step) in enumerate(asks(scene)):
        here = at(scene, flow, step.id, language, dict(in_turn(number))[language])
        asked = await after(scene, here, Said(TAKES_BACK[language]))
        if (flow, step.id) == ("privacy", "what"):
            assert asked.record is not None
            assert asked.record.taken_back == NOW
            continue
        assert stands_at(asked) == "privacy", (flow, step.id)
        session = left(asked).session
        assert session is not None
        taken = await after(scene, left(asked), Chose("back", session.ask))
        assert taken.record is not None, (flow, step.id)
        assert taken.record.taken_back == NOW, (flow, step.id)
        assert not taken.mistakes


async def test_whoever_holds_her_phone_cannot_end_her_case(scene: Scene) -> None:
    """A talk that began without her word ends what was shared in it, and looks the same."""
    case = Case("k", "c", NETWORK, CaseState.QUEUED, "it", NOW, since=3, shared={"need": "work"})
    first = at(scene, "privacy", "what", "it", Channel.TELEGRAM)
    hers = replace(first, words=frozenset({WordKind.RETURN}))
    assert hers.session is not None
    somebody = replace(hers, resting=hers.session)
    told = []
    for who, ends in ((hers, True), (somebody, False)):
        assert who.session is not None
        taken = await after(scene, who, Chose("back", who.session.ask), case)
        assert taken.record is not None
        assert (taken.record.taken_back is not None) is ends
        told.append(taken.turned.shown[-1].speech.text)
    assert told[0] == told[1]
    agreed = replace(hers.session, variables={**hers.session.variables, "agreed_share": "yes"})
    shared_here = replace(somebody, session=agreed)
    verified = replace(somebody, curtain=Curtain.VERIFIED)
    for who in (shared_here, verified):
        taken = await after(scene, who, Chose("back", agreed.ask), case)
        assert taken.record is not None
        assert taken.record.taken_back is not None
