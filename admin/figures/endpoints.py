"""The report by quarters: for the steering group, which sees nobody, and for who runs a network."""

from __future__ import annotations

from datetime import datetime

from admin import answers
from admin.endpoint import Answered, Call, endpoint
from admin.figures import schema
from bot.handoff.figures import ALL, VALUES, Counted, Figure, finished
from bot.handoff.people import Role
from bot.handoff.suppression import FEWEST, TOTAL, Told, protected
from bot.text.tongues import WRITTEN

READERS = frozenset({Role.STEERING, Role.COORDINATOR, Role.NETWORK_ADMIN})


@endpoint(
    "GET",
    "/api/figures",
    "Numbers of the quarters that are over; those under five cannot be computed from the others.",
    roles=READERS,
    gives=schema.Figures,
    audit="figures.view",
)
async def figures(call: Call) -> Answered:
    """Of her agencies, each apart; all together for who has every agency that anything was counted
    at. What is hidden is decided over all agencies, whoever reads."""
    quarters = finished(call.now)
    counted = await call.house.counts.counted(quarters)
    own = await answers.agencies(call.house, call.account.networks)
    counting = {network for table in counted.values() for _, network in table} - {ALL}
    columns = [schema.Column(id=one.id, name=one.name) for one in own]
    if counting <= set(call.account.networks):
        columns = [schema.Column(id=TOTAL, name=""), *columns]
    return Answered(
        schema.Figures(
            quarters=quarters,
            columns=columns,
            tables=[
                _table(of, quarter, _told(counted, of, quarter), columns)
                for quarter in quarters
                for of in Figure
            ],
            fewest=FEWEST,
        )
    )


def _told(counted: Counted, of: Figure, quarter: datetime) -> Told:
    return protected(counted.get((of, quarter), {}), VALUES.get(of, WRITTEN))


def _table(of: Figure, quarter: datetime, told: Told, columns: list[schema.Column]) -> schema.Table:
    values = sorted({row for row, _ in told} - {TOTAL})
    rows = [
        schema.Row(value=value, counts=[told.get((value, one.id), 0) for one in columns])
        for value in (*values, TOTAL)
    ]
    empty = all(count == 0 for row in rows for count in row.counts)
    return schema.Table(
        figure=of,
        quarter=quarter,
        # What occurred elsewhere only is none of her business.
        rows=[] if empty else [one for one in rows if any(n != 0 for n in one.counts)],
    )


ENDPOINTS = (figures,)
