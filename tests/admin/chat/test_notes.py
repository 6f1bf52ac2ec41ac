"""Notes of a case: for whoever holds it, never sent, and gone after a while."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages import Said
from bot.storage.chat_tables import drafts, notes
from tests.admin.chat.conftest import NETWORK, Desk, reply

MARKUP = "<img src=x onerror=alert(1)> & «una nota»"


async def _noted(desk: Desk, text: str = "Preferisce il mattino"):
    prima = await desk.colleague()
    case, her = await desk.asks(prima)
    status, given = await prima.act("POST", f"/api/cases/{case}/notes", {"text": text})
    assert status == 200
    return prima, case, her, given["notes"]


async def test_a_note_is_read_by_who_holds_the_case_and_has_its_end(desk: Desk) -> None:
    """Fourteen days, or less where she is forgotten earlier."""
    prima, case, _, (note,) = await _noted(desk)
    assert (note["text"], note["author"], note["mine"]) == ("Preferisce il mattino", "prima", True)
    assert (note["at"][:10], note["forget_at"][:10]) == ("2026-11-24", "2026-12-08")
    assert (await prima.get(f"/api/cases/{case}/notes"))["notes"] == [note]


async def test_a_note_goes_with_the_case_to_who_holds_it_next(desk: Desk) -> None:
    """And leaves with it: who gave the case up reads it no longer."""
    prima, case, _, _ = await _noted(desk)
    await prima.act("POST", f"/api/cases/{case}/release")
    seconda = await desk.colleague("seconda")
    await seconda.act("POST", f"/api/cases/{case}/claim")
    (note,) = (await seconda.get(f"/api/cases/{case}/notes"))["notes"]
    assert (note["author"], note["mine"]) == ("prima", False)
    assert await prima.code_of("GET", f"/api/cases/{case}/notes") == (409, "not_holder")
    await seconda.act("DELETE", f"/api/cases/{case}/notes/{note['id']}")
    assert (await seconda.get(f"/api/cases/{case}/notes"))["notes"] == []


async def test_a_note_is_never_said_to_her(desk: Desk) -> None:
    """It is in no line of the thread."""
    prima, case, her, _ = await _noted(desk)
    await desk.happens(her, Said("Ci sono"))
    thread = await prima.get(f"/api/cases/{case}/thread")
    assert "mattino" not in str(thread)


async def test_markup_in_a_note_stays_text(desk: Desk) -> None:
    """As it was typed, and nothing more."""
    _, _, _, (note,) = await _noted(desk, MARKUP)
    assert note["text"] == MARKUP


async def test_an_oversized_or_empty_note_is_refused(desk: Desk) -> None:
    """With a sentence; and so is the fifty-first."""
    prima, case, _, _ = await _noted(desk)
    path = f"/api/cases/{case}/notes"
    assert await prima.code_of("POST", path, {"text": "   "}) == (422, "empty")
    assert await prima.code_of("POST", path, {"text": "a" * 4001}) == (422, "too_long")
    assert await prima.code_of("POST", path, {"text": "a" * 40_000}) == (422, "bad_request")
    for number in range(49):
        assert (await prima.act("POST", path, {"text": f"nota {number}"}))[0] == 200
    assert await prima.code_of("POST", path, {"text": "una di troppo"}) == (409, "many_notes")


async def test_a_note_that_expired_is_nobodys_before_the_sweep_and_nowhere_after(
    desk: Desk,
) -> None:
    """Also while her conversation is still kept."""
    _, case, her, _ = await _noted(desk)
    found = await desk.house.store.read_thread(her)
    assert found is not None
    await desk.change(her, forget_at=desk.now[0].replace(year=2027))
    desk.later(days=14)
    ticket = await desk.house.desk.ticket([NETWORK], case)
    assert ticket is not None
    assert await desk.house.chat.notes.of(ticket, desk.now[0]) == []
    await desk.house.sweep()
    rows = await desk.house.store.read(lambda connection: connection.execute(select(notes)).all())
    assert rows == []


async def test_taking_her_yes_back_destroys_the_notes(desk: Desk) -> None:
    """The desk keeps nothing about who does not want it."""
    prima, case, her, _ = await _noted(desk)
    await prima.act("PUT", f"/api/cases/{case}/draft", reply())
    for text in ("privacy", "Riprendo il mio sì"):
        await desk.happens(her, Said(text))
    for table in (notes, drafts):
        rows = await desk.house.store.read(lambda c, table=table: c.execute(select(table)).all())
        assert rows == []
    assert (await prima.get("/api/held"))["held"] == []
    assert await prima.code_of("GET", f"/api/cases/{case}/notes") == (409, "taken_back")
