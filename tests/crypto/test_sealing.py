"""Sealing, the blind index and the master key file."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crypto.index import BlindIndex
from bot.crypto.keys import KeyFileError, Keyring, create_key_file, read_key_file
from bot.crypto.sealing import NotOurs, Sealer

MASTER = bytes(range(32))
PLACE = ("table", "column", "row")


@given(st.binary())
def test_what_was_sealed_opens_in_its_place(plain: bytes) -> None:
    """Any bytes come back."""
    sealer = Sealer(MASTER)
    sealed = sealer.seal(*PLACE, plain)
    assert sealer.unseal(*PLACE, sealed) == plain
    assert len(plain) < 4 or plain not in sealed


@pytest.mark.parametrize(
    "other", [("t", "column", "row"), ("table", "c", "row"), ("table", "column", "r")]
)
def test_a_value_copied_elsewhere_does_not_open(other: tuple[str, str, str]) -> None:
    """Another table, column or row is another place."""
    sealed = Sealer(MASTER).seal(*PLACE, b"x")
    with pytest.raises(NotOurs):
        Sealer(MASTER).unseal(*other, sealed)


def test_changed_bytes_and_other_keys_do_not_open() -> None:
    """Neither a flipped bit nor a truncated value nor another key."""
    sealed = Sealer(MASTER).seal(*PLACE, b"x")
    flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for key, value in ((MASTER, flipped), (MASTER, sealed[:5]), (MASTER[::-1], sealed)):
        with pytest.raises(NotOurs):
            Sealer(key).unseal(*PLACE, value)


def test_equal_values_are_sealed_differently() -> None:
    """Nobody can tell that two answers are the same."""
    sealer = Sealer(MASTER)
    assert sealer.seal(*PLACE, b"x") != sealer.seal(*PLACE, b"x")


def test_the_blind_index_is_keyed_and_apart_by_kind() -> None:
    """Equal texts hash equally only under one key and kind."""
    index = BlindIndex(MASTER)
    assert index.of("a", "x") == index.of("a", "x")
    assert len(index.of("a", "x")) == 16
    others = {index.of("b", "x"), index.of("a", "y"), BlindIndex(MASTER[::-1]).of("a", "x")}
    assert index.of("a", "x") not in others


def test_each_conversation_has_a_data_key_of_its_own() -> None:
    """One conversation's key opens nothing of another, and its sealed form is bound to its row."""
    keys = Keyring(MASTER)
    one, sealed_one = keys.new_data_key("one")
    two, _ = keys.new_data_key("two")
    value = one.seal(*PLACE, b"x")
    with pytest.raises(NotOurs):
        two.unseal(*PLACE, value)
    again = Keyring(MASTER)
    assert again.data_key("one", sealed_one).unseal(*PLACE, value) == b"x"
    with pytest.raises(NotOurs):
        again.data_key("two", sealed_one)
    keys.drop(["one", "never"])
    assert keys.data_key("one", sealed_one).unseal(*PLACE, value) == b"x"


def test_a_bounded_number_of_data_keys_is_remembered() -> None:
    """Memory does not grow with the number of conversations."""
    keys = Keyring(MASTER)
    for number in range(5000):
        keys.new_data_key(str(number))
    assert len(keys._known) == 4096


def test_the_key_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    """Mode 0600, 32 random bytes, never over another one."""
    path = tmp_path / "keys" / "master"
    create_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(read_key_file(path)) == 32
    with pytest.raises(KeyFileError, match="keep it"):
        create_key_file(path)


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "needs 32"),
        (b64encode(bytes(range(16))), "needs 32"),
        (b"\xff\xfe not base64", "not base64"),
        (b64encode(b"a" * 32), "not random"),
    ],
)
def test_a_weak_key_is_refused_with_what_to_do(tmp_path: Path, content: bytes, remedy: str) -> None:
    """The sentence names the command that makes a good one."""
    path = tmp_path / "master"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match=remedy) as caught:
        read_key_file(path)
    assert "filo keys create" in str(caught.value)


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """The sentence is the command to run."""
    path = tmp_path / "master"
    create_key_file(path)
    path.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_file(path)


def test_an_absent_key_is_told(tmp_path: Path) -> None:
    """Absent, or a folder: a sentence, not a stack trace."""
    with pytest.raises(KeyFileError, match="filo keys create"):
        read_key_file(tmp_path / "absent")
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_key_file(tmp_path)


def test_keys_are_in_no_repr() -> None:
    """A traceback that prints its values prints no key."""
    keys = Keyring(MASTER)
    shown = "".join(map(repr, (keys, keys.index, keys.tokens, keys.installation)))
    assert repr(MASTER)[2:-1] not in shown
    assert MASTER.hex() not in shown
