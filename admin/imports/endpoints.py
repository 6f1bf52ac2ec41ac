"""Files of services and calls: sent in parts, read by a worker, looked at, confirmed or stopped."""

from __future__ import annotations

from base64 import b64decode

from admin.endpoint import Answered, Call, endpoint, existing
from admin.imports import schema
from admin.imports.words import in_words
from admin.of_a_case import MISSING
from admin.refused import Refused
from bot.directory.kinds import KINDS
from bot.handoff.people import Role
from bot.handoff.reasons import Reason
from bot.text.decoding import MOST_BYTES, written_sheet
from bot.values.brought import LARGEST_PART, Brought, Found, Kind, State, source_of

IMPORTERS = frozenset({Role.NETWORK_ADMIN})
SHOWN = 200
"""Refused rows on the page; the report has the others."""


@endpoint(
    "GET",
    "/api/imports",
    "The files that were brought for the caller's networks, and how far each is.",
    gives=schema.ImportList,
    roles=IMPORTERS,
)
async def list_imports(call: Call) -> Answered:
    """What was found in each is told by itself."""
    found = await call.house.intake.files.all(call.account.networks)
    names = await call.house.accounts.names([one.by for one in found]) if found else {}
    files = [_import(call, one, names) for one in found]
    return Answered(schema.ImportList(imports=files, largest=MOST_BYTES, part=LARGEST_PART))


@endpoint(
    "POST",
    "/api/imports",
    "Begin to send a file; nothing is stored of it before somebody has looked at it.",
    takes=schema.NewImport,
    gives=schema.Import,
    refusals={
        404: (Reason.UNKNOWN,),
        409: (Reason.MANY_IMPORTS,),
        413: (Reason.LARGE_FILE,),
        422: (Reason.BAD_REQUEST,),
    },
    audit="import.begin",
    roles=IMPORTERS,
)
async def begin_import(call: Call) -> Answered:
    """Its size is said first, so that what is too large is refused before it is sent."""
    body, account = call.taken(schema.NewImport), call.account
    network = body.network or next(iter(account.networks), "")
    if network not in account.networks:
        raise Refused(404, Reason.UNKNOWN)
    if body.use and body.use not in KINDS:
        raise Refused(422, Reason.BAD_REQUEST)
    if body.size > MOST_BYTES:
        raise Refused(413, Reason.LARGE_FILE, most=str(MOST_BYTES // 1024 // 1024))
    new = Brought(
        id=call.house.ids.new(),
        network=network,
        kind=body.kind,
        state=State.SENDING,
        by=account.id,
        made_at=call.now,
        touched_at=call.now,
        size=body.size,
        file=body.file,
        source=source_of(network, body.source),
        owner=network if body.kind is Kind.SERVICES else "",
        use=body.use,
    )
    if not await call.house.intake.files.begin(new):
        raise Refused(409, Reason.MANY_IMPORTS)
    return Answered(_import(call, new, {account.id: account.login}), subject=new.id)


@endpoint(
    "POST",
    "/api/imports/{id}/parts",
    "The next part of a file; after the last one it is read.",
    takes=schema.ImportPart,
    gives=schema.Import,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,), 422: (Reason.BAD_REQUEST,)},
    roles=IMPORTERS,
    largest=512 * 1024,
)
async def send_part(call: Call) -> Answered:
    """Only the one that comes next: what is sent twice changes nothing."""
    one, body = await _known(call), call.taken(schema.ImportPart)
    try:
        content = b64decode(body.content, validate=True)
    except ValueError:  # also of what is no ASCII
        raise Refused(422, Reason.BAD_REQUEST) from None
    if not 0 < len(content) <= LARGEST_PART:
        raise Refused(422, Reason.BAD_REQUEST)
    if not await call.house.intake.files.add_part(one, body.at, content, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    return await _shown(call)


@endpoint(
    "GET",
    "/api/imports/{id}",
    "One file: how far it is, what it would change or did, and the first rows that were refused.",
    gives=schema.Import,
    refusals=MISSING,
    roles=IMPORTERS,
)
async def one_import(call: Call) -> Answered:
    """In the words of the caller's language."""
    return await _shown(call)


@endpoint(
    "GET",
    "/api/imports/{id}/report",
    "Every row that was refused, with line, reason and remedy, as a sheet.",
    gives=schema.ImportReport,
    refusals=MISSING,
    roles=IMPORTERS,
)
async def import_report(call: Call) -> Answered:
    """No cell of it is run by a spreadsheet."""
    one = await _known(call)
    found, language = one.found or Found(), call.language
    header = [in_words_of(name, language) for name in ("file", "line", "what", "remedy")]
    rows = [
        [row.file, str(row.line), in_words(row.what, language), in_words(row.remedy, language)]
        for row in found.lines
    ]
    remarks = [["", "", in_words(remark, language), ""] for remark in found.remarks]
    sheet = written_sheet([header, *rows, *remarks])
    return Answered(schema.ImportReport(name="import.csv", sheet=sheet))


@endpoint(
    "POST",
    "/api/imports/{id}/confirm",
    "Store a file as it was looked at: all of it, or nothing.",
    gives=schema.Import,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,)},
    audit="import.confirm",
    roles=IMPORTERS,
)
async def confirm_import(call: Call) -> Answered:
    """Once: a worker stores it."""
    one = await _known(call)
    if not await call.house.intake.files.confirm(one.id, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    return await _shown(call)


@endpoint(
    "POST",
    "/api/imports/{id}/stop",
    "Go no further with a file: nothing of it is stored.",
    gives=schema.Import,
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.OVERTAKEN,)},
    audit="import.stop",
    roles=IMPORTERS,
)
async def stop_import(call: Call) -> Answered:
    """What a worker is at ends at its next sign."""
    one = await _known(call)
    if not await call.house.intake.files.stop(one.id, call.now):
        raise Refused(409, Reason.OVERTAKEN)
    return await _shown(call)


_HEADER = {"file": "file", "line": "riga", "what": "motivo", "remedy": "che cosa fare"}


def in_words_of(column: str, language: str) -> str:
    """The name of a column of the report."""
    return _HEADER[column] if language == "it" else column


async def _known(call: Call) -> Brought:
    return existing(await call.house.intake.files.one(call.account.networks, call.path["id"]))


async def _shown(call: Call) -> Answered:
    one = await _known(call)
    return Answered(_import(call, one, await call.house.accounts.names([one.by])))


def _import(call: Call, one: Brought, names: dict[str, str]) -> schema.Import:
    network = call.house.networks.network(one.network)
    return schema.Import(
        id=one.id,
        kind=one.kind,
        state=one.state,
        file=one.file,
        source=one.source.partition(":")[2],
        network=network.name if network else one.network,
        by=names.get(one.by, ""),
        at=one.made_at,
        size=one.size,
        received=one.received,
        done=one.done,
        total=one.total,
        found=None if one.found is None else _found(one.found, call.language),
    )


def _found(one: Found, language: str) -> schema.ImportFound:
    return schema.ImportFound(
        new=one.new,
        changed=one.changed,
        same=one.same,
        gone=one.gone,
        waiting=one.waiting,
        refused=one.refused,
        rows=[
            schema.RefusedRow(
                file=row.file,
                line=row.line,
                what=in_words(row.what, language),
                remedy=in_words(row.remedy, language),
            )
            for row in one.lines[:SHOWN]
        ],
        remarks=[in_words(remark, language) for remark in one.remarks[:SHOWN]],
    )


ENDPOINTS = (
    list_imports,
    begin_import,
    send_part,
    one_import,
    import_report,
    confirm_import,
    stop_import,
)
