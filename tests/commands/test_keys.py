"""``filo keys``: the paper copy, typed again, opens what was sealed."""

from __future__ import annotations

from base64 import b32encode, b64decode

from tests.commands.conftest import Installation, she_asks_for_a_person


def test_two_commands_make_an_installation(unmade: Installation) -> None:
    """A key and a database: she is served."""
    for words in (("keys", "create"), ("db", "upgrade")):
        made = unmade.run(*words)
        assert made.exit_code == 0, made.output
    assert unmade.within(she_asks_for_a_person)


def test_two_of_the_printed_sheets_restore_the_lost_key(installation: Installation) -> None:
    """She is still there afterwards: what was sealed opens."""
    case = installation.within(she_asks_for_a_person)
    printed = installation.run("keys", "paper").stdout.split("\f")
    assert len(printed) == 3
    key = installation.settings.master_key_file
    held = key.read_bytes()
    key.unlink()
    assert installation.run("people", "find", typed=case).exit_code == 1
    restored = installation.run("keys", "restore", typed=printed[2] + printed[0])
    assert restored.exit_code == 0, restored.output
    assert key.read_bytes() == held
    assert key.stat().st_mode & 0o077 == 0
    assert installation.run("people", "find", typed=case).exit_code == 0


def test_no_sheet_holds_the_key_itself(installation: Installation) -> None:
    """Nor any half of it."""
    text = installation.settings.master_key_file.read_text().strip()
    whole = installation.run("keys", "paper").stdout
    assert text not in whole
    bare = whole.replace(" ", "")
    master = b64decode(text)
    for at in range(0, 32, 8):
        assert b32encode(master[at : at + 8]).decode().rstrip("=")[:12] not in bare


def test_a_key_that_is_there_is_not_overwritten(installation: Installation) -> None:
    """Neither by two good sheets nor by bad ones; what was typed is not repeated."""
    key = installation.settings.master_key_file
    held = key.read_bytes()
    sheets = installation.run("keys", "paper").stdout.split("\f")
    refused = installation.run("keys", "restore", typed=sheets[0] + sheets[1])
    assert (refused.exit_code, "exists already" in refused.stderr) == (1, True)
    mistyped = installation.run("keys", "restore", typed="AAAA BBBB CCCC DDDD\n")
    assert (mistyped.exit_code, "Row 1" in mistyped.stderr) == (1, True)
    assert "AAAA" not in mistyped.output
    assert key.read_bytes() == held
