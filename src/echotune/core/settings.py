"""Settings: one typed object, read from the environment once, validated at start.

`.env.example` is generated from this file; nothing else in the product reads the environment.
"""

from __future__ import annotations

import ipaddress
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeGuard

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from echotune.core.errors import EchoTuneError


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
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class DatabaseSettings(_Group):
    url: str | None = Field(
        None, alias="DATABASE_URL", description="A PostgreSQL 16+ to use in place of the embedded one."
    )
    pool_size: int = Field(10, alias="ECHOTUNE_POOL_SIZE", ge=2, description="Database connections a process may hold.")
    pool_wait_seconds: float = Field(
        2, alias="ECHOTUNE_POOL_WAIT_SECONDS", description="How long a request waits for one before 503."
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


class ChatSettings(_Group):
    message_characters: int = Field(2000, alias="ECHOTUNE_MESSAGE_CHARACTERS", description="Longest message accepted.")
    turns_per_minute: int = Field(
        60, alias="ECHOTUNE_TURNS_PER_MINUTE", description="Chat turns a listener may take a minute."
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
    worker: WorkerSettings = Field(default_factory=lambda: WorkerSettings())
    imports: ImportSettings = Field(default_factory=lambda: ImportSettings())
    recommend: RecommendSettings = Field(default_factory=lambda: RecommendSettings())
    embedding: EmbeddingSettings = Field(default_factory=lambda: EmbeddingSettings())
    chat: ChatSettings = Field(default_factory=lambda: ChatSettings())
    policy: PolicySettings = Field(default_factory=lambda: PolicySettings())
    telemetry: TelemetrySettings = Field(default_factory=lambda: TelemetrySettings())

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
        if secret is not None and len(secret) < 32:
            raise InvalidSettings("SESSION_SECRET: needs at least 32 characters")
        if not self.alone and secret is None:
            raise InvalidSettings("SESSION_SECRET: required when DATABASE_URL is set or the address is not loopback")


def environment_for_child() -> dict[str, str]:
    """The environment a child process of ours starts with."""
    return dict(os.environ)


def env_example() -> str:
    """The text of `.env.example`: every variable with its meaning and default, in the order of this file."""
    lines = ["# Every setting, with its default. `make run` needs none of them."]
    groups: list[type[_Group]] = [Settings]
    groups += [kind for kind in (field.annotation for field in Settings.model_fields.values()) if _is_group(kind)]
    for group in groups:
        for field in group.model_fields.values():
            if field.alias:
                default = "" if field.is_required() or field.default is None or field.default_factory else field.default
                lines += ["", f"# {field.description}", f"# {field.alias}={default}"]
    return "\n".join(lines) + "\n"


def _is_group(kind: Any) -> TypeGuard[type[_Group]]:
    return isinstance(kind, type) and issubclass(kind, _Group)


if __name__ == "__main__":
    print(env_example(), end="")
