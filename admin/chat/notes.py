"""Notes of a case: for whoever holds it, never sent, destroyed after a while and with her."""

from __future__ import annotations

from admin.chat import schema
from admin.chat.asked import read
from admin.endpoint import Answered, Call, endpoint, existing
from admin.of_a_case import OF_A_CASE, check
from admin.refused import Refused
from bot.handoff.case import Ticket
from bot.handoff.notes import Note, note_refusal
from bot.handoff.reasons import Reason

_REFUSALS = {404: (Reason.UNKNOWN,), 409: (Reason.TAKEN_BACK, Reason.NOT_HOLDER)}


@endpoint(
    "GET",
    "/api/cases/{id}/notes",
    "The notes of a case: only for who holds it.",
    gives=schema.Notes,
    refusals=_REFUSALS,
    audit="notes.view",
)
async def notes(call: Call) -> Answered:
    """What is noted, the newest first."""
    return Answered(await _told(call, await read(call)))


@endpoint(
    "POST",
    "/api/cases/{id}/notes",
    "Note something about a case. It is never sent, and goes by itself.",
    takes=schema.NewNote,
    gives=schema.Notes,
    refusals={
        **_REFUSALS,
        409: (*_REFUSALS[409], Reason.MANY_NOTES),
        422: (Reason.EMPTY, Reason.TOO_LONG),
    },
    audit="notes.add",
)
async def add_note(call: Call) -> Answered:
    """Sealed under the woman's own key."""
    ticket = await read(call)
    text = call.taken(schema.NewNote).text.strip()
    known = await call.house.chat.notes.of(ticket, call.now)
    check(note_refusal(call.account, ticket, text, len(known)))
    note = Note(
        call.house.ids.new(),
        ticket.id,
        ticket.conversation,
        ticket.network,
        call.account.id,
        call.now,
        call.now + call.house.chat.kept,
        text,
    )
    existing(await call.house.chat.notes.add(note))
    return Answered(await _told(call, ticket))


@endpoint(
    "DELETE",
    "/api/cases/{id}/notes/{note}",
    "Take a note away.",
    gives=schema.Notes,
    refusals={404: (Reason.UNKNOWN, Reason.NO_NOTE), 409: OF_A_CASE[409]},
    audit="notes.remove",
)
async def remove_note(call: Call) -> Answered:
    """Whoever holds the case may take any of its notes away."""
    ticket = await read(call)
    if not await call.house.chat.notes.remove(ticket, call.path["note"]):
        raise Refused(404, Reason.NO_NOTE)
    return Answered(await _told(call, ticket))


async def _told(call: Call, ticket: Ticket) -> schema.Notes:
    found = await call.house.chat.notes.of(ticket, call.now)
    names = await call.house.accounts.names(sorted({note.author for note in found}))
    return schema.Notes(
        notes=[
            schema.Note(
                id=note.id,
                author=names.get(note.author, ""),
                mine=note.author == call.account.id,
                at=note.at,
                forget_at=note.forget_at,
                text=note.text,
            )
            for note in found
        ]
    )


ENDPOINTS = (notes, add_note, remove_note)
