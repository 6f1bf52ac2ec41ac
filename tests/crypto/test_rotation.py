"""Two master keys: what either sealed opens, and only one seals."""

from __future__ import annotations

from hashlib import blake2b

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from bot.crypto.chain import Chain
from bot.crypto.index import BlindIndex
from bot.crypto.keys import KeyFileError, Keyring, Standing, sign_of
from bot.crypto.sealing import SIGN, NotOurs, Sealer, Sealers

OLD, NEW, THIRD = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
PLACE = ("letters", "sealed_text", "one")


def derived(master: bytes, purpose: bytes) -> bytes:
    """A key of an installation as every version of the program has derived it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def test_without_a_rotation_every_byte_is_as_it_was() -> None:
    """An older program opens what this one seals, and this one what that sealed."""
    keys, older = Keyring(OLD), Sealer(derived(OLD, b"filo installation"))
    assert older.unseal(*PLACE, keys.installation.seal(*PLACE, b"x")) == b"x"
    assert keys.installation.unseal(*PLACE, older.seal(*PLACE, b"x")) == b"x"
    index = derived(OLD, b"filo blind index")
    wanted = blake2b(b"kind\0text", key=index, digest_size=16).digest()
    assert keys.index.each("kind", "text") == (wanted,)
    assert Keyring(OLD, NEW).index.of("kind", "text") == wanted


def test_after_the_turn_both_open_and_the_new_one_seals() -> None:
    """The value says by its first bytes which key it was."""
    keys = Keyring(OLD, NEW)
    before = keys.installation.seal(*PLACE, b"x")
    keys.stand(keys.followed(sign_of(NEW), 0))
    after = keys.installation.seal(*PLACE, b"x")
    assert after.startswith(sign_of(NEW))
    assert keys.installation.opened(*PLACE, before) == (b"x", sign_of(OLD))
    assert keys.installation.opened(*PLACE, after) == (b"x", sign_of(NEW))
    for alone, opens in ((Keyring(OLD), before), (Keyring(NEW), after)):
        assert alone.installation.unseal(*PLACE, opens) == b"x"
        with pytest.raises(NotOurs):
            alone.installation.unseal(*PLACE, after if opens is before else before)


def test_a_nonce_that_looks_like_a_sign_is_opened_all_the_same() -> None:
    """Chance makes one in 2**64 so: it is a value of the first key."""
    sign = b"s" * SIGN
    keys = {b"first---": bytes(32), sign: bytes(31) + b"\1"}
    plain = Sealer(keys[b"first---"])
    nonce = sign + b"rest"
    sealed = nonce + plain._aead.encrypt(nonce, b"x", b"\0".join(one.encode() for one in PLACE))
    assert Sealers(keys).opened(*PLACE, sealed) == (b"x", b"first---")


@given(st.text(), st.sampled_from([8, 16]), st.integers(1, 9))
def test_a_hash_is_brought_under_the_next_key_without_its_text(
    text: str, size: int, many: int
) -> None:
    """Whatever stood under any earlier key becomes what is written now; so do several in a row."""
    index = BlindIndex(OLD)
    first = index.of("kind", text, size)
    layers, signs = [OLD, NEW, THIRD], [b"", b"sign-two", b"sign-thr"]
    index.turn(layers, signs, [1, 0])
    second = index.of("kind", text, size)
    assert index.each("kind", text, size) == (second, first)
    assert (index.renewed(first, size), index.renewed(second, size)) == (second, second)
    index.turn(layers, signs, [2, 1])
    third = index.of("kind", text, size)
    assert index.renewed(first, size) == index.renewed(second, size) == third
    assert index.renewed(second * many, size) == third * many
    assert index.cut(third * many, size) == [third] * many
    assert (
        index.steady("kind", text)
        == blake2b(
            f"kind\0{text}".encode("utf-8", "surrogatepass"), key=OLD, digest_size=16
        ).digest()
    )


def test_who_has_one_key_only_makes_no_hash_of_the_other() -> None:
    """Neither the old nor the new alone is enough to try texts."""
    keys = Keyring(OLD, NEW)
    keys.stand(keys.followed(sign_of(NEW), 0))
    now = keys.index.of("kind", "text")[SIGN:]
    for thief in (Keyring(OLD), Keyring(NEW)):
        assert thief.index.of("kind", "text") != now


def test_a_key_that_is_needed_and_not_here_is_told() -> None:
    """The one that seals, and the one before it until it was retired."""
    both = Keyring(OLD, NEW)
    turned = both.followed(sign_of(NEW), 0)
    with pytest.raises(KeyFileError, match="is not here: look at"):
        Keyring(OLD).stand(turned)
    with pytest.raises(KeyFileError, match="until `filo keys retire`"):
        Keyring(NEW).stand(turned)
    Keyring(NEW).stand(Standing(turned.seals, turned.former, 0, retired=True))


def test_a_key_that_sealed_before_never_follows() -> None:
    """Its sign is known, also when only that is left of it."""
    keys = Keyring(OLD, NEW)
    assert keys.following == sign_of(NEW)
    turned = keys.followed(sign_of(NEW), 0)
    keys.stand(Standing(turned.seals, turned.former, 0, retired=True))
    assert keys.following is None


def test_a_chain_knows_what_earlier_keys_signed_and_takes_nothing_new_of_them() -> None:
    """Signed: by any. Ours: by one that is in use."""
    old, chain = Chain(OLD), Chain(NEW)
    chain.turn([OLD, NEW], [1])
    row, seal = old.row("a", 1), old.batch(bytes(32), 1, 2, [b"row"])
    assert chain.signed(row, "a", 1)
    assert not chain.ours(row, "a", 1)
    assert chain.sealed_by(seal, bytes(32), 1, 2, [b"row"]) == 0
    assert not chain.anchors(old.anchor(1, seal, 2), 1, seal, 2)
    chain.turn([OLD, NEW], [1, 0])
    assert chain.ours(row, "a", 1)
    assert chain.anchors(old.anchor(1, seal, 2), 1, seal, 2)


def test_no_part_of_what_is_kept_is_in_a_repr() -> None:
    """A traceback shows the sign of a key, and nothing that finds or verifies."""
    keys = Keyring(OLD, NEW)
    turned = keys.followed(sign_of(NEW), 0)
    (former,) = turned.former
    shown = repr(turned) + repr(keys)
    assert repr(former.index) not in shown
    assert repr(former.audit) not in shown
