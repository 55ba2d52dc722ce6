"""Settings: one typed object, read from the environment once, validated at start.

`.env.example` is generated from this file; nothing else in the product reads the environment.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeGuard

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from echotune.core.errors import EchoTuneError

LEAST_SECRET: Final = 32
"""Characters of SESSION_SECRET."""


class InvalidSettings(EchoTuneError):
    code, title = "invalid_settings", "A setting is wrong"


class _Group(BaseSettings):
    model_config = SettingsConfigDict(
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
        env_ignore_empty=True,
        env_prefix="ECHOTUNE_FIELD_",  # without it `home` would also be read from HOME, and `port` from PORT
    )


class ServerSettings(_Group):
    host: str = Field(
        "127.0.0.1",
        alias="ECHOTUNE_HOST",
        description="Address to listen on; anything but loopback needs SESSION_SECRET.",
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8000, alias="ECHOTUNE_PORT", description="Port of the web app.")
    stop_seconds: float = Field(
        8, alias="ECHOTUNE_STOP_SECONDS", description="How long a stop waits for running requests."
    )
    session_secret: str | None = Field(
        None, alias="SESSION_SECRET", description="At least 32 characters; made on first start when alone."
    )

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)


class DatabaseSettings(_Group):
    url: str | None = Field(
        None, alias="DATABASE_URL", description="A PostgreSQL 16+ to use in place of the embedded one."
    )
    pool_size: int = Field(10, alias="ECHOTUNE_POOL_SIZE", ge=2, description="Database connections a process may hold.")
    pool_wait_seconds: float = Field(
        2, alias="ECHOTUNE_POOL_WAIT_SECONDS", description="How long a request waits for one before 503."
    )


class RedisSettings(_Group):
    url: str | None = Field(
        None,
        alias="REDIS_URL",
        pattern=r"^(redis|rediss|unix)://.",
        description="A Redis or Valkey that processes share caches and counts through; without it each has its own.",
    )


class WorkerSettings(_Group):
    inside: bool = Field(True, alias="ECHOTUNE_WORKER_INSIDE", description="Run the job loop inside the web process.")
    child_memory_mb: int = Field(
        2048, alias="ECHOTUNE_CHILD_MEMORY_MB", description="Memory limit of a CPU-bound job's process."
    )
    heartbeat_seconds: float = Field(
        5, alias="ECHOTUNE_HEARTBEAT_SECONDS", description="How often the job loop says that it lives."
    )
    schedules: bool = Field(
        True,
        alias="ECHOTUNE_SCHEDULES",
        description="Train and encode by itself, at night or when there is something new.",
    )


class ImportSettings(_Group):
    upload_mb: int = Field(1024, alias="ECHOTUNE_UPLOAD_MB", description="Largest upload accepted.")
    file_mb: int = Field(500, alias="ECHOTUNE_IMPORT_FILE_MB", description="Largest file inside a ZIP, unpacked.")
    entries: int = Field(500, alias="ECHOTUNE_IMPORT_ENTRIES", description="Most files inside a ZIP.")
    unpacked_mb: int = Field(4096, alias="ECHOTUNE_IMPORT_UNPACKED_MB", description="Largest ZIP, unpacked.")
    seconds: float = Field(3600, alias="ECHOTUNE_IMPORT_SECONDS", description="Longest time one import may take.")
    waiting: int = Field(10, alias="ECHOTUNE_IMPORTS_WAITING", description="Most imports of an account in the queue.")
    keep_hours: float = Field(
        24, alias="ECHOTUNE_UPLOAD_KEEP_HOURS", description="How long an unfinished upload can be resumed."
    )


class RecommendSettings(_Group):
    default_count: int = Field(
        10,
        alias="ECHOTUNE_DEFAULT_COUNT",
        ge=1,
        le=200,
        description="Tracks in an answer when no number is asked for.",
    )
    artist_cap: int = Field(
        2,
        alias="ECHOTUNE_ARTIST_CAP",
        ge=1,
        description="Most tracks by one artist in an answer, unless asked for.",
    )
    no_repeat_days: int = Field(
        3,
        alias="ECHOTUNE_NO_REPEAT_DAYS",
        ge=0,
        description="Days before a suggested track is suggested again.",
    )
    mmr_lambda: float = Field(
        0.9,
        alias="ECHOTUNE_MMR_LAMBDA",
        ge=0,
        le=1,
        description="1 ranks by score alone, lower values by variety too.",
    )
    parameters: Path | None = Field(
        None,
        alias="ECHOTUNE_PARAMETERS",
        description="A TOML file of recommending's parameters, read again when it changes (docs/how-to/steer.md).",
    )


class EmbeddingSettings(_Group):
    model_id: Literal["all-MiniLM-L6-v2", "none"] = Field(
        "all-MiniLM-L6-v2",
        alias="EMBEDDING_MODEL_ID",
        description="Encoder of texts, of those that are on this machine; none leaves likeness in words out.",
    )


LlmProvider = Literal[
    "bedrock", "gemini", "perplexity", "xai", "openai", "anthropic", "openrouter", "ollama", "built-in"
]
"""Who may be asked first; built-in is no provider of language models."""


class LlmSettings(_Group):
    """Language models: none is needed. A key takes several values, separated by commas; an address only when it differs."""

    default_provider: LlmProvider | None = Field(
        None,
        alias="DEFAULT_LLM_PROVIDER",
        description="Provider asked first, of those that are usable; built-in leaves language models out.",
    )
    prefer: Literal["order", "cost", "latency", "quality"] = Field(
        "order",
        alias="ECHOTUNE_LLM_PREFER",
        description="Who is asked where nobody is named: by order, or the model that can do it and is best by cost, latency or quality.",
    )
    fallback: bool = Field(
        True, alias="LLM_FALLBACK_ENABLED", description="Ask the next usable provider when one fails."
    )
    first_token_seconds: float = Field(
        20,
        alias="ECHOTUNE_LLM_FIRST_TOKEN_SECONDS",
        gt=0,
        description="How long a provider may think before it speaks.",
    )
    total_seconds: float = Field(
        60, alias="ECHOTUNE_LLM_TOTAL_SECONDS", gt=0, description="How long all providers together may take for a turn."
    )
    monthly_usd: float | None = Field(
        None,
        alias="ECHOTUNE_LLM_MONTHLY_USD",
        ge=0,
        description="Most US dollars a listener may spend on language models in a calendar month (UTC).",
    )
    sent_days: int = Field(
        30,
        alias="ECHOTUNE_SENT_DAYS",
        ge=0,
        description="Days for which a listener can see what was sent to language models; 0 keeps none of it.",
    )
    sent_mb: float = Field(
        100, alias="ECHOTUNE_SENT_MB", gt=0, description="Most of that to keep for a listener; the oldest goes first."
    )
    proxy: str | None = Field(
        None,
        alias="ECHOTUNE_LLM_PROXY",
        description="Proxy for all language models; the system's proxies are not used.",
    )

    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY", description="OpenAI.")
    openai_base_url: str | None = Field(None, alias="OPENAI_BASE_URL", description="Another address of OpenAI's API.")
    openai_model: str = Field("gpt-6-luna", alias="DEFAULT_OPENAI_MODEL", description="Model of OpenAI.")
    anthropic_api_key: SecretStr | None = Field(None, alias="ANTHROPIC_API_KEY", description="Anthropic.")
    anthropic_base_url: str | None = Field(
        None, alias="ANTHROPIC_BASE_URL", description="Another address of Anthropic's API."
    )
    anthropic_model: str = Field("claude-haiku-5-5", alias="DEFAULT_ANTHROPIC_MODEL", description="Model of Anthropic.")
    gemini_api_key: SecretStr | None = Field(None, alias="GEMINI_API_KEY", description="Google Gemini.")
    google_api_key: SecretStr | None = Field(
        None, alias="GOOGLE_API_KEY", description="Google Gemini too, where GEMINI_API_KEY is not set."
    )
    gemini_base_url: str | None = Field(None, alias="GEMINI_BASE_URL", description="Another address of Gemini's API.")
    gemini_model: str = Field("gemini-3.8-flash", alias="DEFAULT_GEMINI_MODEL", description="Model of Gemini.")
    perplexity_api_key: SecretStr | None = Field(None, alias="PERPLEXITY_API_KEY", description="Perplexity.")
    perplexity_base_url: str | None = Field(
        None, alias="PERPLEXITY_BASE_URL", description="Another address of Perplexity's API."
    )
    perplexity_model: str = Field("sonar-pro", alias="DEFAULT_PERPLEXITY_MODEL", description="Model of Perplexity.")
    xai_api_key: SecretStr | None = Field(None, alias="XAI_API_KEY", description="xAI Grok.")
    xai_base_url: str | None = Field(None, alias="XAI_BASE_URL", description="Another address of xAI's API.")
    xai_model: str = Field("grok-4.3", alias="DEFAULT_XAI_MODEL", description="Model of xAI.")
    openrouter_api_key: SecretStr | None = Field(None, alias="OPENROUTER_API_KEY", description="OpenRouter.")
    openrouter_base_url: str | None = Field(
        None, alias="OPENROUTER_BASE_URL", description="Another address of OpenRouter's API."
    )
    openrouter_model: str = Field(
        "openai/gpt-6-luna", alias="DEFAULT_OPENROUTER_MODEL", description="Model of OpenRouter."
    )
    aws_access_key_id: SecretStr | None = Field(
        None, alias="AWS_ACCESS_KEY_ID", description="Amazon Bedrock, with the secret below."
    )
    aws_secret_access_key: SecretStr | None = Field(
        None, alias="AWS_SECRET_ACCESS_KEY", description="The secret of AWS_ACCESS_KEY_ID."
    )
    aws_session_token: SecretStr | None = Field(
        None, alias="AWS_SESSION_TOKEN", description="The session of AWS_ACCESS_KEY_ID, where it has one."
    )
    aws_bearer_token: SecretStr | None = Field(
        None, alias="AWS_BEARER_TOKEN_BEDROCK", description="A Bedrock API key, in place of the two above."
    )
    aws_region: str | None = Field(None, alias="AWS_REGION", description="Region of Bedrock.")
    aws_default_region: str | None = Field(
        None, alias="AWS_DEFAULT_REGION", description="Region of Bedrock too, where AWS_REGION is not set."
    )
    bedrock_base_url: str | None = Field(None, alias="BEDROCK_BASE_URL", description="Another address of Bedrock.")
    bedrock_model: str = Field(
        "global.anthropic.claude-haiku-5-5",
        alias="DEFAULT_BEDROCK_MODEL",
        description="Model or inference profile of Bedrock.",
    )
    ollama_base_url: str | None = Field(
        None,
        alias="OLLAMA_BASE_URL",
        description="Ollama, or any server that speaks OpenAI's API, such as http://127.0.0.1:11434.",
    )
    ollama_api_key: SecretStr | None = Field(
        None, alias="OLLAMA_API_KEY", description="The key of that server, where it wants one."
    )
    ollama_model: str | None = Field(
        None, alias="DEFAULT_OLLAMA_MODEL", description="Model of that server; without it the first that it lists."
    )


_PROMPT = r"[a-z_]+=v[0-9]+"
_EXPERIMENT = r"[a-z0-9_-]+:[a-z_]+=v[0-9]+(\|v[0-9]+)+"


class ChatSettings(_Group):
    message_characters: int = Field(2000, alias="ECHOTUNE_MESSAGE_CHARACTERS", description="Longest message accepted.")
    turns_per_minute: int = Field(
        60, alias="ECHOTUNE_TURNS_PER_MINUTE", ge=1, description="Chat turns a listener may take a minute."
    )
    answers_at_once: int = Field(
        12, alias="ECHOTUNE_ANSWERS_AT_ONCE", ge=1, description="Answers that may be written for a listener at once."
    )
    hold_seconds: float = Field(
        15,
        alias="ECHOTUNE_HOLD_SECONDS",
        ge=0,
        description="How long an answer goes on for a page that is loaded again.",
    )
    analysis_cache_seconds: float = Field(
        86_400,
        alias="ECHOTUNE_ANALYSIS_CACHE_SECONDS",
        ge=0,
        description="How long a language model's reading of a sentence is remembered for its listener; 0: not at all.",
    )
    prompts: str = Field(
        "",
        alias="ECHOTUNE_PROMPTS",
        pattern=rf"^({_PROMPT}(, ?{_PROMPT})*)?$",
        description="Versions of prompts to hold to, such as instructions=v1; the newest answer without it.",
    )
    prompt_experiments: str = Field(
        "",
        alias="ECHOTUNE_PROMPT_EXPERIMENTS",
        pattern=rf"^({_EXPERIMENT}(, ?{_EXPERIMENT})*)?$",
        description="Versions shared out among listeners: experiment:prompt=v1|v2 (docs/how-to/add-a-prompt-version.md).",
    )


class PolicySettings(_Group):
    gate: bool = Field(
        True,
        alias="ECHOTUNE_POLICY_GATE",
        description="Keep facts from Spotify's API out of models, insights and prompts.",
    )


class TelemetrySettings(_Group):
    log_level: str = Field("INFO", alias="ECHOTUNE_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR.")
    metrics_host: str = Field(
        "127.0.0.1", alias="ECHOTUNE_METRICS_HOST", description="Address of /metrics, which is not the web app's."
    )
    metrics_port: Annotated[int, Field(ge=0, le=65535)] | None = Field(
        None, alias="ECHOTUNE_METRICS_PORT", description="Port of /metrics for Prometheus; without it there is none."
    )


RECEIVER_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "off": (),
    "otlp": ("otlp_endpoint",),
    "langsmith": ("langsmith_api_key",),
    "langfuse": ("langfuse_public_key", "langfuse_secret_key"),
}


class TracingSettings(_Group):
    """Traces of language models in OpenTelemetry's form (docs/how-to/trace.md)."""

    sampling: float = Field(1.0, alias="ECHOTUNE_TRACE_SAMPLING", ge=0, le=1, description="Share of turns traced.")
    content: bool = Field(
        False,
        alias="ECHOTUNE_TRACE_CONTENT",
        description="Put what was said into traces; without it they hold names of models, counts and times alone.",
    )
    otlp_endpoint: str | None = Field(
        None, alias="OTEL_EXPORTER_OTLP_ENDPOINT", description="A collector of traces, such as http://127.0.0.1:4318."
    )
    otlp_headers: SecretStr | None = Field(
        None, alias="OTEL_EXPORTER_OTLP_HEADERS", description="What it wants to be shown: name=value,name=value."
    )
    langsmith_api_key: SecretStr | None = Field(None, alias="LANGSMITH_API_KEY", description="LangSmith.")
    langsmith_endpoint: str = Field(
        "https://api.smith.langchain.com", alias="LANGSMITH_ENDPOINT", description="Another address of LangSmith."
    )
    langsmith_project: str | None = Field(None, alias="LANGSMITH_PROJECT", description="Project in LangSmith.")
    langfuse_public_key: str | None = Field(None, alias="LANGFUSE_PUBLIC_KEY", description="Langfuse, with the secret.")
    langfuse_secret_key: SecretStr | None = Field(
        None, alias="LANGFUSE_SECRET_KEY", description="The secret of LANGFUSE_PUBLIC_KEY."
    )
    langfuse_host: str = Field(
        "https://cloud.langfuse.com", alias="LANGFUSE_HOST", description="Another address of Langfuse."
    )
    to: Literal["off", "otlp", "langsmith", "langfuse"] = Field(
        "off",
        alias="ECHOTUNE_TRACES",
        description="Where traces of language models go: off, otlp, langsmith or langfuse.",
    )

    @field_validator("to")
    @classmethod
    def _has_what_it_needs(cls, to: str, others: ValidationInfo) -> str:
        missing = [cls.model_fields[name].alias or name for name in RECEIVER_NEEDS[to] if not others.data.get(name)]
        if missing:
            raise ValueError(f"{to} needs {' and '.join(missing)}")
        return to


