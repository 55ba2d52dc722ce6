"""Whatever an answer says, the page shows words: nothing runs, nothing is asked for, nothing but text and our own links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CHOOSE, Models, new_context
from tests.browser.speaking import companion
from tests.runtime.served import Served
from tests.support.fake_llm import Says
from tests.support.markdown_attacks import ATTACKS, EVIL

pytestmark = pytest.mark.browser

ALLOWED = ["A", "BR", "CODE", "EM", "LI", "OL", "P", "STRONG", "UL"]
PIECE = 23
"""Signs a chunk, more in very long texts: they are painted half-way too."""

STREAM = """
({chunks, allowed}) => {
  const plain = window.fetch;
  window.fetch = (address, init) => {
    if (!String(address).endsWith('/messages')) return plain(address, init);
    const encoder = new TextEncoder();
    let at = 0;
    const body = new ReadableStream({
      async pull(controller) {
        for (let n = 0; n < 12 && at < chunks.length; n += 1) {
          controller.enqueue(encoder.encode('data: ' + JSON.stringify(chunks[at++]) + '\\n\\n'));
        }
        if (at >= chunks.length) controller.close();
        await new Promise(done => setTimeout(done, 4));
      },
    });
    return Promise.resolve(new Response(body, {headers: {'Content-Type': 'text/event-stream'}}));
  };
  window.strangers = [];
  const look = element => {
    const within = element.parentElement?.closest('[class*=prose]');
    if (!within) return;
    const link = element.tagName === 'A';
    if (!allowed.includes(element.tagName)) window.strangers.push(element.outerHTML.slice(0, 200));
    for (const {name, value} of element.attributes) {
      const fine = link ? name === 'class' || name === 'data-discover' || (name === 'href' && /^\\/(?![/\\\\])/.test(value))
                        : element.tagName === 'OL' && name === 'start';
      if (!fine) window.strangers.push(`${element.tagName} ${name}=${value}`);
    }
    if (link && new URL(element.href).origin !== location.origin) window.strangers.push(element.href);
  };
  new MutationObserver(records => {
    for (const {target, addedNodes} of records) {
      if (target.nodeType === 1) look(target);
      for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll('*')].forEach(look);
    }
  }).observe(document, {subtree: true, childList: true, attributes: true});
}
"""


def answer(texts: list[str]) -> list[dict[str, Any]]:
    """One answer of as many texts, in small pieces; each is proposed as a change too, whose sentence is Markdown."""
    chunks: list[dict[str, Any]] = [{"type": "start", "messageId": "hostile"}]
    for number, text in enumerate(texts):
        chunks.append({"type": "text-start", "id": str(number)})
        piece = max(PIECE, len(text) // 40)
        pieces = [text[start : start + piece] for start in range(0, len(text), piece)]
        chunks += [{"type": "text-delta", "id": str(number), "delta": piece} for piece in pieces]
        chunks.append({"type": "text-end", "id": str(number)})
    for number, text in enumerate(texts):
        told = {
            "confirmationId": str(number),
            "sentence": text,
            "tool": "feedback",
            "state": "confirmed",
            "outcome": text,
        }
        chunks.append({"type": "data-confirmation", "data": told})
    chunks.append({"type": "data-heard", "data": {"chips": [{"key": text, "label": text[:200]} for text in texts]}})
    chunks += [{"type": "data-activity", "data": {"text": text[:200]}} for text in texts]
    return [*chunks, {"type": "finish"}]


class Watch:
    """What a page did that no answer may make it do."""

    def __init__(self, page: Page, own: str) -> None:
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        self.refused: list[str] = []
        page.context.on(
            "request", lambda request: None if request.url.startswith(own) else self.asked.append(request.url)
        )
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.asked.append(popup.url))
        page.on("console", self._console)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)


@pytest.fixture
def page(browser: Browser, served: Served, demo_cookies: list[dict[str, object]]) -> Iterator[Page]:
    context = new_context(browser, served, reduced_motion="reduce")
    context.add_cookies(demo_cookies)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_no_answer_runs_anything_or_asks_for_anything(page: Page, served: Served) -> None:
    assert len(ATTACKS) >= 60
    watch = Watch(page, served.url + "/")
    page.add_init_script(f"({STREAM})({json.dumps({'chunks': answer(list(ATTACKS.values())), 'allowed': ALLOWED})})")
    page.goto("/chat")
    page.get_by_role("textbox", name="Message").fill("say something")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Answer again")).to_be_visible(timeout=30_000)

    shown = page.locator("[id=hostile]").inner_text()
    assert "<script>" in shown  # the words of it, to be read
    assert f"![cover](https://{EVIL}/x.png)" in shown
    links = page.locator("[id=hostile] [class*=prose] a")
    assert {link.get_attribute("href") for link in links.all()} <= {"/chat", "/__proto__", "/constructor", f"/@{EVIL}"}
    page.wait_for_timeout(300)  # what was set off may take a moment
    assert page.evaluate("window.strangers") == []
    assert watch.asked == []
    assert watch.dialogs == []
    assert watch.refused == []  # the policy had nothing to stop


def test_nor_does_one_that_a_language_model_gave_in_earnest(page: Page, served: Served, models: Models) -> None:
    words = "\n\n".join(text for text in ATTACKS.values() if len(text) < 200)
    models.openai.script = Says(f"Here you are.\n\n{words}\n\nThat was it.", pieces=60)
    watch = Watch(page, served.url + "/")
    page.goto("/settings")
    page.evaluate(CHOOSE, "openai")
    page.goto("/chat")
    page.get_by_role("textbox", name="Message").fill("say something else")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Answered by OpenAI")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Here you are.", exact=True)).to_be_visible()
    page.reload()  # and none that is given back as it was stored
    expect(page.get_by_text("Here you are.", exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    tags = page.locator("[class*=prose] *").evaluate_all("all => all.map(e => e.tagName)")
    assert set(tags) <= set(ALLOWED)
    assert (watch.asked, watch.dialogs, watch.refused) == ([], [], [])
    page.evaluate(CHOOSE, "auto")
    models.openai.script = companion
