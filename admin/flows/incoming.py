"""Flows of RapidPro, TextIt and Glific: looked at first, then kept as drafts."""

from __future__ import annotations

from pydantic import Field

from admin.endpoint import Answered, Call, endpoint
from admin.flows.endpoints import WRITERS
from admin.flows.schema import Finding
from admin.refused import Refused
from admin.schema import Given, Taken
from bot.engine.editing.drafts import OvertakenError
from bot.handoff.reasons import Reason
from bot.interchange.report import ForeignFileError

LARGEST = 8 * 1024 * 1024
"""Bytes of a request; larger files are for the command line."""

MISSING = "languages/missing"
"""Told as a number: a line for each text and language would hide everything else."""


class ForeignFile(Taken):
    """An export of another product. ``keep``: make drafts of it; else it is only looked at."""

    text: str = Field(min_length=2, max_length=LARGEST)
    keep: bool = False


class ForeignFlow(Given):
    """One flow of the file, as it is called here."""

    id: str
    title: str


class ForeignReport(Given):
    """What becomes of the file. ``remarks``: what has no counterpart, and what was done instead;
    ``problems``: what the gate asks for; ``missing``: so many translations."""

    flows: list[ForeignFlow]
    remarks: list[str]
    problems: list[Finding]
    missing: int
    kept: bool


@endpoint(
    "POST",
    "/api/flow-imports",
    "Read flows of another product; as drafts, all of a file or none.",
    takes=ForeignFile,
    gives=ForeignReport,
    refusals={409: (Reason.OVERTAKEN,), 422: (Reason.FOREIGN,)},
    roles=WRITERS,
    audit="flows.import",
    largest=LARGEST,
)
async def import_flows(call: Call) -> Answered:
    """Nothing of it is live by itself."""
    body = call.taken(ForeignFile)
    reading = call.house.around.incoming.read(
        body.text.removeprefix("\ufeff"), call.account.id, call.now, keep=body.keep
    )
    try:
        found = await reading
    except ForeignFileError as error:
        raise Refused(422, Reason.FOREIGN, why=str(error)) from None
    except OvertakenError:
        raise Refused(409, Reason.OVERTAKEN) from None
    flows = [ForeignFlow(id=one.name, title=one.title) for one in found.imported.flows]
    told = [one for one in found.problems if one.rule != MISSING]
    report = ForeignReport(
        flows=flows,
        remarks=[str(one) for one in found.imported.remarks],
        problems=[Finding.model_validate(one, from_attributes=True) for one in told],
        missing=len(found.problems) - len(told),
        kept=body.keep,
    )
    return Answered(report, subject=flows[0].id if flows else "")


ENDPOINTS = (import_flows,)
