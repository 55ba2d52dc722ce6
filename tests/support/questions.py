"""Questions about a life: the table of shapes, and a life to ask them of, imported as any export is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parents[1] / "insights" / "questions" / "shapes.jsonl"


def shapes(path: Path = SHAPES) -> list[dict[str, Any]]:
    """Sentences, each with the document that it means."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
