"""Alarms in memory, and what a batch of turns changes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.handoff.alarm import Alarm, AlarmMark, proves


class HeldAlarms(dict[str, Alarm]):
    """Alarms and drills by id."""

    def take(self, new: Iterable[Alarm], marks: Iterable[AlarmMark]) -> None:
        """Keep what was raised, and change what was marked."""
        self.update({alarm.id: alarm for alarm in new})
        for mark in marks:
            alarm = self[mark.alarm]
            if mark.sign is not None:
                alarm = replace(alarm, sign=mark.sign, told=mark.told, message=mark.message)
            cancelled_at = mark.cancelled_at or alarm.cancelled_at
            self[alarm.id] = replace(alarm, cancelled_at=cancelled_at)

    def unlink(self, conversation: str) -> None:
        """That conversation is forgotten: its alarms stay, and name it no more."""
        for id, alarm in self.items():
            if alarm.conversation == conversation:
                self[id] = replace(alarm, conversation="")

    def prove(self, network: str, now: datetime) -> bool:
        """Whether a duty of that network saw a drill in time, and not too long ago."""
        return any(drill.network == network and proves(drill, now) for drill in self.values())
