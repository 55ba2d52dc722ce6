"""axe finds nothing on any page, in any of its states, in either theme; nothing scrolls sideways at 320 px."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import new_context
from tests.runtime.served import Served
from tests.support import axe

pytestmark = pytest.mark.browser
ROUTES = [
    "/",
    "/chat",
    "/chat/{session}",
    "/insights",
    "/you",
    "/taste/time-machine",
    "/playlists",
    "/import",
    "/import/{import}",
    "/settings",
    "/settings/sent",
    "/nowhere",
]
STATES = ["loading", "empty", "filled", "error", "dialog"]
THEMES = ["dark", "light"]
WIDTHS = [320, 768]
PIXELS_TOO_WIDE = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
    done(document.documentElement.scrollWidth - document.documentElement.clientWidth))))"""
PROBLEM = {
    "type": "about:blank",
    "title": "x",
    "status": 500,
    "detail": "The database does not answer.",
    "code": "internal",
    "requestId": "f00d",
}


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


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", ROUTES)
def test_axe_finds_nothing_in_either_theme(
    browser: Browser,
    served: Served,
    demo_cookies: list[dict[str, object]],
    addresses: dict[str, str],
    route: str,
    state: str,
    record_property: Callable[[str, object], None],
) -> None:
    context = new_context(browser, served, color_scheme=THEMES[0], reduced_motion="reduce")
    axe.ready(context)
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
    told = {}
    for theme in THEMES:
        recolour(page, theme)
        told[theme] = axe.violations(page)
        record_property(axe.AXE_PAGE, f"{route} {state} {theme}")
    context.close()
    assert told == {theme: [] for theme in THEMES}


def recolour(page: Page, theme: str) -> None:
    """As the system's change of colours does, while the page is open."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


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


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_scrolls_sideways(
    browser: Browser,
    served: Served,
    demo_cookies: list[dict[str, object]],
    addresses: dict[str, str],
    route: str,
) -> None:
    context = new_context(browser, served, viewport={"width": WIDTHS[0], "height": 800})
    if route != "/":
        context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(route.format(**addresses))
    settle(page, "filled")
    over = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        over[width] = page.evaluate(PIXELS_TOO_WIDE)
    context.close()
    assert all(pixels <= 0 for pixels in over.values()), over
