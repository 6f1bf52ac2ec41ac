"""«Cancella tutto» from whoever holds her phone: this talk goes, and what is hers lives on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import Case, CaseState, Conversation, Curtain, Held
from bot.conversation.world import World
from bot.messages import Address, Channel, Happening, Inbound, Opened, OperatorSaid, Said, Thread
from bot.safety.her_words import WordKind
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from tests.promises.hers import NOW

WORD = "tramezzino"
HERS = "ho due figli e un gatto"
HIS = "dimmi che cosa ti ha scritto"


@dataclass(slots=True)
class Phone:
    """A messenger that changes hands."""

    store: MemoryStore
    inbox: Inbox
    passed: timedelta = timedelta()
    count: int = 0
    at: Address = Address(Channel.TELEGRAM, "her")  # noqa: RUF009 - a frozen value

    async def does(self, what: Happening, to: Address | Thread | None = None) -> str:
        """Something happens; what is answered."""
        self.count += 1
        moment = NOW + self.passed + timedelta(seconds=self.count)
        turned = await self.inbox.post(Inbound(f"in-{self.count}", to or self.at, moment, what))
        return " ".join(line.speech.text for line in turned.shown)

    async def says(self, *texts: str) -> str:
        """These are written, one after the other; the answer to the last."""
        said = [await self.does(Said(text)) for text in texts]
        return said[-1]

    async def asks_for_a_person(self, *texts: str) -> Case:
        """She opens the service, says these, and a person holds her case; she tells of herself."""
        self.store.put_duty("op", "rho-garbagnate", "it", NOW + timedelta(hours=99))
        await self.does(Opened())
        await self.says("Italiano", "Sì", *texts)
        await self.says("Una persona", "Rho", "Sì, avvisa")
        (case,) = self.store.cases.values()
        claimed = replace(case, state=CaseState.CLAIMED, operator="op")
        self.store.cases[case.id] = claimed
        await self.says(HERS)
        return claimed

    async def forgets(self) -> None:
        """Whoever holds the phone has everything forgotten."""
        await self.says("cancella tutto", "Sì, cancella")

    @property
    def conversation(self) -> Conversation:
        """The only one."""
        (only,) = self.store.conversations.values()
        return only

    @property
    def kept(self) -> str:
        """Every line that is kept."""
        lines = (line for thread in self.store.messages.values() for line in thread)
        return " ".join(line.speech.text for line in lines)


@pytest.fixture
async def phone(scene: Scene) -> AsyncIterator[Phone]:
    """Her messenger before the published service."""
    store, ids = MemoryStore(), Counted()
    inbox = Inbox(store, lambda: scene, World(ids), LocalBus(), ids, Presence())
    await inbox.start()
    yield Phone(store, inbox)
    await inbox.stop()


TO_WORD = ("le mie parole", "Per tornare", WORD, WORD, "Va bene")


async def test_without_her_word_her_case_and_her_box_live_on(phone: Phone) -> None:
    """After a silence he holds the phone: what he wrote goes, she can still come back to all."""
    case = await phone.asks_for_a_person(*TO_WORD)
    id = phone.conversation.id
    until = NOW + timedelta(days=7)
    box = Held("h", id, case.id, case.network, "op", NOW, until, "box", "Eccomi.")
    phone.store.held.save([box], ())
    phone.passed = timedelta(hours=3)
    await phone.says(HIS)
    await phone.forgets()
    assert phone.conversation.curtain is Curtain.EXITED
    assert phone.conversation.words == {WordKind.RETURN}
    assert phone.store.cases[case.id].state is CaseState.CLAIMED
    assert HERS in phone.kept
    back = await phone.says(WORD)
    assert "La persona con cui parlavi è ancora qui." in back
    assert "Vuoi leggerla ora?" in back


async def test_without_her_word_a_human_who_answers_is_not_sent_away(phone: Phone) -> None:
    """After a silence the yes that she gave is not his to take back, and he is told the same."""
    case = await phone.asks_for_a_person(*TO_WORD)
    phone.passed = timedelta(hours=3)
    await phone.says(HIS, "i miei dati")
    assert "Fatto. Da ora nessuno legge" in await phone.says("Riprendo il mio sì")
    assert phone.store.cases[case.id].state is CaseState.CLAIMED
    assert HERS in phone.kept


async def test_without_a_word_a_case_of_an_earlier_talk_lives_on(phone: Phone) -> None:
    """She left; whoever comes with the flyer's key ends his own talk, and sees no difference."""
    case = await phone.asks_for_a_person()
    phone.store.cases[case.id] = replace(case, state=CaseState.QUEUED, operator="")
    await phone.says("esci")
    await phone.does(Opened())
    await phone.says("Italiano", "Sì", HIS)
    asked = await phone.says("cancella tutto")
    assert asked.startswith("cancella tutto Vuoi cancellare tutto quello che hai scritto qui?")
    await phone.says("Sì, cancella")
    assert phone.conversation.curtain is Curtain.EXITED
    assert phone.store.cases[case.id].state is CaseState.QUEUED
    assert HERS in phone.kept
    assert HIS not in phone.kept
    assert phone.conversation.session is not None
    assert phone.conversation.session.variables == {}


async def test_what_was_shared_in_the_talk_itself_goes_with_it(phone: Phone) -> None:
    """A case that somebody without her word opened is ended, and nobody reads it."""
    await phone.does(Opened())
    await phone.says("Italiano", "Sì", *TO_WORD)
    phone.passed = timedelta(hours=3)
    phone.store.put_duty("op", "rho-garbagnate", "it", NOW + timedelta(hours=99))
    await phone.says("ciao", "Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    await phone.says(HIS)
    await phone.forgets()
    (case,) = phone.store.cases.values()
    assert case.taken_back
    assert HIS not in phone.kept
    assert phone.conversation.words == {WordKind.RETURN}


@pytest.mark.parametrize("words", [(), TO_WORD])
async def test_in_her_own_talk_everything_is_forgotten(
    phone: Phone, words: tuple[str, ...]
) -> None:
    """She has just said it all herself, with a word or without one."""
    await phone.asks_for_a_person(*words)
    await phone.forgets()
    assert not phone.store.conversations
    assert not phone.store.cases
    assert not phone.store.her_words


async def test_with_her_word_everything_is_forgotten(phone: Phone) -> None:
    """Whatever was before."""
    case = await phone.asks_for_a_person(*TO_WORD)
    await phone.says("esci", WORD)
    thread = Thread(phone.conversation.id)
    await phone.does(OperatorSaid(case.id, "op", "Eccomi."), thread)
    await phone.forgets()
    assert not phone.store.conversations
    assert not phone.store.cases
