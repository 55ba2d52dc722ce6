"""Texts that the database keeps but cannot read: AES-256-GCM, the key outside the database.

Each text is bound to what it belongs to, so that a row copied to another account opens for nobody. Alone the key is a
file of the home folder; a server derives it from SESSION_SECRET, so that all its processes have the same one.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from echotune.core import secret_files
from echotune.core.errors import EchoTuneError
from echotune.core.settings import Settings

VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12


class CannotUnseal(EchoTuneError):
    """Sealed with another key, or for something else, or damaged: which of them cannot be told."""

    status, code, title = 409, "cannot_unseal", "That can no longer be read"


class Sealer:
    """Seals and opens with one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    @classmethod
    def of(cls, settings: Settings) -> Sealer:
        """The sealer of this installation. Raises DamagedKey."""
        secret = settings.server.session_secret
        if settings.alone or secret is None:
            return cls(secret_files.key(settings.home, "sealing"))
        derived = HKDF(SHA256(), secret_files.KEY_BYTES, salt=None, info=b"echotune sealing 1").derive(secret.encode())
        return cls(derived)

    def seal(self, text: str, *, belongs_to: str) -> bytes:
        """A version byte, a nonce of 12, and the text encrypted and signed; never the same twice."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, text.encode(), belongs_to.encode())

    def open(self, sealed: bytes, *, belongs_to: str) -> str:
        """The text again. Raises CannotUnseal."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if sealed[:1] != VERSION or len(nonce) != NONCE_BYTES:
            raise CannotUnseal("What was kept was sealed by another version of EchoTune.")
        try:
            return self._cipher.decrypt(nonce, body, belongs_to.encode()).decode()
        except InvalidTag:
            raise CannotUnseal("What was kept cannot be opened with the key of this installation.") from None
