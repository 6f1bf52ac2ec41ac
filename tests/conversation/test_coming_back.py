"""Her words in the talk: what they open, what they never open, and what nobody sees of them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.assemble import published_scene
from bot.conversation.bus import LocalBus
from bot.conversation.inbox import Inbox
from bot.conversation.presence import Presence
from bot.conversation.scene import Scene
from bot.conversation.state import CaseState, Curtain
from bot.conversation.turned import Turned
from bot.conversation.views import Views
from bot.conversation.world import World
from bot.handoff.reading import readable
from bot.messages import (
    Address,
    AskedWho,
    Channel,
    Happening,
    Inbound,
    Left,
    Opened,
    OperatorSaid,
    Said,
    Shown,
    Thread,
    Unattended,
    Voice,
)
from bot.storage.memory import MemoryStore
from bot.talk import Counted
from tests.conversation.conftest import NOW
from tests.tickets import as_the_desk_reads

PHONE = Address(Channel.TELEGRAM, "chat-1")
OTHER = Address(Channel.WEB, "token-2")
WORD = "tramezzino"
TO_WORDS = ("Italiano", "Sì", "le mie parole", "Per tornare", WORD, WORD, "Va bene")


@dataclass
class Her:
    """The published service, as women on several devices talk to it."""

    store: MemoryStore
    inbox: Inbox
    views: Views
    now: datetime = NOW
    at: Address = field(default=PHONE)
    count: int = 0

    async def post(self, what: Happening, to: Address | Thread | None = None) -> Turned:
        """Let something happen now."""
        self.count += 1
        self.now += timedelta(seconds=1)
        return await self.inbox.post(
            Inbound(f"in-{self.count}", to or self.at, self.now, what, ("it",))
        )

    async def say(self, *texts: str) -> list[str]:
        """What was answered to the last of these texts."""
        turned = None
        for text in texts:
            turned = await self.post(Said(text))
        return answers(turned)

    async def key(self, at: Address) -> list[str]:
        """She comes with the key, from that address."""
        self.at = at
        return answers(await self.post(Opened()))

    def curtain(self, at: Address | None = None) -> Curtain:
        """Where her conversation stands."""
        found = self.store.find(at or self.at)
        assert found is not None, "she has a conversation here"
        return found.curtain


def answers(turned: Turned | None) -> list[str]:
    """What she sees of it."""
    shown = turned.shown if turned else ()
    return [line.speech.text for line in shown if line.voice is not Voice.HER]


def everything(store: MemoryStore) -> str:
    """Every line that is kept, of everybody."""
    lines = (line for thread in store.messages.values() for line in thread)
    return " ".join(line.speech.text for line in lines)


@pytest.fixture(scope="module")
def scene() -> Scene:
    """What is published."""
    return published_scene(lambda: NOW)


@pytest.fixture
async def her(scene: Scene) -> AsyncIterator[Her]:
    """She has opened the service on Telegram."""
    store, ids, bus, presence = MemoryStore(), Counted(), LocalBus(), Presence()
    world = World(ids)
    current: Callable[[], Scene] = lambda: scene  # noqa: E731 - a port of one line
    inbox = Inbox(store, current, world, bus, ids, presence)
    await inbox.start()
    here = Her(store, inbox, Views(store, current, world, ids, presence))
    await here.key(PHONE)
    yield here
    await inbox.stop()


def number(store: MemoryStore) -> str:
    """The number that she was told."""
    (found,) = store.numbers
    return found


async def test_her_word_is_never_shown_or_kept_in_the_thread(her: Her) -> None:
    """Neither when it is set, nor when it brings her back."""
    await her.say(*TO_WORDS, "esci", WORD)
    assert WORD not in everything(her.store).casefold()


async def test_behind_the_curtain_only_her_word_opens(her: Her) -> None:
    """The key, the exit word, questions and wrong words get the cover."""
    await her.say(*TO_WORDS, "esci")
    for text in ("ciao", "tramezzini", "aiutami tu", "112", "menu"):
        await _is_covered(her, Said(text))
    await _is_covered(her, Opened())
    assert await her.say("TRAMEZZINO.") == ["Puoi scrivere ora senza che nessuno legga?"]
    assert her.curtain() is Curtain.VERIFIED


async def _is_covered(her: Her, what: Happening) -> None:
    """Something answers, and it is the cover."""
    turned = await her.post(what)
    voices = {line.voice for line in turned.shown} - {Voice.HER}
    assert voices == {Voice.COVER}, what
    assert her.curtain() is Curtain.EXITED


async def test_words_of_the_cover_are_no_wrong_words(her: Her) -> None:
    """Whoever looks at the moon every day is not kept out of her own talk."""
    await her.say(*TO_WORDS, "esci", "luna", "domani", "feste", "ciao", "grazie", "oggi", "luna")
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_the_fifth_wrong_word_delays_the_right_one_and_nothing_else(her: Her) -> None:
    """One minute; the cover goes on answering meanwhile."""
    await her.say(*TO_WORDS, "esci", "primavera", "autunno", "inverno", "estate", "lunedi")
    await _is_covered(her, Said(WORD))
    her.now += timedelta(minutes=1)
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_long_messages_and_sentences_do_not_count_as_wrong_words(her: Her) -> None:
    """Whoever talks with the cover locks nobody out."""
    await her.say(*TO_WORDS, "esci")
    await her.say(*["che tempo fa oggi a Milano"] * 9, "x" * 100_000)
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_she_goes_on_where_she_was(her: Her) -> None:
    """After the word and the two questions, the question that waited is asked again."""
    await her.say(*TO_WORDS)
    waited = await her.say("Lavoro e corsi")
    await her.say("esci", WORD, "Sì")
    assert await her.say("Sì, continuo") == waited


async def test_her_exit_word_closes_at_once_whatever_is_asked(her: Her) -> None:
    """Also where a text is expected."""
    await her.say("Italiano", "Sì", "le mie parole", "Per uscire", "girotondo", "girotondo")
    await her.say("Sportelli vicini")
    assert await her.say("Girotondo!") == []
    assert her.curtain() is Curtain.EXITED


async def test_two_words_of_hers_may_not_be_alike(her: Her) -> None:
    """And the refusal does not repeat the word."""
    refused = await her.say(*TO_WORDS, "le mie parole", "Per uscire", "tramezzini", "tramezzini")
    assert "Somiglia troppo" in refused[0]
    assert "tramezzin" not in refused[0]


async def test_after_silence_nothing_of_the_old_talk_is_shown_until_her_word(her: Her) -> None:
    """The service begins anew for whoever writes; her word goes on with what was."""
    await her.say(*TO_WORDS, "Lavoro e corsi")
    her.now += timedelta(hours=1)
    anew = await her.say("ciao")
    assert anew[0].startswith("Ciao. Qui risponde un programma.")
    assert her.curtain() is Curtain.OPEN
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]
    await her.say("Sì")
    assert "Un lavoro tuo" in (await her.say("Sì, continuo"))[0]


async def test_from_another_device_number_and_word_bring_the_talk_with_them(her: Her) -> None:
    """It lives there from now on, and the old phone shows nothing."""
    await her.say(*TO_WORDS, "Lavoro e corsi")
    (mine,) = her.store.conversations
    await her.key(OTHER)
    await her.say("Italiano", "Sì", "ho un numero", number(her.store))
    turned = await her.post(Said(WORD))
    assert turned.resumed
    assert turned.conversation == mine
    assert answers(turned) == ["Puoi scrivere ora senza che nessuno legga?"]
    assert list(her.store.conversations) == [mine]
    assert her.store.find(PHONE) is None
    await her.say("Sì")
    assert "Un lavoro tuo" in (await her.say("Sì, continuo"))[0]
    page = await her.views.page(OTHER, ["it"], her.now)
    assert page.live
    assert page.conversation == mine


async def test_the_language_that_she_chose_here_is_the_one_she_goes_on_in(her: Her) -> None:
    """She may have changed it because of who is beside her."""
    await her.say(*TO_WORDS)
    await her.key(OTHER)
    said = await her.say("English", "Yes", "I have a number", number(her.store), WORD)
    assert said == ["Can you write now without anyone reading?"] or "?" in said[0]
    assert "Puoi" not in said[0]


async def test_what_she_was_told_comes_back_in_the_language_that_she_comes_in(her: Her) -> None:
    """Also the facts of the question that waits: half of another language helps nobody."""
    said = await her.say(*TO_WORDS, "Altro", "Soldi", "Reddito di libertà", "Sì")
    assert said[0].startswith("Reddito di libertà. È un aiuto in denaro")
    await her.key(OTHER)
    await her.say("English", "Yes", "I have a number", number(her.store), WORD, "Yes")
    (back,) = await her.say("Yes, go on")
    assert back.startswith("Freedom income (Reddito di libertà). It is a payment")
    assert "Source: INPS circolare 54/2025 (checked on 24 November 2026)" in back


async def test_a_wrong_word_with_a_right_number_says_what_a_wrong_number_says(her: Her) -> None:
    """Nobody learns whether a number exists; the fifth try has to wait, with 112 beside."""
    await her.say(*TO_WORDS)
    real = number(her.store)
    await her.key(OTHER)
    await her.say("Italiano", "Sì", "ho un numero")
    for tried in (real, "99999999"):
        heard: Sequence[str] = ()
        for _ in range(5):
            heard = await her.say(tried, "melograno")
            assert "non trovo niente" in heard[0]
            await her.say("Sì, riprovo")
        slow = await her.say(tried, "melograno")
        assert "Troppi tentativi" in slow[0]
        assert "112" in slow[0]
        await her.say("Torna al menu", "ho un numero")
    assert her.curtain() is Curtain.OPEN


async def test_one_who_guesses_does_not_keep_her_from_what_is_hers(her: Her) -> None:
    """However much he guesses, and however long he waits: her number and word still open."""
    await her.say(*TO_WORDS)
    real = number(her.store)
    await her.key(Address(Channel.WEB, "his"))
    heard = await her.say("Italiano", "Sì", "ho un numero")
    guess = 10_000_000
    while "Troppi tentativi" not in heard[0]:
        guess += 1
        await her.say("Sì, riprovo")
        heard = await her.say(str(guess), "melograno")
        assert guess < 10_000_200, "guessing is slowed at some time"
    await her.key(OTHER)
    await her.say("Italiano", "Sì", "ho un numero", real)
    assert (await her.post(Said(WORD))).resumed


async def test_leaving_on_the_web_cancels_no_way_back(her: Her) -> None:
    """The cookie dies with the exit; number and word do not."""
    await her.key(OTHER)
    await her.say(*TO_WORDS)
    mine = her.store.find(OTHER)
    assert mine is not None
    await her.post(Left())
    third = Address(Channel.WEB, "token-3")
    await her.key(third)
    await her.say("Italiano", "Sì", "ho un numero", number(her.store), WORD)
    found = her.store.find(third)
    assert found is not None
    assert (found.id, found.curtain) == (mine.id, Curtain.VERIFIED)


async def _with_human(her: Her) -> str:
    """She has a word, and an operator of Rho holds her case. The case's id."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say(*TO_WORDS)
    await her.say("Una persona", "Rho", "Sì, avvisa")
    (case,) = her.store.cases.values()
    her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    return case.id


