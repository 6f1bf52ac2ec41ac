"""``filo audit``: whether what the staff did was changed afterwards."""

from __future__ import annotations

import asyncio
import os
import re
from typing import Annotated

import typer

from bot.assemble import keyring_of
from bot.commands.terminal import say, told
from bot.config import SettingsError, load
from bot.handoff.audit import Fault, Found, Verified
from bot.storage.examine import verify_audit

audit = typer.Typer(no_args_is_help=True, help="What the staff did.")

HEAD = re.compile(r"\d{1,18}:[0-9a-f]{64}")

_SAID = {
    Fault.GONE: "it is missing",
    Fault.FEWER: "rows of it are missing",
    Fault.MORE: "it has rows that were added",
    Fault.CHANGED: "a row of it was changed",
    Fault.BROKEN: "its seal does not fit: its rows, their order or its number were changed",
    Fault.ANCHOR: "the anchor of the chain was not made by this installation",
    Fault.ORPHAN: "rows name it, and it is not there",
    Fault.FORGED: "a row that waits for its seal was not made by this installation",
    Fault.SHORTER: "the chain ends before the head that was given, or is another one",
}


@audit.callback()
def about() -> None:
    """What the staff did."""


@audit.command("verify")
@told
def audit_verify(
    head: Annotated[str, typer.Option(help="The head that an earlier verification printed.")] = "",
) -> None:
    """Read the chain of the audit again. Note the head elsewhere: it shows a chain cut short."""
    if head and not HEAD.fullmatch(head):
        raise SettingsError(("--head takes what an earlier `filo audit verify` printed.",))
    settings = load(os.environ)
    seen = asyncio.run(verify_audit(settings.database_url, keyring_of(settings), head))
    for line in told_of(seen):
        say(line)
    if not seen.whole:
        raise typer.Exit(1)


def told_of(seen: Verified) -> tuple[str, ...]:
    """What a verification saw, in lines."""
    return (
        f"{seen.rows} rows in {seen.batches} batches from number {seen.since} on;"
        f" {seen.waiting} wait for their seal, {seen.unsigned} are from before the chain.",
        *(_fault(one) for one in seen.found),
        "Nothing was changed." if seen.whole else "The audit was changed: keep this database.",
        f"head {seen.head}",
    )


def _fault(one: Found) -> str:
    where = f"batch {one.batch}" if one.batch else "outside of the batches"
    row = f" (row {one.row})" if one.row else ""
    return f"FAIL {where}: {_SAID[one.fault]}{row}."
