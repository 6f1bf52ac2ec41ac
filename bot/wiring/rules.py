"""How long things live, out of the settings."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from bot.config import Settings
from bot.conversation.scene import Rules
from bot.messages import Channel
from bot.storage.gate import Keeping


def rules_of(settings: Settings) -> Rules:
    """How long things live, as the settings say."""
    silence = Rules().silence
    messenger = timedelta(hours=settings.keep_messenger_hours)
    web_kept = silence[Channel.WEB] + timedelta(minutes=settings.keep_web_minutes)
    return Rules(
        kept=dict.fromkeys(Channel, messenger) | {Channel.WEB: web_kept},
        kept_with_human=timedelta(hours=settings.keep_case_hours),
        kept_longer=timedelta(days=settings.keep_asked_days),
        letter=timedelta(days=settings.keep_letter_days),
        held=timedelta(hours=settings.keep_held_hours),
    )


def keeping_of(settings: Settings) -> Keeping:
    """How long the store keeps what belongs to no conversation."""
    return Keeping(
        happened=timedelta(hours=settings.keep_happened_hours),
        ledger=settings.keep_ledger,
        consent=timedelta(days=settings.keep_consent_days),
        ledger_file=settings.ledger_file,
    )


def staff_values(settings: Settings, rules: Rules) -> object:
    """Plain values of the staff site (``admin.ports.StaffSettings``)."""
    origin = settings.staff_url or ""
    return SimpleNamespace(
        origin=origin,
        secure=origin.startswith("https://") if origin else settings.secure,
        idle=timedelta(minutes=settings.staff_idle_minutes),
        longest=timedelta(hours=settings.keep_staff_session_hours),
        browser=timedelta(days=settings.keep_staff_browser_days),
        heartbeat=15.0,
        held=rules.held,
        boxed=rules.letter,
        sessions=settings.staff_sessions,
        invited=timedelta(days=3),
    )
