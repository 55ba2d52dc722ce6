"""What the conversation must do under the hand: stop, again, otherwise, back, and nothing that leaves the machine."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.browser.conftest import new_context
from tests.runtime.served import Served

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def ask(page: Page, text: str) -> Locator:
    """Send a request and wait until its answer stands."""
    say(page, text)
    turn = page.get_by_role("article", name=text)
    expect(turn.get_by_role("button", name="Answer again")).to_be_visible()
    return turn


def titles(turn: Locator) -> list[str]:
    return [label or "" for label in (card.get_attribute("aria-label") for card in turn.locator("ol > li").all())]


@pytest.fixture
def chat(demo_page: Page) -> Page:
    demo_page.goto("/chat")
    return demo_page


def test_escape_stops_what_is_under_way_and_it_can_be_asked_again(chat: Page) -> None:
    first = ask(chat, "four calm songs")
    before = titles(first)

    held: list[Route] = []
    chat.route(re.compile(r"/messages$"), lambda route: held.append(route))
    say(chat, "songs I loved and forgot")
    expect(chat.get_by_role("button", name="Stop")).to_be_visible()
    chat.keyboard.press("Escape")
    expect(chat.get_by_role("button", name="Stop")).to_have_count(0)
    expect(chat.get_by_text("Stopped.")).to_be_visible()
    assert titles(first) == before

    chat.unroute(re.compile(r"/messages$"))
    chat.get_by_role("button", name="Ask again").click()
    turn = chat.get_by_role("article", name="songs I loved and forgot")
    expect(turn.get_by_role("button", name="Answer again")).to_be_visible()
    assert held


def test_stop_before_the_conversation_exists_gives_the_request_back(chat: Page) -> None:
    chat.route(
        re.compile(r"/api/chat/sessions$"), lambda route: None if route.request.method == "POST" else route.continue_()
    )
    say(chat, "songs for a long drive")
    chat.get_by_role("button", name="Stop").click()
    expect(chat.get_by_role("textbox", name="Message")).to_have_value("songs for a long drive")
    expect(chat.get_by_role("article")).to_have_count(0)


def test_another_answer_keeps_the_one_before(chat: Page) -> None:
    turn = ask(chat, "four calm songs")
    first = titles(turn)
    chat.wait_for_load_state("networkidle")
    turn.get_by_role("button", name="Answer again").click()
    versions = turn.get_by_role("group", name="Versions of this answer")
    expect(versions).to_contain_text("2/2")
    versions.get_by_role("button", name="Earlier answer").click()
    expect(versions).to_contain_text("1/2")
    assert titles(turn) == first

    chat.reload()
    expect(versions).to_contain_text("1/2")
    assert titles(turn) == first


def test_an_edited_request_is_asked_again_and_the_old_one_stays(chat: Page) -> None:
    turn = ask(chat, "four calm songs")
    turn.get_by_role("button", name="Edit this request").click()
    turn.get_by_role("textbox").fill("six lively songs")
    turn.get_by_role("button", name=re.compile("Ask|Send")).click()
    edited = chat.get_by_role("article", name="six lively songs")
    expect(edited.locator("li[aria-label^='A6,']")).to_be_visible()
    versions = edited.get_by_role("group", name="Versions of this request")
    expect(versions).to_contain_text("2/2")
    versions.get_by_role("button", name="Earlier request").click()
    expect(chat.get_by_role("article", name="four calm songs")).to_be_visible()


def test_a_draft_outlives_a_reload(chat: Page) -> None:
    ask(chat, "four calm songs")
    chat.get_by_role("textbox", name="Message").fill("half a thought")
    chat.reload()
    expect(chat.get_by_role("textbox", name="Message")).to_have_value("half a thought")


def test_a_reader_who_scrolled_up_is_not_moved(chat: Page) -> None:
    ask(chat, "30 songs I loved and forgot")
    ask(chat, "more obscure")
    thread = chat.get_by_role("article").first.locator("xpath=../..")
    thread.evaluate("box => { box.scrollTop = 0 }")
    expect(chat.get_by_role("button", name="Jump to latest")).to_be_visible()

    chat.get_by_role("article").last.get_by_role("button", name="Answer again").evaluate("button => button.click()")
    expect(chat.get_by_role("article").last.get_by_role("group", name="Versions of this answer")).to_contain_text("2/2")
    assert thread.evaluate("box => box.scrollTop") == 0

    chat.get_by_role("button", name="Jump to latest").click()
    expect(chat.get_by_role("article", name="more obscure").get_by_role("heading", level=2)).to_be_in_viewport()


def test_a_conversation_is_renamed_deleted_and_brought_back(chat: Page) -> None:
    turn = ask(chat, "five songs for the kitchen")
    before = titles(turn)
    chat.get_by_role("button", name="Conversations").click()
    listed = chat.get_by_role("region", name="Conversations")
    listed.get_by_role("button", name="More for Five songs for the kitchen").first.click()
    chat.get_by_role("menuitem", name="Rename").click()
    chat.get_by_label("Name of the conversation").fill("Kitchen radio")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("heading", level=1)).to_have_text("Kitchen radio")

    listed.get_by_role("button", name="More for Kitchen radio").click()
    chat.get_by_role("menuitem", name="Delete").click()
    expect(chat.get_by_role("heading", level=1)).to_have_text("New conversation")
    chat.get_by_role("button", name="Undo").last.click()
    expect(chat.get_by_role("heading", level=1)).to_have_text("Kitchen radio")
    expect(turn.locator("ol > li").first).to_be_visible()
    assert titles(turn) == before


def test_the_reasons_on_a_phone_close_by_escape_and_give_the_focus_back(
    browser: Browser, served: Served, demo_cookies: list[dict[str, object]]
) -> None:
    context = new_context(browser, served, viewport={"width": 390, "height": 844})
    context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/chat")
    opener = ask(page, "four calm songs").locator("li[aria-label^='A2,'] h3 button")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(re.compile(r"Ranked \w+ of [\d,]+ in "))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    context.close()


@pytest.fixture
def overheard(demo_page: Page, served: Served) -> list[str]:
    """Every address that was asked for and is not the server's own."""
    outside: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((served.url + "/", "blob:", "data:")):
            outside.append(request.url)

    demo_page.context.on("request", note)
    return outside


def test_no_request_leaves_the_machine(demo_page: Page, overheard: list[str]) -> None:
    refused: list[str] = []
    demo_page.on(
        "console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None
    )
    demo_page.goto("/chat")
    ask(demo_page, "four calm songs")
    ask(demo_page, "who do I listen to after midnight")
    for place in ("/insights", "/you", "/playlists", "/import", "/settings"):
        demo_page.goto(place)
        demo_page.wait_for_load_state("networkidle")
    assert overheard == []
    assert refused == []
