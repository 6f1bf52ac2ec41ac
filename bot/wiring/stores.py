"""What the staff and the workers keep: a store for each thing, all over one database."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.storage.alarms import SqlAlarms
from bot.storage.audit import SqlAudit
from bot.storage.calendars import SqlCalendars
from bot.storage.counts import SqlCounts
from bot.storage.desk import SqlDesk
from bot.storage.ids import RandomIds
from bot.storage.people import SqlPeople
from bot.storage.rota import SqlRota
from bot.storage.routing import SqlRouting
from bot.storage.routing_waits import SqlWaits
from bot.storage.sql import SqlStore
from bot.storage.staff import SqlAccounts
from bot.storage.staff_keys import SqlKeys
from bot.storage.staff_members import SqlMembers
from bot.storage.tray import SqlTray
from bot.storage.undelivered import SqlUndelivered


@dataclass(slots=True, repr=False)
class Stores:
    """The store of turns, and those that need nothing else to be opened over it."""

    store: SqlStore
    ids: RandomIds
    accounts: SqlAccounts = field(init=False)
    alarms: SqlAlarms = field(init=False)
    audit: SqlAudit = field(init=False)
    calendars: SqlCalendars = field(init=False)
    counts: SqlCounts = field(init=False)
    desk: SqlDesk = field(init=False)
    members: SqlMembers = field(init=False)
    passkeys: SqlKeys = field(init=False)
    people: SqlPeople = field(init=False)
    rota: SqlRota = field(init=False)
    routing: SqlRouting = field(init=False)
    tray: SqlTray = field(init=False)
    undelivered: SqlUndelivered = field(init=False)
    waits: SqlWaits = field(init=False)

    def __post_init__(self) -> None:
        store = self.store
        self.accounts = SqlAccounts(store)
        self.alarms = SqlAlarms(store)
        self.audit = SqlAudit(store)
        self.calendars = SqlCalendars(store)
        self.counts = SqlCounts(store)
        self.desk = SqlDesk(store, self.ids.new)
        self.members = SqlMembers(store)
        self.passkeys = SqlKeys(store)
        self.people = SqlPeople(store)
        self.rota = SqlRota(store)
        self.routing = SqlRouting(store)
        self.tray = SqlTray(store)
        self.undelivered = SqlUndelivered(store)
        self.waits = SqlWaits(store)