async def test_is_it_you_is_answered_by_her_word_and_by_nothing_else(her: Her) -> None:
    """The operator learns yes or no; the word is shown to nobody."""
    case = await _with_human(her)
    thread = Thread(her.store.cases[case].conversation)
    assert not (await her.post(AskedWho(case, "op"), thread)).refused
    assert her.store.cases[case].check == "asked"
    await her.say("primavera")
    assert her.store.cases[case].check == "unconfirmed"
    await her.post(AskedWho(case, "op"), thread)
    await her.say(WORD)
    assert her.store.cases[case].check == "confirmed"
    assert her.curtain() is Curtain.VERIFIED
    kept = everything(her.store)
    assert WORD not in kept
    assert "primavera" not in kept


async def test_a_sentence_is_no_answer_to_is_it_you(her: Her) -> None:
    """What she writes to her operator meanwhile arrives as ever."""
    case = await _with_human(her)
    await her.post(AskedWho(case, "op"), Thread(her.store.cases[case].conversation))
    await her.say("scusa, chi lo chiede e perché?")
    assert her.store.cases[case].check == "asked"
    assert "chi lo chiede" in everything(her.store)


async def test_who_has_no_word_cannot_be_asked_for_one(her: Her) -> None:
    """The operator is told so, and she hears nothing."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    (case,) = her.store.cases.values()
    her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    turned = await her.post(AskedWho(case.id, "op"), Thread(case.conversation))
    assert turned.refused == "wordless"
    assert not turned.shown


async def test_who_comes_back_without_her_word_is_not_taken_for_her(her: Her) -> None:
    """Her operator is told after a silence, until the word is given or asked for."""
    case = await _with_human(her)
    her.now += timedelta(hours=3)
    await her.say("eccomi")
    assert her.store.cases[case].check == "unproven"
    await her.post(AskedWho(case, "op"), Thread(her.store.cases[case].conversation))
    await her.say(WORD)
    assert her.store.cases[case].check == "confirmed"
    her.now += timedelta(hours=3)
    await her.say("eccomi")
    assert her.store.cases[case].check == "unproven"
    await her.say(WORD)
    assert her.store.cases[case].check == ""
    assert her.curtain() is Curtain.VERIFIED


async def test_who_comes_back_with_the_key_alone_is_not_taken_for_her(her: Her) -> None:
    """Without a word nobody can prove it; her operator knows that it is so."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    (case,) = her.store.cases.values()
    her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    await her.say("esci")
    await her.key(PHONE)
    assert her.store.cases[case.id].check == "unproven"


