"""`python -m tests.browser.screenshots [FOLDER]`: every screen at 390 and 1280 px, dark and light, on demo data."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import new_context, wait_for_import
from tests.runtime.served import Served
from tests.support import chromium

SIZES = {390: 844, 1280: 960}
REQUEST = "Songs I loved and forgot, something calm for a rainy afternoon, no Drake, 15 songs"
DEMO_ROWS = 60_000


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, Served(Path(home) / "home") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS, env=chromium.environment()
        )
        cookies = demo(browser, served)
        for width, height in SIZES.items():
            for theme in ("dark", "light"):
                take(browser, served, cookies, folder, width, height, theme)
        browser.close()


def demo(browser: Browser, served: Served) -> list[dict[str, object]]:
    """Load the demo and photograph its import on the way."""
    context = new_context(browser, served)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Look around with demo data").click()
    wait_for_import(page)
    cookies = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return cookies


def take(
    browser: Browser,
    served: Served,
    cookies: list[dict[str, object]],
    folder: Path,
    width: int,
    height: int,
    theme: str,
) -> None:
    options = {"viewport": {"width": width, "height": height}, "color_scheme": theme, "reduced_motion": "reduce"}
    empty = new_context(browser, served, **options)
    page = empty.new_page()

    def shoot(name: str, *, whole: bool = False) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=whole)

    page.goto("/")
    shoot("landing")
    page.goto("/import")
    shoot("import-empty")
    empty.close()

    context = new_context(browser, served, **options)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/chat")
    shoot("chat-new")
    answer(page, REQUEST)
    shoot("chat")
    if width < 1200:  # beside the thread the reasons of the first card stand open already
        page.locator("li[aria-label^='A1,'] h3 button").first.click()
        shoot("chat-why")
        page.keyboard.press("Escape")
    answer(page, "who do I listen to after midnight")
    shoot("chat-insight")
    for name in ("insights", "you", "settings", "playlists"):
        page.goto(f"/{name}")
        shoot(name, whole=name in ("insights", "you"))
    page.goto("/you")
    page.get_by_role("slider", name="Familiar or new").press("PageUp")
    shoot("you-steered", whole=True)
    page.goto("/taste/time-machine?mode=relisten")
    expect(page.get_by_role("button", name="View as table").first).to_be_visible(timeout=90_000)  # years are replayed
    shoot("time-machine", whole=True)
    page.goto("/import")
    shoot("import-list")
    page.locator("main a[href^='/import/']").first.click()
    shoot("import-done")
    context.close()


def answer(page: Page, request: str) -> None:
    page.get_by_role("textbox", name="Message").fill(request)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name=request)).to_be_visible()
    page.wait_for_timeout(1_500)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(".cache/screenshots"))
