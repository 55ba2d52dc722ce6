"""What an artefact says of itself, and the signature that binds it to this home."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal, Self

from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, JsonValue

PURPOSE: Final = b"echotune artefact manifest 1\n"
"""Goes before what is signed, so that a signature made for anything else never fits."""


class ArrayShape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    dtype: str
    shape: tuple[int, ...]

    @classmethod
    def of(cls, array: NDArray[Any]) -> Self:
        return cls(dtype=array.dtype.str, shape=array.shape)


class Manifest(BaseModel):
    """`manifest.json`; its names are fixed elsewhere and stay in snake_case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["echotune-artefact-1"] = "echotune-artefact-1"
    name: str
    model_version: str
    created_at: datetime
    user_count: int
    item_count: int
    embedding_dim: int
    arrays: dict[str, ArrayShape]
    parameters: dict[str, JsonValue] = {}
    metrics: dict[str, float] = {}
    reference: dict[str, list[float]] = {}
    """Samples, ascending, of what drift is measured against: how features and scores were spread at the training."""
    checksum: str
    """SHA-256 of the arrays' file, in hexadecimal digits."""
    signature: str = ""
    """HMAC-SHA256 over everything above, in hexadecimal digits."""

    def signed(self, key: bytes) -> Self:
        return self.model_copy(update={"signature": _signature(self, key)})

    def is_signed_with(self, key: bytes) -> bool:
        return hmac.compare_digest(self.signature, _signature(self, key))

    def text(self) -> str:
        """The file, to the byte."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, indent=1) + "\n"

    def describes(self, arrays: Mapping[str, NDArray[Any]]) -> bool:
        """Whether names, types and shapes are those written down."""
        return self.arrays == {name: ArrayShape.of(array) for name, array in arrays.items()}


def _signature(manifest: Manifest, key: bytes) -> str:
    body = json.dumps(manifest.model_dump(mode="json", exclude={"signature"}), sort_keys=True, separators=(",", ":"))
    return hmac.new(key, PURPOSE + body.encode(), hashlib.sha256).hexdigest()