async def test_back_with_her_operator_she_is_told_that_the_person_is_there(her: Her) -> None:
    """The case lived on behind the curtain; the operator is not spoken for by a flow."""
    case = await _with_human(her)
    await her.say("esci")
    refused = await her.post(
        OperatorSaid(case, "op", "Ci sei?"), Thread(her.store.cases[case].conversation)
    )
    assert refused.refused == "exited"
    assert await her.say(WORD) == ["Bentornata. La persona con cui parlavi è ancora qui."]
    turned = await her.post(
        OperatorSaid(case, "op", "Eccomi."), Thread(her.store.cases[case].conversation)
    )
    assert not turned.refused


async def test_her_number_and_words_are_for_nobody_at_the_desk(her: Her) -> None:
    """Set while she waits: whoever takes the case reads neither the number nor that it was set."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    told = await her.say("Le mie parole", "Per tornare", WORD, WORD)
    found = number(her.store)
    assert f"{found[:4]} {found[4:]}" in told[0] or found in told[0]
    await her.say("Va bene", "Ho due figli")
    (case,) = her.store.cases.values()
    case = her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    read = " ".join(one.speech.text for one in _read_by_staff(her, case.id))
    assert "Ho due figli" in read
    assert found[:4] not in read
    assert "parola" not in read


async def test_a_human_who_comes_meanwhile_does_not_stop_the_setting_of_a_word(her: Her) -> None:
    """She was asked for it, so it is set, and the human reads nothing of it."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    await her.say("Le mie parole", "Per tornare", WORD)
    (case,) = her.store.cases.values()
    her.store.cases[case.id] = replace(case, state=CaseState.CLAIMED, operator="op")
    assert "Fatto" in (await her.say(WORD))[0]
    await her.say("Va bene", "esci")
    assert await her.say(WORD) == ["Bentornata. La persona con cui parlavi è ancora qui."]


