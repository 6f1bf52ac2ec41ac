"""Her appointment: hers alone, kept over an exit, gone with her, never somebody else's too."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

from bot.appointments.calendar import Window
from bot.conversation.state import Conversation, Curtain, TurnRecord
from bot.handoff.people import Role
from bot.messages import Address, BookingFailed, Channel, Inbound, Opened, PlaceFreed, Said
from bot.safety.contract import EVERY_DAY, Contract, Line
from bot.scheduling.feeds import tell_freed
from tests.appointments.conftest import DESK, TO_THE_MOMENTS, Town, chat, page

ANNA, BEA = page("anna"), page("bea")


async def _is(town: Town, her: Address, **changes: object) -> Conversation:
    """Her conversation is so from now on."""
    before = await town.talk(her)
    after = replace(before, **changes)  # type: ignore[arg-type]
    async with town.house.store.batch() as batch:
        inbound = Inbound(f"set-{next(town.turns)}", her, town.now[0], Said("x"))
        await batch.load_many([inbound])
        await batch.save_many([TurnRecord(inbound.id, before, after)])
    return after


async def _agrees(town: Town, her: Address, *, after_exit: bool = False) -> None:
    """She may be written to, every day from nine to six."""
    now = town.now[0]
    until = now + timedelta(days=30)
    contract = Contract(her.channel, EVERY_DAY, 540, 1080, Line.APPOINTMENT, now, until, after_exit)
    await town.agrees(her, contract)


async def _states(town: Town, her: Address) -> list[str]:
    talk = await town.talk(her)
    async with town.house.store.batch() as batch:
        await batch.load_many([Inbound("look", her, town.now[0], Said("x"))])
        return [one.state for one in await batch.book.bookings(talk.id)]


async def _reminders(town: Town) -> list[tuple[str, str]]:
    return list(await town.house.store.due_reminders(town.now[0] + timedelta(days=40), 10))


async def test_before_she_books_she_knows_who_receives_her_and_what_they_must_report(
    town: Town,
) -> None:
    """The agency and its duty stand before the question whether she confirms."""
    await town.comes(ANNA)
    told = await town.says(ANNA, *TO_THE_MOMENTS, "No, va bene così", "1")
    assert re.search(r"Ti riceve .+ segnal.+Tengo per te", told, re.S)


async def test_she_is_told_a_number_and_where_on_the_page_and_no_place_on_a_phone_that_keeps_it(
    town: Town,
) -> None:
    """No name is asked, and no address stands in what stays on a phone."""
    told = await town.books(ANNA)
    assert re.search(r"numero: \d{5}\. secondo piano\.", told)
    her = Address(Channel.SMS, "a-number")
    await town.comes(her)
    sms = await town.says(her, "Italiano", "Sì", "appuntamento", "1", "1", "Rho", "1", "1", "1")
    assert re.search(r"numero \d{5}", sms)
    assert "piano" not in sms


async def test_an_exit_seals_her_appointment_and_does_not_cancel_it(town: Town) -> None:
    """The agency expects her; whoever takes her phone is told of nothing, with the key too."""
    await town.person("op", Role.OPERATOR)
    await town.books(ANNA)
    await town.leaves(ANNA)
    assert [one["state"] for one in await town.listed("op")] == ["booked"]
    for text in ("appuntamento", "il mio appuntamento"):
        assert "Hai un appuntamento" not in await town.says(ANNA, text)
    await town.does(ANNA, Opened())
    for text in ("Italiano", "Sì", "appuntamento"):
        said = await town.says(ANNA, text)
        assert "Hai un appuntamento" not in said
    assert await _states(town, ANNA) == ["booked"]


async def test_after_her_own_word_she_sees_and_cancels_what_she_booked(town: Town) -> None:
    """Verified, the booking is hers again; cancelled, its moment is somebody else's."""
    await town.books(ANNA)
    await town.leaves(ANNA)
    talk = await town.talk(ANNA)
    await _is(town, ANNA, curtain=Curtain.VERIFIED, touched_at=town.now[0])
    assert talk.session is not None
    assert "Hai un appuntamento" in await town.says(ANNA, "appuntamento")
    await town.says(ANNA, "Lo annullo", "Sì, annulla")
    assert await _states(town, ANNA) == ["cancelled"]
    told = await town.books(BEA)
    assert "Fatto" in told


