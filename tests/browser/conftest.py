"""A real server and a real Chromium. Browser tests are never skipped: no Chromium is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.speaking import companion, speaking
from tests.runtime.served import Served
from tests.support import chromium
from tests.support.fake_llm import FakeOpenAi

DEMO_ROWS = 12_000
CHOOSE = """provider => fetch('/api/settings', {
    method: 'PATCH', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({provider})})"""
"""Takes a provider's name, in a page of the listener."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Gone before the tests of other packages run: a started Playwright keeps their event loops from running."""
    with sync_playwright() as playwright:
        path = chromium.find() or chromium.install()
        started = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS, env=chromium.environment())
        yield started
        started.close()


@dataclass(frozen=True)
class Models:
    """Two providers of language models on loopback; nobody asks them who did not choose them."""

    openai: FakeOpenAi
    xai: FakeOpenAi

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DEFAULT_LLM_PROVIDER": "built-in",
            "OPENAI_API_KEY": "sk-on-loopback",
            "OPENAI_BASE_URL": self.openai.base_url,
            "XAI_API_KEY": "xai-on-loopback",
            "XAI_BASE_URL": self.xai.base_url,
            "OLLAMA_BASE_URL": "http://127.0.0.1:9/v1",
        }


@pytest.fixture(scope="package")
def models() -> Iterator[Models]:
    both = Models(FakeOpenAi(companion), FakeOpenAi(companion))
    with speaking(both.openai, both.xai):
        yield both


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory, models: Models) -> Iterator[Served]:
    """One server for all browser tests: its `local` account stays empty, its `demo` account has demo data."""
    with Served(tmp_path_factory.mktemp("browser") / "home", **models.environment) as server:
        yield server


@pytest.fixture(scope="package")
def demo_cookies(browser: Browser, served: Served) -> list[dict[str, object]]:
    return load_demo(browser, served, DEMO_ROWS)


def load_demo(browser: Browser, served: Served, rows: int) -> list[dict[str, object]]:
    """The cookies of a browser that shows the demo, its import done."""
    context = new_context(browser, served)
    page = context.new_page()
    page.goto("/")
    page.evaluate(
        "rows => fetch('/api/demo', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({rows})})",
        rows,
    )
    wait_for_import(page)
    cookies = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return cookies


def new_context(browser: Browser, served: Served, **options: object) -> BrowserContext:
    settings = {
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/Stockholm",
        **options,
    }
    context = browser.new_context(base_url=served.url, **settings)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def empty_page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of the `local` account, which has no history."""
    context = new_context(browser, served)
    yield context.new_page()
    context.close()


@pytest.fixture
def demo_page(browser: Browser, served: Served, demo_cookies: list[dict[str, object]]) -> Iterator[Page]:
    """A page of the `demo` account."""
    context = new_context(browser, served)
    context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def wait_for_import(page: Page, seconds: float = 120) -> dict[str, object]:
    """Poll the newest import of the page's account until it is done."""
    for _ in range(int(seconds * 4)):
        newest: dict[str, object] | None = page.evaluate(
            "fetch('/api/imports').then(r => r.json()).then(all => all.imports[0] ?? null)"
        )
        if newest and newest["status"] in ("done", "failed", "cancelled"):
            assert newest["status"] == "done", newest
            return newest
        page.wait_for_timeout(250)
    raise AssertionError(f"the import was not done within {seconds} s")
