"""Why these services were named to her, and in this order: every reason in her words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.directory.searching import Ground, Match, Wanted
from bot.directory.seen import seen
from bot.directory.tell import Tongue, name_text


def why_text(matches: Iterable[Match], wanted: Wanted, tongue: Tongue, now: datetime) -> str:
    """A line for each service: its name and the reasons, what speaks against it last."""
    lines = []
    for match in matches:
        shown = seen(match.offer, now)
        if shown is None:
            continue
        reasons = [_said(why, match, wanted, tongue) for why in match.reasons]
        listed = "; ".join(reasons) or tongue.label("why_nothing")
        lines.append(tongue.label("why_line", name=name_text(shown, tongue), reasons=listed))
    return "\n".join(lines)


def _said(why: Ground, match: Match, wanted: Wanted, tongue: Tongue) -> str:
    values = {}
    if why in (Ground.LANGUAGE, Ground.NO_LANGUAGE):
        values["spoken"] = tongue.languages([wanted.language])
    elif why in (Ground.NEAR, Ground.FAR):
        values["km"] = str(max(1, round(match.km or 0)))
    return tongue.label(f"why_{why.value}", **values)