async def test_moving_it_frees_the_old_moment_only_once_the_new_one_is_hers(town: Town) -> None:
    """Until she confirms she has the old one."""
    await town.books(ANNA)
    await town.says(
        ANNA, "Torna al menu", "appuntamento", "Lo sposto", "Sì, avanti", "No, va bene così", "3"
    )
    assert sorted(await _states(town, ANNA)) == ["booked", "held"]
    await town.says(ANNA, "Confermo")
    assert sorted(await _states(town, ANNA)) == ["booked", "cancelled"]


async def test_a_hold_that_ran_out_is_still_hers_where_nobody_took_it(town: Town) -> None:
    """And lost, with other moments offered, where somebody did."""
    for her, taken in ((ANNA, False), (BEA, True)):
        await town.comes(her)
        await town.says(her, *TO_THE_MOMENTS, "No, va bene così", "3")
        town.now[0] += timedelta(minutes=11)
        if taken:
            assert "Fatto" in await town.books(page("carla"), "3")
        said = await town.says(her, "Confermo")
        assert ("non c'è più" in said) is taken, said


async def test_of_many_women_who_touch_the_same_moment_at_once_one_gets_it(town: Town) -> None:
    """Through the real inbox, in one batch and in several."""
    everybody = [page(f"w{number}") for number in range(30)]
    for her in everybody:
        await town.comes(her)
        await town.says(her, *TO_THE_MOMENTS, "No, va bene così")
    said = await asyncio.gather(*(town.says(her, "1") for her in everybody))
    assert sum("Tengo per te" in one for one in said) == 1
    assert sum("non c'è più" in one for one in said) == len(everybody) - 1


async def test_nobody_takes_more_than_two_moments(town: Town) -> None:
    """Other women need them."""
    await town.books(ANNA, "1")
    for choice, expected in (("2", "Fatto"), ("3", "Hai già due appuntamenti")):
        said = await town.says(
            ANNA,
            *("Torna al menu", "appuntamento", "Un altro ancora", "Sì, avanti"),
            *("Sportello d'ascolto", "No, va bene così", choice),
        )
        said = await town.says(ANNA, "Confermo") if expected == "Fatto" else said
        assert expected in said


async def test_forgetting_her_takes_the_appointment_with_her(town: Town) -> None:
    """The agency sees nothing of it any more, and the moment is free."""
    await town.person("op", Role.OPERATOR)
    await town.books(ANNA)
    await town.says(ANNA, "cancella tutto", "Sì, cancella")
    assert await town.listed("op") == []


async def test_an_appointment_is_kept_two_days_after_it_and_no_longer(town: Town) -> None:
    """Then nothing of it is left, nor of the talk."""
    await town.person("op", Role.OPERATOR)
    await town.books(ANNA)
    (booked,) = await town.listed("op")
    ends = booked["ends_at"]
    talk = await town.talk(ANNA)
    town.now[0] = talk.forget_at
    await town.house.sweep()
    kept = await town.talk(ANNA)
    assert kept.forget_at.isoformat().replace("+00:00", "Z") > ends
    assert kept.session is not None
    assert kept.session.variables == {}
    town.now[0] = kept.forget_at
    await town.house.sweep()
    assert await town.house.store.read_thread(ANNA) is None


