"""The web app's types are made from the interface as it is now."""

from __future__ import annotations

import json
from pathlib import Path

from echotune.api import create_app
from echotune.core.settings import Settings

KEPT = Path(__file__).parents[1] / "web" / "openapi.json"


def test_the_kept_description_is_the_interface() -> None:
    assert json.loads(KEPT.read_text()) == create_app(Settings()).openapi(), "run `npm run generate` in web/"