class Settings(_Group):
    """All settings. `Settings.load()` reports a wrong one by its variable's name."""

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("echotune")),
        alias="ECHOTUNE_HOME",
        description="Where data lives (default: the platform's user data folder).",
    )
    now: datetime | None = Field(None, alias="ECHOTUNE_NOW", description="Fixes the clock, for replaying the past.")
    server: ServerSettings = Field(default_factory=lambda: ServerSettings())
    database: DatabaseSettings = Field(default_factory=lambda: DatabaseSettings())
    redis: RedisSettings = Field(default_factory=lambda: RedisSettings())
    worker: WorkerSettings = Field(default_factory=lambda: WorkerSettings())
    imports: ImportSettings = Field(default_factory=lambda: ImportSettings())
    recommend: RecommendSettings = Field(default_factory=lambda: RecommendSettings())
    embedding: EmbeddingSettings = Field(default_factory=lambda: EmbeddingSettings())
    llm: LlmSettings = Field(default_factory=lambda: LlmSettings())
    chat: ChatSettings = Field(default_factory=lambda: ChatSettings())
    policy: PolicySettings = Field(default_factory=lambda: PolicySettings())
    telemetry: TelemetrySettings = Field(default_factory=lambda: TelemetrySettings())
    tracing: TracingSettings = Field(default_factory=lambda: TracingSettings())

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @property
    def alone(self) -> bool:
        """Alone mode: embedded database and a loopback address. Sessions need no login."""
        return self.database.url is None and self.server.is_loopback

    @classmethod
    def load(cls, **overrides: Any) -> Settings:
        """Read and check everything. Raises InvalidSettings naming the variable."""
        try:
            settings = cls(**overrides)
        except ValidationError as wrong:
            lines = [
                f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}" for problem in wrong.errors()
            ]
            raise InvalidSettings("; ".join(lines)) from wrong
        settings._require_secrets()
        return settings

    def _require_secrets(self) -> None:
        secret = self.server.session_secret
        if secret is not None and len(secret) < LEAST_SECRET:
            raise InvalidSettings(f"SESSION_SECRET: needs at least {LEAST_SECRET} characters")
        if not self.alone and secret is None:
            raise InvalidSettings("SESSION_SECRET: required when DATABASE_URL is set or the address is not loopback")


