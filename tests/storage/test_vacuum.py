"""What is written anew in PostgreSQL's files holds up a woman for one table at most."""

from __future__ import annotations

import itertools
from typing import Any, cast

from sqlalchemy import Connection

from bot.storage import postgres_vacuum
from bot.storage.hers import scrubbed_wholly


class Answer:
    """Nobody reads an old snapshot, and the role may not touch the log."""

    def first(self) -> None:
        """No row."""

    def scalar_one(self) -> str:
        """A transaction's number."""
        return "7"

    def scalar(self) -> bool:
        """It may not."""
        return False


class Server:
    """Takes a second for each table, and writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.now = 0.0

    def exec_driver_sql(self, sql: str) -> Answer:
        """A statement without parameters."""
        self.asked.append(sql)
        self.now += sql.startswith("VACUUM FULL")
        return Answer()

    def execute(self, what: Any, given: Any = None) -> Answer:
        """One with parameters."""
        if given and "seconds" in given:
            self.asked.append(f"rests {given['seconds']}")
        return Answer()

    def monotonic(self) -> float:
        """Its clock."""
        return self.now


def test_between_two_tables_nobody_is_held_up_for_as_long_as_the_first_one_took() -> None:
    """A turn that waited for one table has all others before the next is written anew."""
    server = Server()
    done = postgres_vacuum.vacuum_wholly(cast("Connection", server), server.monotonic)
    assert done
    held = [one for one in server.asked if one.startswith(("VACUUM FULL", "rests"))]
    wanted = ((f"VACUUM FULL {table}", "rests 1.0") for table in scrubbed_wholly())
    assert held == list(itertools.chain.from_iterable(wanted))
