"""One listener, from the landing page to a taste that was corrected, through the real app."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_context, wait_for_import
from tests.runtime.served import Served

pytestmark = pytest.mark.browser
MODES = ["relisten", "rediscover", "explore", "blend"]


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("journey") / "home") as server:
        yield server


@pytest.fixture
def page(browser: Browser, own_server: Served) -> Iterator[Page]:
    context = new_context(browser, own_server)
    yield context.new_page()
    context.close()


def cards(page: Page) -> list[str]:
    return [
        label
        for label in (card.get_attribute("aria-label") for card in page.locator("main li[aria-label*=', ']").all())
        if label
    ]


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def answered(page: Page, request: str) -> None:
    """The turn of this request stands, finished."""
    turn = page.get_by_role("article", name=request)
    expect(turn.locator("li[aria-label*='1, ']").first).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_from_the_landing_page_to_a_corrected_taste(page: Page) -> None:
    # Landing, demo, import progress.
    page.goto("/")
    expect(page.get_by_role("heading", name="Everything you have played, and what to play next.")).to_be_visible()
    page.get_by_role("button", name="Look around with demo data").click()
    expect(page).to_have_url(re.compile(r"/import/.+"))
    expect(page.get_by_role("progressbar", name="Import").or_(page.get_by_text("Stored"))).not_to_have_count(0)
    expect(
        page.get_by_role("link", name="Start asking").or_(page.get_by_role("button", name="Start asking"))
    ).to_be_visible(timeout=90_000)
    wait_for_import(page)
    page.goto("/chat")

    # Chat: cards with reasons.
    request = "songs I loved and forgot, something calm for a rainy afternoon, no Drake, 5 songs"
    say(page, request)
    answered(page, request)
    expect(page.get_by_role("group", name="Heard as").first).to_contain_text("calm")
    first = page.locator("li[aria-label^='A1,']").first
    title = (first.get_attribute("aria-label") or "").removeprefix("A1, ")

    # Why: the first card stands open on a wide screen; the panel goes down to counts and dates.
    opener = first.get_by_role("button", name=title, exact=True)
    expect(opener).to_have_attribute("aria-expanded", "true")
    panel = page.get_by_role("region", name=re.compile("^Why A1"))
    expect(panel).to_contain_text(re.compile(r"\d+ plays?"))
    expect(panel).to_contain_text("plays of 30 s or more")

    # Refine, and a reload that brings everything back.
    say(page, "more obscure")
    answered(page, "more obscure")
    before = cards(page)
    page.reload()
    answered(page, "more obscure")
    assert cards(page) == before
    assert len(before) >= 6

    # Insights.
    page.get_by_role("navigation", name="Places").first.get_by_role("link", name="Insights").click()
    expect(page.get_by_role("heading", name=re.compile("comes first|share the first place")).first).to_be_visible()

    # Taste: a block that holds everywhere.
    page.get_by_role("navigation", name="Places").first.get_by_role("link", name="You").click()
    group = page.get_by_role("group", name=re.compile("^Correct: ")).first
    expect(group).to_be_visible()
    believed = page.evaluate("fetch('/api/taste').then(r => r.json())")
    belief = next(b for b in believed["beliefs"] if b["kind"] == "artist" and not b["correction"])
    row = page.locator("li", has=page.get_by_role("heading", name=belief["title"], exact=True))
    row.get_by_role("button", name="Block").click()
    row.get_by_role("button", name="Keep").click()
    expect(row.get_by_role("button", name="Blocked")).to_be_visible()

    shown: set[str] = set()
    for number in range(200):
        mode = MODES[number % 4]
        answer = page.evaluate(
            "([mode, limit]) => fetch(`/api/recommendations/me?mode=${mode}&limit=${limit}`).then(r => r.json())",
            [mode, 5 + number // 4],
        )
        assert "tracks" in answer, answer
        shown |= {track["artist"].strip().lower() for track in answer["tracks"]}
    assert shown
    assert belief["target"] not in shown

    page.goto("/chat")
    say(page, f"some {belief['target']}")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    page.wait_for_timeout(1_500)
    by = page.locator("li[aria-label*=', '] p").all_inner_texts()
    assert not [line for line in by if line.lower().startswith(belief["target"] + " ·")]


def test_an_export_that_is_dropped_is_imported(page: Page, tmp_path: Path) -> None:
    from tests.support.exports import make_export

    export = make_export(tmp_path, rows=2_000, seed=3)
    page.goto("/")
    page.evaluate(
        "fetch('/api/account/switch', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{\"kind\": \"local\"}'})"
    )
    page.goto("/import")
    page.locator("input[type=file]").first.set_input_files(str(export))
    expect(page).to_have_url(re.compile(r"/import/.+"))
    expect(page.get_by_text("Stored")).to_be_visible()
    state = wait_for_import(page)
    assert state["read"] == state["stored"] + state["duplicate"] + state["rejected"]
    assert state["stored"] > 0
