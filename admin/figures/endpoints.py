"""How often something was done, month by month: for the steering group, which sees nobody."""

from __future__ import annotations

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.figures import schema
from bot.handoff.figures import COUNTED, FEWEST, months_until, told
from bot.handoff.people import Role

READERS = frozenset({Role.STEERING, Role.COORDINATOR, Role.NETWORK_ADMIN})


@endpoint(
    "GET",
    "/api/figures",
    "Numbers of the last twelve months; those under five are not told.",
    roles=READERS,
    gives=schema.Figures,
    audit="figures.view",
)
async def figures(call: Call) -> Answered:
    """Of her agencies, each apart."""
    cells: list[schema.Cell] = []
    own = await answers.agencies(call.house, call.account.networks)
    for since, until in months_until(call.now):
        found = await call.house.audit.tally(call.account.networks, COUNTED, since, until)
        cells += [
            schema.Cell(
                month=since,
                network=network.name,
                what=act,
                count=told(found.get((network.id, act), 0)),
            )
            for network in own
            for act in COUNTED
        ]
    return Answered(schema.Figures(cells=cells, fewest=FEWEST))


ENDPOINTS = (figures,)