@dataclass(frozen=True)
class Variable:
    """One environment variable, as it stands. Its value is not among it: many are secrets."""

    name: str
    required: bool
    present: bool
    status: str

    @property
    def is_missing(self) -> bool:
        return self.required and not self.present


def variables() -> list[Variable]:
    """Every variable that is read, in the order of this file, with what is wrong with its value."""
    wrong = {str(loc): message for group in _groups() for loc, message in _wrong(group)}
    required = set() if _alone() else {"SESSION_SECRET"}
    names = [field.alias for group in _groups() for field in group.model_fields.values() if field.alias]
    return [_variable(name, name in required, wrong.get(name)) for name in names]


def _variable(name: str, required: bool, wrong: str | None) -> Variable:
    value = os.environ.get(name)
    if not value:
        return Variable(name, required, False, "missing" if required else "not set")
    if name == "SESSION_SECRET" and len(value) < LEAST_SECRET:
        wrong = f"needs at least {LEAST_SECRET} characters"
    return Variable(name, required, True, f"invalid: {wrong}" if wrong else "ok")


def _wrong(group: type[_Group]) -> list[tuple[Any, str]]:
    """What is wrong in a group: the variable, and why; never the value."""
    try:
        group()
    except ValidationError as problems:
        return [(problem["loc"][0], problem["msg"]) for problem in problems.errors(include_input=False)]
    return []


def _alone() -> bool:
    """Whether this would be alone mode, whatever else is wrong."""
    return not os.environ.get("DATABASE_URL") and _is_loopback(os.environ.get("ECHOTUNE_HOST") or "127.0.0.1")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def environment_for_child() -> dict[str, str]:
    """The environment a child process of ours starts with."""
    return dict(os.environ)


def env_example() -> str:
    """The text of `.env.example`: every variable with its meaning and default, in the order of this file."""
    lines = ["# Every setting, with its default. `make run` needs none of them."]
    for group in _groups():
        for field in group.model_fields.values():
            if field.alias:
                default = "" if field.is_required() or field.default is None or field.default_factory else field.default
                lines += ["", f"# {field.description}", f"# {field.alias}={default}"]
    return "\n".join(lines) + "\n"


def _groups() -> list[type[_Group]]:
    kinds = (field.annotation for field in Settings.model_fields.values())
    return [Settings, *(kind for kind in kinds if _is_group(kind))]


def _is_group(kind: Any) -> TypeGuard[type[_Group]]:
    return isinstance(kind, type) and issubclass(kind, _Group)


if __name__ == "__main__":
    print(env_example(), end="")
