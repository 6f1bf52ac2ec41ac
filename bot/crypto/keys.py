"""The master key file, and every key that is derived from it.

One file of the installation holds the master key. Sealing, blind index and tokens each get a key
of their own (HKDF-SHA256, RFC 5869), and each conversation a random data key sealed under the
first: forgetting her is destroying that sealed key. A second file holds the key that follows
(docs/decisions/0057-a-key-follows-another.md).
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.crypto.chain import Chain
from bot.crypto.checksum import Checksums
from bot.crypto.index import BlindIndex
from bot.crypto.sealing import KEY, SIGN, CryptoError, Sealer, Sealers
from bot.crypto.tokens import Tokens
from bot.process.secret_files import SecretFileError, check_rights

MASTER = 32
_REMEMBERED_KEYS = 4096
_DISTINCT = 12
_INDEX, _TOKENS, _AUDIT = b"filo blind index", b"filo tokens", b"filo audit"


class KeyFileError(CryptoError):
    """The master key file cannot be used; the sentence says what to do."""


def create_key_file(path: Path) -> None:
    """Write a new random master key, readable by its owner only; never over an existing file."""
    write_key_file(path, os.urandom(MASTER))


def write_key_file(path: Path, master: bytes) -> None:
    """Write this master key, readable by its owner only; never over an existing file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(
            f"{path} exists already: keep it, because everything stored is sealed with it."
        ) from None
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(b64encode(master) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_key_file(path: Path) -> bytes:
    """The master key of a file; raises ``KeyFileError`` when it is absent, open or weak."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(4096)
    except FileNotFoundError:
        raise KeyFileError(
            f"There is no master key at {path}: make one with `filo keys create` (one that follows"
            " another with `filo keys new`), or put the backed-up one there."
        ) from None
    except OSError as error:
        raise KeyFileError(
            f"The master key {path} cannot be read ({error.strerror}): let the user that runs"
            " filo own the file."
        ) from None
    try:
        check_rights(mode, path, os.environ)
    except SecretFileError as error:
        raise KeyFileError(f"The master key is open. {error}") from None
    return _checked(text, path)


def _checked(text: bytes, path: Path) -> bytes:
    remedy = "make a new one with `filo keys create` at another path, or restore the right file."
    try:
        key = b64decode(text.strip(), validate=True)
    except (NotBase64, ValueError):
        raise KeyFileError(f"The master key {path} is not base64: {remedy}") from None
    if len(key) < MASTER:
        raise KeyFileError(
            f"The master key {path} has {len(key)} bytes and needs {MASTER}: {remedy}"
        )
    if len(set(key)) < _DISTINCT:
        raise KeyFileError(f"The master key {path} is not random: {remedy}")
    return key


def sign_of(master: bytes) -> bytes:
    """What tells what one key sealed from what another did. Says nothing of the key."""
    return blake2b(master, digest_size=SIGN, person=b"filo key sign").digest()


@dataclass(frozen=True, slots=True)
class Former:
    """What is kept of a key that another follows: it finds and verifies, and opens nothing."""

    sign: bytes
    index: bytes = field(repr=False)
    audit: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which key seals, by its sign, since when (epoch ms), and which ones did before it, the oldest
    first. ``retired``: nothing is left under the last of these, and it is no longer used.
    """

    seals: bytes
    former: tuple[Former, ...] = ()
    since: int = 0
    retired: bool = True


@final
class Keyring:
    """Every key of an installation, derived from its master key of at least 32 bytes.

    ``installation`` seals what belongs to no conversation, ``erasures`` what must still be taken
    back after her data key is gone, ``data_keys`` those themselves, ``index`` makes keyed hashes,
    ``tokens`` mints cookies and form ids, ``audit`` signs and chains what the staff did,
    ``checksums`` compares copies.

    Of two masters one follows the other. Both open; which one seals the database says
    (``bot.storage.installation``), until then the first.
    """

    def __init__(self, *masters: bytes) -> None:
        if any(len(master) < MASTER for master in masters):
            raise KeyFileError(f"A master key needs {MASTER} bytes: run `filo keys create`.")
        self._masters = {sign_of(master): master for master in masters}
        self.data_keys = Sealers(self._all(b"filo data keys"))
        self.installation = Sealers(self._all(b"filo installation"))
        self.erasures = Sealers(self._all(b"filo erasures"))
        self.index = BlindIndex(_derive(masters[0], _INDEX))
        self.tokens = Tokens(_derive(masters[0], _TOKENS))
        self.audit = Chain(_derive(masters[0], _AUDIT))
        self._known: OrderedDict[str, tuple[bytes, Sealer]] = OrderedDict()
        self._lock = Lock()
        self.stand(Standing(sign_of(masters[0])))

    @property
    def signs(self) -> tuple[bytes, ...]:
        """The signs of the master keys that are here."""
        return tuple(self._masters)

    @property
    def mark(self) -> bytes:
        """What stands before everything that is sealed or hashed now; nothing, under the first."""
        return self.standing.seals if self.standing.former else b""

    @property
    def following(self) -> bytes | None:
        """The sign of the key that is here and was never used."""
        used = {self.standing.seals, *(one.sign for one in self.standing.former)}
        return next((sign for sign in self._masters if sign not in used), None)

    def stand(self, standing: Standing) -> None:
        """From now on it is so. Raises ``KeyFileError`` where a key is not here that is needed."""
        seals, former = standing.seals, standing.former
        if seals not in self._masters:
            raise KeyFileError(
                "The key that this database is sealed with is not here: look at"
                " FILO_MASTER_KEY_FILE and FILO_NEXT_KEY_FILE."
            )
        if not standing.retired and former[-1].sign not in self._masters:
            raise KeyFileError(
                "The key before this one is not here, and may still be needed: name both files in"
                " FILO_MASTER_KEY_FILE and FILO_NEXT_KEY_FILE until `filo keys retire` is done."
            )
        self.standing = standing
        number = len(former)
        order = [seals, *filter(None, [self.following])]
        used = [number, *range(number + 1, number + len(order))]
        used += [] if standing.retired else [number - 1]
        signs = [*(one.sign for one in former), *order]
        index = [*(one.index for one in former), *(self._one(sign, _INDEX) for sign in order)]
        audit = [*(one.audit for one in former), *(self._one(sign, _AUDIT) for sign in order)]
        self.index.turn(index, [b"", *signs[1:]], used)
        self.audit.turn(audit, used)
        self.tokens.turn([self._one(signs[one], _TOKENS) for one in used])
        self.checksums = Checksums(self._one(seals, b"filo checksums"))
        for sealers in (self.data_keys, self.installation, self.erasures):
            sealers.turn(seals, self.mark)

    def followed(self, sign: bytes, since: int) -> Standing:
        """How it stands once the key of that sign follows the one that seals now (epoch ms)."""
        seals = self.standing.seals
        last = Former(seals, self._one(seals, _INDEX), self._one(seals, _AUDIT))
        return Standing(sign, (*self.standing.former, last), since, retired=False)

    def new_data_key(self, conversation: str) -> tuple[Sealer, bytes]:
        """A new data key for a conversation, and the same key sealed for its row."""
        key = os.urandom(KEY)
        sealed = self.data_keys.seal("conversations", "sealed_key", conversation, key)
        return self._remember(conversation, sealed, Sealer(key)), sealed

    def data_key(self, conversation: str, sealed: bytes) -> Sealer:
        """The data key of a conversation out of its row; a bounded number is remembered."""
        with self._lock:
            known = self._known.get(conversation)
            if known is not None and known[0] == sealed:
                self._known.move_to_end(conversation)
                return known[1]
        key = self.data_keys.unseal("conversations", "sealed_key", conversation, sealed)
        return self._remember(conversation, sealed, Sealer(key))

    def drop(self, conversations: Iterable[str]) -> None:
        """Remember these conversations' data keys no longer: they were destroyed."""
        with self._lock:
            for conversation in conversations:
                self._known.pop(conversation, None)

    def _remember(self, conversation: str, sealed: bytes, sealer: Sealer) -> Sealer:
        with self._lock:
            self._known[conversation] = (sealed, sealer)
            self._known.move_to_end(conversation)
            if len(self._known) > _REMEMBERED_KEYS:
                self._known.popitem(last=False)
        return sealer

    def _one(self, sign: bytes, purpose: bytes) -> bytes:
        return _derive(self._masters[sign], purpose)

    def _all(self, purpose: bytes) -> dict[bytes, bytes]:
        return {sign: self._one(sign, purpose) for sign in self._masters}


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)
