"""The contract of a provider: whoever serves language models, translated into one kind of object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pydantic import SecretStr

from echotune.core.errors import EchoTuneError
from echotune.core.settings import LlmSettings

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings

AT_ONCE: ModelSettings = {"thinking": False}
"""How every model is asked: a turn is short and tools do its work, so thinking first would be silence only.

OpenAI's chat wire also refuses tools to a model from GPT-5.4 on unless reasoning is turned off in so many words.
"""
MOST_TOKENS = 4000
"""Longest answer, where a vendor wants one to be stated."""


class UnusableKey(EchoTuneError):
    """A key that cannot be sent as things are set up. The message does not hold it."""

    status, code, title = 422, "unusable_key", "That key cannot be used"


@dataclass(frozen=True)
class Status:
    """Whether a provider can be asked now. `reason` says what is missing, and names no key."""

    name: str
    title: str
    usable: bool
    reason: str | None
    local: bool
    """What is asked stays in the listener's own network."""


class Provider(Protocol):
    """Pure translation: no retries, no fallback, no state of a request. The vendor's library is imported by `model`."""

    name: str
    title: str
    local: bool

    def default_model(self, settings: LlmSettings) -> str:
        """The model to ask when nobody chose one."""
        ...

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        """The operator's keys, in the order they were given; none: (). A server that wants no key: ("",)."""
        ...

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        """What is known without asking anybody: it never blocks. `own_keys` are the listener's."""
        ...

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        """The model behind one key. It tries once; failures are pydantic-ai's exceptions, whatever the vendor's are.

        Raises UnusableKey when the key cannot be sent to the address that is set.
        """
        ...


def split_keys(*given: SecretStr | None) -> tuple[str, ...]:
    """The values between commas, without repetition, in order."""
    values = (value.strip() for secret in given if secret for value in secret.get_secret_value().split(","))
    return tuple(dict.fromkeys(value for value in values if value))


def status_by_key(provider: Provider, settings: LlmSettings, own_keys: Sequence[str], variable: str) -> Status:
    """The status of a provider that can be asked as soon as there is a key."""
    usable = bool(own_keys) or bool(provider.keys(settings))
    reason = None if usable else f"No key yet: add one in the settings, or set {variable}."
    return Status(provider.name, provider.title, usable, reason, provider.local)
