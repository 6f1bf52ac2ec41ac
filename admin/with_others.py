"""The operations of what agencies do together, in one list."""

from __future__ import annotations

from admin.agencies import endpoints as agencies
from admin.pathway import endpoints as pathway
from admin.referrals import endpoints as referrals
from admin.referrals import receiving
from admin.risk import endpoints as risk
from admin.seats import endpoints as seats
from admin.seats import passing

TOGETHER = (
    *agencies.ENDPOINTS,
    *seats.ENDPOINTS,
    *passing.ENDPOINTS,
    *referrals.ENDPOINTS,
    *receiving.ENDPOINTS,
    *pathway.ENDPOINTS,
    *risk.ENDPOINTS,
)
"""Every one of them is served; ``admin.app`` adds them to its own."""
