"""axe-core on a page of Playwright's: what it finds, as lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

AXE_PAGE = "page that axe looked at"
"""A test's property, so that a run can say how many there were."""

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def ready(context: BrowserContext) -> None:
    """Every page of the context has axe from its beginning; call once."""
    from axe_playwright_python.base import AXE_SCRIPT

    context.add_init_script(AXE_SCRIPT)


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({json.dumps(RULES)}).then(done => done.violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
