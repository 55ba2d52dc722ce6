"""`echotune check`, on the terminal: what is set, and who answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from echotune import bootstrap
from echotune.bootstrap import App
from echotune.cli import cli
from echotune.core.settings import LlmSettings, Settings
from echotune.terminal import check_providers as screen
from tests.support.fake_llm import Fails, FakeAnthropic, FakeOpenAi, Says

SECRET = "sk-operators-key-nobody-sees"


@asynccontextmanager
async def joined(settings: Settings, **llm: object) -> AsyncIterator[App]:
    """The application where nothing is set for language models but this."""
    nothing = {name: field.default for name, field in LlmSettings.model_fields.items()}
    app = await bootstrap.start(settings.model_copy(update={"llm": LlmSettings.model_construct(**nothing | llm)}))
    try:
        yield app
    finally:
        await app.close()


async def test_each_usable_provider_is_asked_and_one_that_fails_fails_the_check(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    key = SecretStr(SECRET)
    async with FakeOpenAi(Says("Earth")) as well, FakeAnthropic(Fails(401)) as ill:
        set_up = {"openai_api_key": key, "openai_base_url": well.base_url}
        broken = {"anthropic_api_key": key, "anthropic_base_url": ill.base_url}
        async with joined(settings, **set_up) as app:
            assert await screen.check(app, "local", live=True, as_json=False)
            assert "Earth" in capsys.readouterr().out
        async with joined(settings, **set_up, **broken) as app:
            assert await screen.check(app, "local", live=False, as_json=True)
            assert (well.calls, ill.calls) == (1, 0)
            assert not await screen.check(app, "local", live=True, as_json=True)
    printed = capsys.readouterr().out
    report = json.loads((tmp_path / "reports" / "provider-validation.json").read_text())
    assert json.loads(printed.splitlines()[-1]) == report
    assert SECRET not in printed + json.dumps(report)
    by_name = {provider["name"]: provider for provider in report["providers"]}
    assert len(by_name) == 8
    assert (report["ok"], report["next"]) == (False, "openai")
    assert by_name["openai"]["live"]["answer"] == "Earth"
    assert by_name["openai"]["live"]["inputTokens"] == 21
    assert by_name["openai"]["live"]["costUsd"] > 0
    assert by_name["anthropic"]["live"]["outcome"] == "invalid_key"
    assert (by_name["gemini"]["usable"], by_name["gemini"]["keySource"], by_name["gemini"]["live"]) == (
        False,
        "none",
        None,
    )


async def test_nothing_set_up_is_no_failure(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with joined(settings) as app:
        assert await screen.check(app, "local", live=True, as_json=False)
    assert json.loads((tmp_path / "reports" / "provider-validation.json").read_text())["next"] == "built-in"


def test_only_a_missing_variable_that_is_required_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SESSION_SECRET", "ECHOTUNE_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ECHOTUNE_PORT", "eighty")
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)

    def checked() -> tuple[int, dict[str, dict[str, object]], str]:
        said = CliRunner().invoke(cli, ["check", "env", "--json"])
        rows = json.loads(said.stdout)["variables"]
        return said.exit_code, {row["variable"]: row for row in rows}, said.stdout

    code, rows, printed = checked()
    assert code == 0
    assert str(rows["ECHOTUNE_PORT"]["status"]).startswith("invalid: ")
    assert rows["OPENAI_API_KEY"] == {"variable": "OPENAI_API_KEY", "required": False, "present": True, "status": "ok"}
    assert SECRET not in printed
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/echotune")
    code, rows, _ = checked()
    assert code == 1
    assert rows["SESSION_SECRET"] == {
        "variable": "SESSION_SECRET",
        "required": True,
        "present": False,
        "status": "missing",
    }
    monkeypatch.setenv("SESSION_SECRET", "s" * 40)
    assert checked()[0] == 0
    table = CliRunner().invoke(cli, ["check", "env"]).stdout
    assert table.split()[:4] == ["VAR", "required", "present", "status"]
