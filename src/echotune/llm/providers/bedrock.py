"""Amazon Bedrock: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html.

A key here is one text: an API key of Bedrock, sent as it is, or `id:secret` or `id:secret:session`, with which every
request is signed (Signature Version 4). Amazon's library brings its own HTTP client; it gets the same rules.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from echotune.core.settings import LlmSettings
from echotune.llm.client import CONNECT_SECONDS
from echotune.llm.provider import AT_ONCE, MOST_TOKENS, Status, UnusableKey, split_keys
from echotune.llm.sent import record

if TYPE_CHECKING:
    import httpx2
    from botocore.client import BaseClient
    from pydantic_ai.models import Model
    from pydantic_ai.settings import ModelSettings

MOST_CONNECTIONS = 300
CLIENTS_KEPT = 32
REGION = "us-east-1"

_building = threading.Lock()


class Bedrock:
    name, title, local = "bedrock", "Amazon Bedrock", False

    def default_model(self, settings: LlmSettings) -> str:
        return settings.bedrock_model

    def keys(self, settings: LlmSettings) -> tuple[str, ...]:
        bearers = split_keys(settings.aws_bearer_token)
        names = (settings.aws_access_key_id, settings.aws_secret_access_key, settings.aws_session_token)
        signing = [part.get_secret_value() for part in names if part]
        if not (settings.aws_access_key_id and settings.aws_secret_access_key):
            return bearers
        return (*bearers, ":".join(signing))

    def status(self, settings: LlmSettings, own_keys: Sequence[str] = ()) -> Status:
        usable = bool(own_keys) or bool(self.keys(settings))
        wanted = "No key yet: add one in the settings, or set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        return Status(self.name, self.title, usable, None if usable else wanted, self.local)

    def model(self, model_id: str, key: str, settings: LlmSettings, client: httpx2.AsyncClient) -> Model:
        from pydantic_ai.models.bedrock import BedrockConverseModel
        from pydantic_ai.providers.bedrock import BedrockProvider

        if ":" not in key and (settings.bedrock_base_url or "https:").startswith("http:"):
            raise UnusableKey("A Bedrock API key is sent as it is, so BEDROCK_BASE_URL must begin with https.")
        region = settings.aws_region or settings.aws_default_region or REGION
        with _building:  # Amazon's library builds clients in one thread at a time only
            upstream = _client(key, region, settings.bedrock_base_url, settings.total_seconds, settings.proxy)
        brief: ModelSettings = {**AT_ONCE, "max_tokens": MOST_TOKENS}
        return BedrockConverseModel(model_id, provider=BedrockProvider(bedrock_client=upstream), settings=brief)


@lru_cache(maxsize=CLIENTS_KEPT)
def _client(key: str, region: str, address: str | None, read_seconds: float, proxy: str | None) -> BaseClient:
    """Amazon's client for one key. It takes a tenth of a second to build and is safe to share, so it is kept."""
    import boto3
    from botocore.config import Config
    from botocore.session import Session
    from botocore.tokens import FrozenAuthToken

    session = Session()
    options: dict[str, Any] = {}
    identity, _, secret = key.partition(":")
    if secret:
        secret, _, token = secret.partition(":")
        session.set_credentials(identity, secret, token or None)
    else:
        options["signature_version"] = "bearer"
        session.get_auth_token = lambda **_: FrozenAuthToken(key)
    config = Config(
        connect_timeout=min(CONNECT_SECONDS, read_seconds),
        read_timeout=read_seconds,
        max_pool_connections=MOST_CONNECTIONS,
        retries={"total_max_attempts": 1, "mode": "standard"},
        proxies={"http": proxy, "https": proxy} if proxy else {},
        **options,
    )
    made: BaseClient = boto3.Session(botocore_session=session, region_name=region).client(
        "bedrock-runtime", endpoint_url=address, config=config
    )
    record(made)
    return made
