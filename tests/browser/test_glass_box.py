"""The glass box in a real browser: sliders that re-rank and explain, a past that can be replayed, scores that add up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def songs(page: Page) -> list[str]:
    return page.get_by_role("list", name="Your next songs").locator("li b").all_inner_texts()


def sentence(page: Page) -> str:
    return page.get_by_role("group", name="Steer").locator("[aria-live]").inner_text()


def test_sliders_rerank_by_keyboard_explain_and_are_kept_until_put_back(demo_page: Page) -> None:
    page = demo_page
    page.goto("/you")
    slider = page.get_by_role("slider", name="Familiar or new")
    expect(page.get_by_text("This is how your next songs stand now.")).to_be_visible()
    before = songs(page)
    assert len(before) == 10

    slider.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "mostly new songs")
    expect(page.get_by_text(re.compile("because new songs take a larger share"))).to_be_visible()
    after = songs(page)
    assert after != before
    assert re.search(r"fell from \d+ to .+ because you have played it", sentence(page))
    answer = page.evaluate("fetch('/api/recommendations/me?limit=10').then(r => r.json())")
    assert [track["title"] for track in answer["tracks"]] != after, "nothing is kept yet"

    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept. Every answer follows from now on.")).to_be_visible()
    page.reload()
    expect(slider).to_have_value("0.9")
    expect(page.get_by_role("list", name="Your next songs")).to_be_visible()
    assert songs(page) == after

    page.get_by_role("button", name="Back to default").click()
    expect(page.get_by_text("Every slider is back at its default.")).to_be_visible()
    expect(slider).to_have_value("0")
    expect(page.get_by_role("list", name="Your next songs").locator("li b").first).to_have_text(before[0])
    assert songs(page) == before


def test_the_time_machine_replays_a_day_and_says_what_came_true(demo_page: Page) -> None:
    page = demo_page
    page.goto("/you")
    page.get_by_role("link", name="Travel back to a date").click()
    expect(page).to_have_url(re.compile("/taste/time-machine"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("On ")
    expect(heading).to_be_focused()
    page.get_by_role("radio", name="Played", exact=True).click()
    expect(page).to_have_url(re.compile("mode=relisten"))
    cards = page.get_by_role("list", name=re.compile("What would have been recommended")).get_by_role("listitem")
    expect(cards).to_have_count(10, timeout=30_000)

    first = heading.inner_text()
    page.get_by_role("slider", name="Day").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(heading).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"date=\d{4}-\d\d-\d\d"))
    day = re.search(r"date=([\d-]+)", page.url).group(1)  # type: ignore[union-attr]
    expect(page.get_by_text("Looking back …")).to_have_count(0, timeout=15_000)
    told = page.evaluate("day => fetch(`/api/taste/time-machine?date=${day}&mode=relisten`).then(r => r.json())", day)
    assert [card.locator("h3").inner_text() for card in cards.all()] == [
        one["track"]["title"] for one in told["tracks"]
    ]
    true = [one for one in told["tracks"] if one["fate"]]
    expect(page.get_by_text("You did play this")).to_have_count(len(true))

    figure = page.get_by_role("region", name=re.compile("songs reached"))
    expect(figure).to_be_visible(timeout=30_000)
    figure.get_by_role("button", name="View as table").click()
    expect(figure.get_by_role("row")).to_have_count(51)


def test_the_parts_of_a_score_are_seen_to_add_up_to_it(demo_page: Page) -> None:
    page = demo_page
    page.goto("/chat")
    page.get_by_role("textbox", name="Message").fill("something calm, 4 songs")
    page.keyboard.press("Enter")
    page.locator("li[aria-label^='A3,'] h3 button").click()
    panel = page.get_by_role("region", name=re.compile("^Why A3"))
    expect(panel.get_by_text("Together")).to_be_visible()
    rows = panel.locator("dl > div", has=page.locator("i, dt:text-is('Together')"))
    figures = [float(text.replace("−", "-")) for text in rows.locator("dd:last-child").all_inner_texts()]
    assert len(figures) >= 3
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=1e-9)
