"""Largest contentful paint on a phone: slow 4G (150 ms, 1.6 Mbit/s), a processor a quarter as fast, nothing cached.

Demo data, median of five visits a page. Prints one JSON line; exits non-zero when a page is over 2.5 s, or moves by
more than 0.05 while it loads (cumulative layout shift).
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from tests.browser.conftest import load_demo, new_context
from tests.runtime.served import Served
from tests.support import chromium

PAGES = ("/chat", "/insights", "/you")
VISITS, BUDGET_MS, MOST_SHIFT = 5, 2_500, 0.05
DEMO_ROWS = 12_000
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
OBSERVE = """
window.seen = {lcp: 0, shift: 0};
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.lcp = entry.startTime })
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value })
    .observe({type: 'layout-shift', buffered: true});
"""


def main() -> int:
    with (
        tempfile.TemporaryDirectory(prefix="echotune-bench-") as folder,
        Served(Path(folder) / "home") as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS, env=chromium.environment()
        )
        cookies = load_demo(browser, served, DEMO_ROWS)
        pages = {page: _measured([_visit(browser, served, cookies, page) for _ in range(VISITS)]) for page in PAGES}
        browser.close()
    print(json.dumps({"benchmark": "first_paint", "budgetMs": BUDGET_MS, "pages": pages}))
    return int(any(page["lcpMs"] > BUDGET_MS or page["shift"] > MOST_SHIFT for page in pages.values()))


def _visit(browser: Browser, served: Served, cookies: list[dict[str, object]], address: str) -> dict[str, float]:
    context = new_context(browser, served, **PHONE)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(OBSERVE)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("seen")
    context.close()
    return seen


def _measured(visits: list[dict[str, float]]) -> dict[str, Any]:
    times = [round(visit["lcp"]) for visit in visits]
    return {
        "lcpMs": statistics.median(times),
        "visitsMs": times,
        "shift": round(statistics.median(visit["shift"] for visit in visits), 3),
    }


if __name__ == "__main__":
    raise SystemExit(main())
