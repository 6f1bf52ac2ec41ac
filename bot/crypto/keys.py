"""The master key file, and every key that is derived from it.

One file of the installation holds the master key. Sealing, blind index and tokens each get a key
of their own (HKDF-SHA256, RFC 5869), and each conversation a random data key sealed under the
first: forgetting her is destroying that sealed key.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.crypto.chain import Chain
from bot.crypto.checksum import Checksums
from bot.crypto.index import BlindIndex
from bot.crypto.sealing import KEY, CryptoError, Sealer
from bot.crypto.tokens import Tokens
from bot.secret_files import SecretFileError, check_rights

MASTER = 32
_REMEMBERED_KEYS = 4096
_DISTINCT = 12


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
            f"There is no master key at {path}: make one with `filo keys create`, or put the"
            " backed-up one there."
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


@final
class Keyring:
    """Every key of an installation, derived from its master key of at least 32 bytes.

    ``installation`` seals what belongs to no conversation, ``erasures`` what must still be taken
    back after her data key is gone, ``index`` makes keyed hashes, ``tokens`` mints cookies and
    form ids, ``audit`` signs and chains what the staff did, ``checksums`` compares copies.
    """

    def __init__(self, master: bytes) -> None:
        if len(master) < MASTER:
            raise KeyFileError(f"A master key needs {MASTER} bytes: run `filo keys create`.")
        self._wrapping = Sealer(_derive(master, b"filo data keys"))
        self.installation = Sealer(_derive(master, b"filo installation"))
        self.erasures = Sealer(_derive(master, b"filo erasures"))
        self.index = BlindIndex(_derive(master, b"filo blind index"))
        self.tokens = Tokens(_derive(master, b"filo tokens"))
        self.audit = Chain(_derive(master, b"filo audit"))
        self.checksums = Checksums(_derive(master, b"filo checksums"))
        self._known: OrderedDict[str, tuple[bytes, Sealer]] = OrderedDict()
        self._lock = Lock()

    def new_data_key(self, conversation: str) -> tuple[Sealer, bytes]:
        """A new data key for a conversation, and the same key sealed for its row."""
        key = os.urandom(KEY)
        sealed = self._wrapping.seal("conversations", "sealed_key", conversation, key)
        return self._remember(conversation, sealed, Sealer(key)), sealed

    def data_key(self, conversation: str, sealed: bytes) -> Sealer:
        """The data key of a conversation out of its row; a bounded number is remembered."""
        with self._lock:
            known = self._known.get(conversation)
            if known is not None and known[0] == sealed:
                self._known.move_to_end(conversation)
                return known[1]
        key = self._wrapping.unseal("conversations", "sealed_key", conversation, sealed)
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


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)
