"""Messages that a provider did not take: when and why, and another try while it is not late."""

from __future__ import annotations

from admin import answers, schema
from admin.endpoint import Answered, Call, endpoint
from admin.refused import Refused
from bot.conversation.ports import OUTBOX
from bot.handoff.reasons import Reason


@endpoint(
    "GET",
    "/api/undelivered",
    "What no provider took, of her networks and of women without a case; never the text.",
    gives=schema.UndeliveredState,
    audit="undelivered.view",
)
async def undelivered(call: Call) -> Answered:
    """Those that may still be tried again."""
    found = await call.house.undelivered.all(call.account.networks, call.now)
    given = [answers.undelivered(call.house, one) for one in found]
    return Answered(schema.UndeliveredState(undelivered=given))


@endpoint(
    "POST",
    "/api/undelivered/{id}/retry",
    "Try one again, as if it had never been tried: not after her exit, and not late.",
    refusals={404: (Reason.UNKNOWN,), 409: (Reason.EXITED, Reason.TOO_LATE)},
    audit="undelivered.retry",
)
async def retry(call: Call) -> Answered:
    """Put it back into the outbox."""
    house = call.house
    reason = await house.undelivered.retry(call.account.networks, call.path["id"], call.now)
    if reason is not None:
        raise Refused(404 if reason is Reason.UNKNOWN else 409, reason)
    house.bus.publish(OUTBOX)
    return Answered(None)


ENDPOINTS = (undelivered, retry)
