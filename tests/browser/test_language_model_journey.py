"""A listener and language models: choosing one, stopping it, asking again, leaving and coming back, and when none answers."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import CHOOSE, Models
from tests.browser.speaking import SLOW, companion
from tests.support import axe
from tests.support.fake_llm import Fails, FakeOpenAi

pytestmark = pytest.mark.browser

FIRST, *_, LAST = re.findall(r"[^.]+\.", SLOW)


@dataclass
class World:
    """A page of a listener who chose OpenAI, and the two providers behind it."""

    openai: FakeOpenAi
    xai: FakeOpenAi
    page: Page

    def say(self, text: str) -> Locator:
        self.page.get_by_role("textbox", name="Message").fill(text)
        self.page.keyboard.press("Enter")
        return self.page.get_by_role("article", name=text)

    def ask(self, text: str) -> Locator:
        turn = self.say(text)
        expect(turn.get_by_role("button", name="Answer again")).to_be_visible()
        return turn

    def clean(self) -> None:
        """axe finds nothing in either theme as the page stands now."""
        for theme in ("dark", "light"):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            expect(self.page.locator("html")).to_have_attribute("data-theme", theme)
            assert axe.violations(self.page) == []


@pytest.fixture
def world(demo_page: Page, models: Models) -> Iterator[World]:
    axe.ready(demo_page.context)
    models.openai.script = models.xai.script = companion
    demo_page.emulate_media(reduced_motion="reduce")
    demo_page.goto("/settings")
    demo_page.evaluate(CHOOSE, "openai")
    yield World(models.openai, models.xai, demo_page)
    demo_page.evaluate(CHOOSE, "auto")


def answered_by(turn: Locator, who: str) -> Locator:
    return turn.get_by_role("button", name=re.compile(f"^Answered by {who}"))


def test_from_a_choice_of_model_to_a_file_of_the_conversation(world: World, tmp_path: Path) -> None:
    page = world.page
    page.goto("/chat")

    # Pick a provider, and see it answer.
    page.get_by_role("button", name=re.compile("^Who answers")).click()
    panel = page.get_by_role("dialog", name="Who answers")
    expect(panel.get_by_role("radio", name=re.compile("^Built-in engine"))).to_be_visible()
    panel.get_by_role("radio", name=re.compile("^xAI Grok")).check()
    expect(panel.get_by_role("radiogroup", name="Model").get_by_role("radio").first).to_be_visible()
    world.clean()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Who answers: xAI Grok"))).to_be_focused()
    turn = world.ask("three songs for the road")
    expect(answered_by(turn, "xAI Grok")).to_be_visible()
    expect(turn.locator("li[aria-label^='A3,']")).to_be_visible()
    expect(turn).to_contain_text("These lean on what you finish.")

    # Stop: the whole sentences that came stay, and the provider is let go.
    left, asked = len(world.xai.left), time.monotonic()
    slow = world.say("something for tonight, slowly")
    expect(slow).to_contain_text(FIRST)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    world.clean()
    page.keyboard.press("Escape")
    stopped = time.monotonic()
    expect(slow.get_by_text("Stopped.", exact=True)).to_be_visible()
    expect(slow).to_contain_text(FIRST)
    expect(slow).not_to_contain_text(LAST)
    while len(world.xai.left) == left and time.monotonic() - stopped < 5:
        page.wait_for_timeout(50)
    assert world.xai.left[-1].at - stopped <= 1, asked

    # Again, otherwise, and back: three answers to one question, the second shown.
    turn = world.ask("songs I know well")
    for number in (2, 3):
        turn.get_by_role("button", name="Answer again").click()
        versions = turn.get_by_role("group", name="Versions of this answer")
        expect(versions).to_contain_text(f"{number}/{number}")
    versions.get_by_role("button", name="Earlier answer").click()
    expect(versions).to_contain_text("2/3")
    turn.get_by_role("button", name="Edit this request").click()
    turn.get_by_role("textbox").fill("songs I know by heart")
    page.keyboard.press("Enter")
    turn = page.get_by_role("article", name="songs I know by heart")
    expect(turn.get_by_role("group", name="Versions of this request")).to_contain_text("2/2")

    # A reload in the middle of an answer goes on with it; nothing is asked a second time.
    slow = world.say("a quiet hour, slowly")
    expect(slow).to_contain_text(FIRST)
    calls = world.xai.calls
    page.reload()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(slow).to_contain_text(LAST)
    expect(slow.get_by_role("button", name="Answer again")).to_be_visible()
    assert slow.inner_text().count(FIRST) == 1
    assert world.xai.calls == calls
    page.reload()
    expect(slow).to_contain_text(LAST)

    # Found again by what was said, and taken along.
    page.get_by_role("button", name="Conversations").click()
    listed = page.get_by_role("region", name="Conversations")
    listed.get_by_role("searchbox").fill("by heart")
    more = listed.get_by_role("button", name=re.compile("^More for"))
    expect(more).to_have_count(1)
    files = {}
    for form in ("Markdown", "JSON"):
        more.click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=form).click()
        download.value.save_as(tmp_path / form)
        files[form] = (tmp_path / form).read_text()
    assert "songs I know by heart" in files["Markdown"]
    assert LAST.strip() in files["Markdown"]
    stored = json.loads(files["JSON"])["messages"]
    assert stored[-1]["metadata"]["providerUsed"] == "xai"
    listed.get_by_role("searchbox").fill("words that nobody said")
    expect(listed).to_contain_text("Nothing was said about")


def test_a_change_waits_for_the_listener_and_is_there_again_after_a_reload(world: World) -> None:
    page = world.page
    page.goto("/chat")
    artist = page.evaluate("fetch('/api/taste').then(r => r.json())")["beliefs"]
    name = next(belief["target"] for belief in artist if belief["kind"] == "artist" and not belief["correction"])

    def kept() -> int:
        return len(page.evaluate("fetch('/api/taste').then(r => r.json())")["corrections"])

    before = kept()
    turn = world.ask(f"I love {name}")
    card = turn.get_by_role("region", name="To be confirmed")
    expect(card.get_by_role("button", name="Confirm")).to_be_enabled()
    world.clean()
    assert kept() == before
    page.reload()
    expect(card.get_by_role("button", name="Not now")).to_be_enabled()
    card.get_by_role("button", name="Confirm").click()
    settled = turn.get_by_role("region", name="Proposed")
    expect(settled).to_be_visible()
    assert kept() == before + 1
    world.clean()
    page.reload()
    expect(settled).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)


def test_when_the_chosen_one_fails_another_answers_and_when_all_fail_the_engine_does(world: World) -> None:
    page = world.page  # the last of these tests: breakers are open after it
    page.goto("/chat")
    world.openai.script = Fails(503)
    turn = world.ask("songs for a long walk")
    expect(turn).to_contain_text("OpenAI did not answer, so xAI Grok did.")
    answered_by(turn, "xAI Grok").click()
    expect(turn.get_by_role("list", name="Tries")).to_contain_text("was not available")
    world.clean()

    world.xai.script = Fails(503)
    turn = world.ask("songs for the way back")
    expect(turn).to_contain_text("No language model answered. The built-in engine did, so the words are short.")
    expect(turn.locator("ol > li").first).to_be_visible()
    world.clean()
    page.reload()
    expect(turn).to_contain_text("No language model answered.")

    # What left the machine is one click away, whoever failed.
    answered_by(turn, "Built-in engine").click()
    turn.get_by_role("link", name="What was sent").click()
    expect(page.get_by_role("heading", level=1, name="What was sent")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.get_by_role("region", name=re.compile("^Text sent to"))).to_contain_text("songs for the way back")
    world.clean()
