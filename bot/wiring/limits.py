"""How long each kind of data is kept, as the page of retention tells it, out of the settings."""

from __future__ import annotations

from datetime import timedelta

from bot.appointments.booking import HELD_FOR, KEPT_AFTER, WAITS_FOR
from bot.conversation.scene import Rules
from bot.handoff import figures, pathway, referral, risk, rota
from bot.handoff.care import DEBRIEF_KEPT, HANDOVER_KEPT
from bot.handoff.standing import Limit, Limits
from bot.settings.retention import Retention
from bot.values.brought import REMEMBERED


def limits_of(kept: Retention, rules: Rules) -> Limits:
    """The limit of each kind, at least and at most, as its rows are given it."""

    def days(count: int) -> Limit:
        return Limit(timedelta(days=count), timedelta(days=count))

    def just(span: timedelta) -> Limit:
        return Limit(span, span)

    talks = (*rules.kept.values(), rules.kept_with_human, rules.kept_longer)
    own = Limit(pathway.KEPT, pathway.AT_MOST)
    expiries = (*rules.bot_expiry.values(), rules.operator_expiry)
    return {
        "conversations": Limit(min(talks), max(talks)),
        "letters": days(kept.keep_letter_days),
        "held": Limit(rules.held, max(rules.held, rules.letter)),
        "notes": days(kept.keep_note_days),
        "bookings": Limit(HELD_FOR, KEPT_AFTER),
        "waiting_list": just(WAITS_FOR),
        "referrals": just(referral.KEPT),
        "pathways": own,
        "notebooks": own,
        "risk_aids": just(risk.KEPT),
        "outgoing": Limit(min(expiries), max(expiries)),
        "dead_letters": Limit(min(expiries), max(expiries)),
        "sent_telegram": just(timedelta(hours=kept.keep_telegram_hours)),
        "handovers": just(HANDOVER_KEPT),
        "debriefs": just(DEBRIEF_KEPT),
        "shifts": just(rota.KEPT),
        "alarms": days(kept.keep_alarm_days),
        "consents": days(kept.keep_consent_days),
        "inbox": just(timedelta(hours=kept.keep_happened_hours)),
        "imports": just(REMEMBERED),
        "staff_sessions": just(timedelta(hours=kept.keep_staff_session_hours)),
        "audit": days(kept.keep_audit_days),
        "ledger": just(kept.keep_ledger),
        "counts": just(figures.KEPT),
    }
