"""What crosses the wire about providers of language models and their models. No key is among it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from echotune.core.wire import UtcTime, WireModel
from echotune.llm.key_store import MOST_CHARACTERS
from echotune.llm.models import Tier


class ProviderKey(WireModel):
    """Where the key comes from that a provider is asked with."""

    needed: bool
    own: bool = Field(description="The listener gave one; it is used in place of the operator's.")
    ending: str | None = Field(description="Its last four characters.")
    added_at: UtcTime | None
    from_environment: bool


class ProviderHealthView(WireModel):
    """How a provider did in the last 15 minutes."""

    state: Literal["good", "slow", "failing", "unknown"]
    sentence: str
    latency_ms: int | None = Field(description="The median time to the first word.")


class ProviderView(WireModel):
    name: str
    title: str
    usable: bool
    reason: str | None = Field(description="Why it is not.")
    local: bool = Field(description="What is asked stays in the listener's own network.")
    default_model: str | None
    key: ProviderKey
    health: ProviderHealthView | None


class ProviderList(WireModel):
    """In the order in which they are asked, the built-in engine last."""

    providers: list[ProviderView]
    next: str = Field(description="Who answers the next turn, if nothing fails.")


class KeyEntry(WireModel):
    key: Annotated[SecretStr, Field(min_length=1, max_length=MOST_CHARACTERS, description="Kept sealed, never given back.")]  # fmt: skip


class ModelView(WireModel):
    """US dollars for a million tokens; null is not known, and only what is free is 0."""

    provider: str
    model_id: str
    title: str
    tier: Tier | None
    context_tokens: int | None
    input_per_million: float | None
    output_per_million: float | None
    per_request: float | None
    streaming: bool
    tools: bool
    structured_output: bool
    local: bool
    latency_ms: int | None = Field(description="The median time to the first word, as measured here lately.")


class ModelList(WireModel):
    models: list[ModelView]
