"""What an operator is typing: it survives a reload, and never an exit."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages import Erased, Inbound, Left, Said, Thread
from bot.storage.chat_tables import drafts
from tests.admin.chat.conftest import NETWORK, Desk, reply

TYPED = reply(7, "Sto scrivendo qualcosa di importante")


async def _rows(desk: Desk) -> int:
    return len(await desk.house.store.read(lambda c: c.execute(select(drafts)).all()))


async def _typing(desk: Desk):
    """An operator, the case that she holds and its woman, while she types."""
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    status, _ = await prima.act("PUT", f"/api/cases/{case}/draft", TYPED)
    assert status == 204
    return prima, case, her


async def test_a_draft_survives_a_reload(desk: Desk) -> None:
    """With the id under which it would have been sent, so that it is never sent twice."""
    prima, case, _ = await _typing(desk)
    found = await prima.get(f"/api/cases/{case}/draft")
    assert (found["id"], found["text"]) == (TYPED["id"], TYPED["text"])


async def test_there_is_one_draft_and_the_newest_holds(desk: Desk) -> None:
    """A repeated saving lays nothing on top; an empty one destroys it."""
    prima, case, _ = await _typing(desk)
    await prima.act("PUT", f"/api/cases/{case}/draft", TYPED | {"text": "Più breve"})
    assert (await prima.get(f"/api/cases/{case}/draft"))["text"] == "Più breve"
    assert await _rows(desk) == 1
    await prima.act("PUT", f"/api/cases/{case}/draft", TYPED | {"text": "  "})
    assert await _rows(desk) == 0


async def test_when_she_leaves_the_draft_is_in_the_tray_and_nowhere_else(desk: Desk) -> None:
    """In the transaction of her exit: there is no moment in which both or neither hold it."""
    prima, case, her = await _typing(desk)
    desk.later(seconds=1)
    await desk.happens(her, Left())
    assert await _rows(desk) == 0
    (held,) = (await prima.get("/api/held"))["held"]
    assert (held["text"], held["place"], held["case"]) == (TYPED["text"], "tray", case)
    assert (await prima.get(f"/api/cases/{case}/draft"))["text"] == ""


async def test_after_an_exit_no_draft_is_kept_any_more(desk: Desk) -> None:
    """The page that still types is told; what it lays into the tray itself is the same text."""
    prima, case, her = await _typing(desk)
    desk.later(seconds=1)
    await desk.happens(her, Left())
    assert await prima.code_of("PUT", f"/api/cases/{case}/draft", TYPED) == (409, "exited")
    await prima.act("POST", f"/api/cases/{case}/hold", TYPED)
    assert await prima.code_of("POST", f"/api/cases/{case}/reply", TYPED) == (409, "held_exited")
    assert len((await prima.get("/api/held"))["held"]) == 1
    assert await _rows(desk) == 0


async def test_what_was_typed_after_the_last_saving_takes_the_place_of_what_was_saved(
    desk: Desk,
) -> None:
    """Under whatever id the page sends it: in the tray it is one text, the whole one."""
    prima, case, her = await _typing(desk)
    desk.later(seconds=1)
    await desk.happens(her, Left())
    for number, text in enumerate((TYPED["text"], TYPED["text"] + ", e ancora")):
        await prima.act("POST", f"/api/cases/{case}/hold", reply(50 + number, text))
    (held,) = (await prima.get("/api/held"))["held"]
    assert held["text"] == TYPED["text"] + ", e ancora"


async def test_her_exit_word_takes_the_draft_as_the_button_does(desk: Desk) -> None:
    """However she leaves."""
    prima, _, her = await _typing(desk)
    await desk.happens(her, Said("esci"))
    assert await _rows(desk) == 0
    assert len((await prima.get("/api/held"))["held"]) == 1


async def test_what_was_sent_is_a_draft_no_longer(desk: Desk) -> None:
    """And sending it again has no effect."""
    prima, case, _ = await _typing(desk)
    assert (await prima.act("POST", f"/api/cases/{case}/reply", TYPED))[0] == 200
    assert await _rows(desk) == 0
    status, sent = await prima.act("POST", f"/api/cases/{case}/reply", TYPED)
    assert (status, sent) == (200, {"duplicate": True})


async def test_giving_the_case_up_destroys_the_draft(desk: Desk) -> None:
    """A colleague who takes it reads nothing of it."""
    prima, case, _ = await _typing(desk)
    await prima.act("POST", f"/api/cases/{case}/release")
    assert await _rows(desk) == 0
    seconda = await desk.colleague("seconda")
    await seconda.act("POST", f"/api/cases/{case}/claim")
    assert (await seconda.get(f"/api/cases/{case}/draft"))["text"] == ""


async def test_closing_the_case_destroys_the_draft(desk: Desk) -> None:
    """In the transaction that closes it."""
    prima, case, _ = await _typing(desk)
    await prima.act("POST", f"/api/cases/{case}/close")
    assert await _rows(desk) == 0


async def test_who_lost_the_case_leaves_no_draft_behind(desk: Desk) -> None:
    """The case went back to the queue because her page was gone: the sweep takes what she typed."""
    _, case, _ = await _typing(desk)
    await desk.house.desk.release([NETWORK], case, "id-prima")
    assert await desk.house.chat.sweep() == 1
    assert await _rows(desk) == 0


async def test_forgetting_her_forgets_the_draft(desk: Desk) -> None:
    """It is sealed under her own key, and goes with it."""
    prima, case, _ = await _typing(desk)
    ticket = await desk.house.desk.ticket([NETWORK], case)
    assert ticket is not None
    erased = Inbound("erased", Thread(ticket.conversation), desk.now[0], Erased("officer"))
    await desk.house.inbox.post(erased)
    assert await _rows(desk) == 0
    assert await prima.code_of("GET", f"/api/cases/{case}/draft") == (404, "unknown")
    assert (await prima.get("/api/held"))["held"] == []


async def test_an_expired_session_keeps_the_draft_for_who_comes_back(desk: Desk) -> None:
    """She logs in again and goes on where she was."""
    prima, case, _ = await _typing(desk)
    await prima.act("DELETE", "/api/session")
    assert (await prima.code_of("GET", f"/api/cases/{case}/draft"))[0] == 401
    desk.later(seconds=31)
    found = await desk.house.chat.drafts.of(
        await desk.house.desk.ticket([NETWORK], case), "id-prima"
    )
    assert found is not None
    assert found.text == TYPED["text"]
