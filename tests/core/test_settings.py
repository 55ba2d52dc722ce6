"""Settings are checked at start and described in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from echotune.core.settings import InvalidSettings, Settings, env_example

ROOT = Path(__file__).parents[2]


def test_the_example_file_names_every_setting() -> None:
    assert (ROOT / ".env.example").read_text() == env_example()


def test_a_wrong_value_is_reported_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOTUNE_PORT", "eighty")
    with pytest.raises(InvalidSettings, match="ECHOTUNE_PORT"):
        Settings.load()


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "postgresql://db/echotune"), ("ECHOTUNE_HOST", "0.0.0.0")]
)
def test_outside_alone_mode_a_secret_is_required(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.delenv("SESSION_SECRET", raising=False)
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings, match="SESSION_SECRET"):
        Settings.load()


def test_nothing_else_reads_the_environment() -> None:
    reading = re.compile(r"os\.environ(\.get|\[|\))|getenv")
    readers = [
        path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py") if reading.search(path.read_text())
    ]
    assert readers == ["src/echotune/core/settings.py"]


def test_only_our_own_names_are_read_and_not_the_shell_s_home_or_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ECHOTUNE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.setenv("PORT", "1")
    settings = Settings.load()
    assert settings.home.name.lower() == "echotune"
    assert settings.server.port == 8000
