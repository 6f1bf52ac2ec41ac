"""What is kept, how old it is, what was destroyed: for data officers and network admins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from admin.endpoint import Answered, Call, endpoint
from admin.retention import schema
from bot.handoff.channels import ChannelNow, How
from bot.handoff.people import Role
from bot.handoff.standing import PROOF_KEPT, Kept, Leftover, Standing, next_sweep, why
from bot.handoff.suppression import FEWEST, told
from bot.messages import Channel

READERS = frozenset({Role.DATA_OFFICER, Role.NETWORK_ADMIN})
HOUR = 3600

PROVIDERS: dict[str, tuple[Literal["telegram", "twilio"], frozenset[Channel]]] = {
    "telegram": ("telegram", frozenset({Channel.TELEGRAM})),
    "twilio": ("twilio", frozenset({Channel.SMS, Channel.WHATSAPP})),
}


@endpoint(
    "GET",
    "/api/retention",
    "How the keeping of data stands: limits, ages, what was destroyed, what providers still have.",
    roles=READERS,
    gives=schema.Retention,
    audit="retention.view",
)
async def retention(call: Call) -> Answered:
    """Of the whole installation: the limits are the same for every network."""
    found = await call.house.kept.standing(call.now)
    channels = await call.house.channels.all((), call.now)
    return Answered(
        schema.Retention(
            at=call.now,
            swept_at=found.swept_at,
            next_at=next_sweep(found.swept_at, call.now),
            kinds=[_kept(one, found, call.now) for one in found.kinds],
            leftovers=[_leftover(one, channels, call.now) for one in found.leftovers],
            in_files=told(found.in_files),
            proof_days=PROOF_KEPT // timedelta(days=1),
            fewest=FEWEST,
        )
    )


def _kept(one: Kept, found: Standing, now: datetime) -> schema.Kept:
    return schema.Kept(
        kind=one.kind,
        least=int(one.limit.least.total_seconds()),
        most=int(one.limit.most.total_seconds()),
        rows=told(one.rows),
        age=_age(one.oldest, now),
        overdue=told(one.overdue),
        why=why(one, found.swept_at, now),
        gone_on=one.gone_on,
        gone=told(one.gone),
        gone_in_all=told(one.gone_in_all),
    )


def _leftover(one: Leftover, channels: Sequence[ChannelNow], now: datetime) -> schema.Leftover:
    name, of = PROVIDERS[one.provider]
    on = any(each.channel in of and each.how not in (How.OFF, How.UNDECIDED) for each in channels)
    return schema.Leftover(
        provider=name,
        on=on,
        waiting=told(one.waiting),
        age=_age(one.oldest, now),
        tried=told(one.tried),
        done=told(one.done),
        undone=told(one.undone),
    )


def _age(since: datetime | None, now: datetime) -> int | None:
    """Seconds, in whole hours and never too few: no moment of anybody's can be read out of it."""
    if since is None:
        return None
    return -(-max(int((now - since).total_seconds()), 1) // HOUR) * HOUR


ENDPOINTS = (retention,)
