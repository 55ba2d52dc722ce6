"""axe finds nothing on any page, in any of its states, in either theme; nothing scrolls sideways at 320 px."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import new_context
from tests.runtime.served import Served

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ROUTES = [
    "/",
    "/chat",
    "/chat/{session}",
    "/insights",
    "/you",
    "/playlists",
    "/import",
    "/import/{import}",
    "/settings",
    "/nowhere",
]
STATES = ["loading", "empty", "filled", "error", "dialog"]
THEMES = ["light", "dark"]
PROBLEM = {
    "type": "about:blank",
    "title": "x",
    "status": 500,
    "detail": "The database does not answer.",
    "code": "internal",
    "requestId": "f00d",
}
checked: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def _count() -> Iterator[None]:
    yield
    print(f"\naxe looked at {len(checked)} pages: {len(ROUTES)} addresses x states x themes")


@pytest.fixture(scope="module")
def addresses(browser: Browser, served: Served, demo_cookies: list[dict[str, object]]) -> dict[str, str]:
    """A conversation with an answer, and an import, of the demo account."""
    context = new_context(browser, served)
    context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/chat")
    say(page, "songs I loved and forgot, 4 songs")
    expect(page.locator("li[aria-label^='A1,']")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/chat/.+"))
    session = page.url.rsplit("/", 1)[1]
    found = page.evaluate("fetch('/api/imports').then(r => r.json())")["imports"][0]["importId"]
    context.close()
    return {"session": session, "import": found}


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def hold(route: Route) -> None:
    """Never answer."""


def fail(route: Route) -> None:
    route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(PROBLEM))


def is_data(url: str) -> bool:
    return "/api/" in url and not re.search(r"/api/(account|settings)$", url)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", ROUTES)
def test_axe_finds_nothing(
    browser: Browser,
    served: Served,
    demo_cookies: list[dict[str, object]],
    addresses: dict[str, str],
    route: str,
    state: str,
    theme: str,
) -> None:
    context = new_context(browser, served, color_scheme=theme, reduced_motion="reduce")
    if state != "empty" and route != "/":
        context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    page = context.new_page()
    if state == "loading":
        page.route(is_data if route != "/" else lambda url: "/api/" in url, hold)
    if state == "error":
        page.route(is_data if route != "/" else lambda url: "/api/" in url, fail)
    page.goto(route.format(**addresses))
    settle(page, state)
    if state == "dialog":
        open_dialog(page, route)
    violations = Axe().run(page, options=RULES).response["violations"]
    told = [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in violations for node in rule["nodes"]]
    context.close()
    checked.append(f"{route} {state} {theme}")
    assert not told, "\n".join(told)


def settle(page: Page, state: str) -> None:
    """Wait for the state to stand: a page that loads for ever stays as it is."""
    page.wait_for_selector("main, [role=main]")
    if state in ("loading", "error"):
        page.wait_for_timeout(700)
    else:
        page.wait_for_load_state("networkidle")


def open_dialog(page: Page, route: str) -> None:
    if route == "/":
        page.get_by_role("button", name="No export yet? How to ask for it").click()
    else:
        page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("route", ROUTES)
def test_nothing_scrolls_sideways(
    browser: Browser,
    served: Served,
    demo_cookies: list[dict[str, object]],
    addresses: dict[str, str],
    route: str,
    width: int,
) -> None:
    context = new_context(browser, served, viewport={"width": width, "height": 800})
    if route != "/":
        context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(route.format(**addresses))
    settle(page, "filled")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert over <= 0
