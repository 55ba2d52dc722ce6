"""What a chain is made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Link:
    """One model of a provider, and the keys it may be asked with."""

    provider: str
    model_id: str
    keys: tuple[str, ...] = field(repr=False)