async def test_an_agency_that_calls_it_off_tells_her_where_she_is(town: Town) -> None:
    """In the open talk at once; behind a fallen curtain only when she asks again."""
    for her, away in ((ANNA, False), (BEA, True)):
        await town.books(her)
        talk = await town.talk(her)
        async with town.house.store.batch() as batch:
            await batch.load_many([Inbound("look", her, town.now[0], Said("x"))])
            (booked,) = await batch.book.bookings(talk.id)
        if away:
            await town.leaves(her)
        off = Inbound(f"off-{booked.id}", her, town.now[0], BookingFailed(booked.id))
        turned = await town.house.inbox.post(off)
        assert [one.speech.text for one in turned.shown] == [] if away else turned.shown
        if away:
            assert await _states(town, her) == ["called_off"]
            await _is(town, her, curtain=Curtain.VERIFIED, touched_at=town.now[0])
            assert "ha dovuto annullarlo" in await town.says(her, "appuntamento")
        else:
            assert "ha dovuto annullarlo" in turned.shown[0].speech.text
        assert await _states(town, her) == ["cancelled"]


async def test_who_may_be_reached_is_called_back_with_a_neutral_line(town: Town) -> None:
    """So that she does not go in vain; without her agreement nothing is written to her."""
    for her, agreed in ((chat("anna"), False), (chat("bea"), True)):
        await town.books(her)
        if agreed:
            await _agrees(town, her, after_exit=True)
        talk = await town.talk(her)
        async with town.house.store.batch() as batch:
            await batch.load_many([Inbound("look", her, town.now[0], Said("x"))])
            (booked,) = await batch.book.bookings(talk.id)
        await town.leaves(her)
        await town.house.inbox.post(
            Inbound(f"off-{booked.id}", her, town.now[0], BookingFailed(booked.id))
        )
        assert len(await _reminders(town)) == int(agreed)


async def test_a_reminder_comes_by_her_agreement_alone_and_not_for_what_she_cancelled(
    town: Town,
) -> None:
    """Booked with an agreement there is one; cancelled, none; without one there never is."""
    her = chat("anna")
    await town.comes(her)
    await town.says(her, *TO_THE_MOMENTS, "No, va bene così")
    await _agrees(town, her)
    await town.says(her, "3", "Confermo")
    assert len(await _reminders(town)) == 1
    await town.says(her, "Torna al menu", "appuntamento", "Lo annullo", "Sì, annulla")
    assert await _reminders(town) == []
    await town.books(chat("bea"))
    assert await _reminders(town) == []


async def test_a_freed_moment_is_offered_only_to_who_may_be_contacted(town: Town) -> None:
    """Once, by a neutral line, and only where there is a moment."""
    full = replace(DESK, weekly=(Window(3, 540, 600),), ahead=timedelta(days=3))
    await town.house.calendars.put(full, town.now[0])
    await town.books(ANNA)
    may, may_not = chat("may"), chat("not")
    for her in (may, may_not):
        await town.comes(her)
        said = await town.says(her, *TO_THE_MOMENTS)
        await _agrees(town, her)
        said = await town.says(her, "No, va bene così", "Aspetto un posto")
        assert "Ho segnato che aspetti" in said
    await _is(town, may_not, contract=None)

    async def look() -> int:
        town.now[0] += timedelta(minutes=1)
        await tell_freed(town.house.store, town.house.inbox.post, lambda: town.now[0])
        return len(await _reminders(town))

    assert await look() == 0
    await town.says(ANNA, "Torna al menu", "appuntamento", "Lo annullo", "Sì, annulla")
    assert await look() == 1
    assert await look() == 1
    talk = await town.talk(may)
    assert {conversation for conversation, _ in await _reminders(town)} == {talk.id}
    refused = await town.house.inbox.post(
        Inbound("again", may_not, town.now[0], PlaceFreed("unknown"))
    )
    assert refused.refused == "contact_never"


async def test_on_a_page_nobody_is_put_on_a_list_she_could_not_hear_from(town: Town) -> None:
    """She is told so, and by whom she can ask."""
    closed = replace(DESK, weekly=())
    await town.house.calendars.put(closed, town.now[0])
    await town.comes(ANNA)
    said = await town.says(ANNA, *TO_THE_MOMENTS, "No, va bene così", "Aspetto un posto")
    assert "Da questa pagina non posso avvisarti" in said
