"""`python -m tests.browser.screenshots [FOLDER]`: every screen at 390 and 1280 px, dark and light, on demo data."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import Models, new_context, wait_for_import
from tests.browser.speaking import companion, speaking
from tests.runtime.served import Served
from tests.support import chromium
from tests.support.fake_llm import Fails, FakeOpenAi

SIZES = {390: 844, 1280: 960}
REQUEST = "Songs I loved and forgot, something calm for a rainy afternoon, no Drake, 15 songs"
DEMO_ROWS = 60_000


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    models = Models(FakeOpenAi(companion), FakeOpenAi(companion))
    with (
        tempfile.TemporaryDirectory() as home,
        speaking(models.openai, models.xai),
        Served(Path(home) / "home", **models.environment) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS, env=chromium.environment()
        )
        cookies = demo(browser, served)
        told = conversations(browser, served, cookies, models)
        for width, height in SIZES.items():
            for theme in ("dark", "light"):
                take(browser, served, cookies, folder, width, height, theme)
                take_models(browser, served, cookies, folder, width, height, theme, told)
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


def conversations(browser: Browser, served: Served, cookies: list[dict[str, object]], models: Models) -> dict[str, str]:
    """Addresses of conversations with a language model, by what is to be seen in them."""
    context = new_context(browser, served)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    told = {}
    page.goto("/chat")
    choose(page, "OpenAI")

    def tell(name: str, request: str) -> None:
        page.goto("/chat")
        page.get_by_role("textbox", name="Message").fill(request)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Answer again")).to_be_visible(timeout=60_000)
        told[name] = page.url

    tell("llm", "Three songs for the road")
    tell("confirm", "I love Halden Vey")
    tell("confirmed", "I love Ottilie Marr")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("region", name="Proposed")).to_be_visible()
    models.openai.script = Fails(503)
    tell("fallback", "Songs for a long walk")
    models.xai.script = Fails(503)
    tell("degraded", "Songs for the way back")
    choose(page, "Built-in engine")
    context.close()
    return told


def choose(page: Page, title: str) -> None:
    page.get_by_role("button", name=re.compile("^Who answers")).click()
    page.get_by_role("radio", name=re.compile(f"^{title}")).check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile(f"^Who answers: {title}"))).to_be_visible()


def take_models(
    browser: Browser,
    served: Served,
    cookies: list[dict[str, object]],
    folder: Path,
    width: int,
    height: int,
    theme: str,
    told: dict[str, str],
) -> None:
    """What a listener sees of language models."""
    context = new_context(
        browser, served, viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()

    def shoot(name: str, *, whole: bool = False) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=whole)

    for name, address in told.items():
        page.goto(address)
        origin = page.get_by_role("button", name=re.compile("^Answered by"))
        origin.scroll_into_view_if_needed()
        shoot(f"model-{name}")
        if name in ("fallback", "degraded"):
            origin.click()
            page.get_by_role("link", name="What was sent").scroll_into_view_if_needed()
            shoot(f"model-{name}-tries")
    page.goto("/chat")
    page.get_by_role("button", name=re.compile("^Who answers")).click()
    shoot("model-picker")
    page.get_by_role("radio", name=re.compile("^OpenAI")).check()
    expect(page.get_by_role("radiogroup", name="Model")).to_be_visible()
    shoot("model-picker-models")
    page.get_by_role("radio", name=re.compile("^Built-in")).check()
    page.goto("/settings")
    page.get_by_role("button", name=re.compile("key for OpenAI$")).last.click()
    shoot("settings-key")
    page.goto("/settings/sent")
    page.locator("summary").first.click()
    shoot("sent", whole=True)
    context.close()


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