async def test_the_number_of_a_request_is_for_nobody_at_the_desk(her: Her) -> None:
    """With her word it opens the answer: whoever takes the case that still waits reads it not."""
    her.store.put_duty("op", "rho-garbagnate", "it", her.now + timedelta(hours=9))
    await her.say("Italiano", "Sì", "Una persona", "Rho", "Sì, avvisa")
    (case,) = her.store.cases.values()
    her.store.put_duty("op", "rho-garbagnate", "it", her.now)
    thread = Thread(case.conversation)
    assert "non può più rispondere" in answers(await her.post(Unattended(case.id), thread))[0]
    told = await her.say("Lascio un messaggio", "Mi serve una casa", "lampadario")
    (grouped,) = re.findall(r"\d{4} \d{4}", told[0])
    read = " ".join(one.speech.text for one in _read_by_staff(her, case.id))
    assert "Ho avvisato" in read
    assert grouped not in read


def _read_by_staff(her: Her, id: str) -> Sequence[Shown]:
    ticket, lines = as_the_desk_reads(her.store, id)
    return readable(ticket, lines)


async def _guess(her: Her, *words: str) -> None:
    for word in words:
        await her.say(word)
        assert her.curtain() is not Curtain.VERIFIED, word


async def test_guessing_is_slowed_also_where_the_service_is_open(her: Her) -> None:
    """After a silence whoever holds the phone stands at the menu: guesses there cost the same."""
    await her.say(*TO_WORDS)
    her.now += timedelta(hours=1)
    await _guess(her, "fiorellino", "Italiano", "Sì", "biscotto", "pallina", "tesoruccio")
    await _guess(her, "gattino", WORD)
    assert WORD not in everything(her.store).casefold()
    her.now += timedelta(minutes=1)
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_answers_courtesies_and_cries_for_help_are_no_guesses(her: Her) -> None:
    """Who only talks with the service is not kept out of what she had before."""
    await her.say(*TO_WORDS)
    her.now += timedelta(hours=1)
    await her.say("ciao", "Italiano", "Sì", *["lavoro", "menu", "grazie", "aiuto", "menu"] * 3)
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_the_first_message_after_a_silence_may_be_her_word(her: Her) -> None:
    """Whatever was asked before the silence, also for a word."""
    await her.say(*TO_WORDS, "le mie parole", "Per uscire")
    her.now += timedelta(hours=1)
    assert await her.say(WORD) == ["Puoi scrivere ora senza che nessuno legga?"]


async def test_her_word_that_comes_too_early_is_shown_to_nobody(her: Her) -> None:
    """Neither to the operator who holds her case nor in the thread."""
    case = await _with_human(her)
    thread = Thread(her.store.cases[case].conversation)
    for wrong in ("primavera", "autunno", "inverno", "estate", "lunedi"):
        await her.post(AskedWho(case, "op"), thread)
        await her.say(wrong)
    await her.say(WORD)
    assert her.curtain() is Curtain.OPEN
    assert WORD not in everything(her.store).casefold()
