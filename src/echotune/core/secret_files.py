"""Keys of our own making: 32 random bytes a file under HOME/secrets (0700, files 0600), made the first time."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from echotune.core.errors import EchoTuneError

KEY_BYTES: Final = 32


class DamagedKey(EchoTuneError):
    code, title = "damaged_key", "A key file is damaged"


def key(home: Path, name: str) -> bytes:
    """The key called `name`. Two processes that ask first at the same time get the same one.

    Raises DamagedKey when the file does not hold 32 bytes: it is never replaced in silence, for what was signed with
    the lost key would be lost with it.
    """
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / f"{name}.key"
    if not path.exists():
        _make(path)
    found = path.read_bytes()
    if len(found) != KEY_BYTES:
        raise DamagedKey(f"{path} does not hold {KEY_BYTES} bytes. Restore it, or delete it to begin with a new key.")
    return found


def _make(path: Path) -> None:
    """Whole or not at all: written apart, then linked to its name unless somebody else was first."""
    apart = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    out = os.open(apart, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(out, secrets.token_bytes(KEY_BYTES))
        os.fsync(out)
    finally:
        os.close(out)
    try:
        os.link(apart, path)
    except FileExistsError:
        pass
    finally:
        apart.unlink()
