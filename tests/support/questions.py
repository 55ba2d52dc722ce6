"""Questions about a life: the table of shapes, and a life to ask them of, imported as any export is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parents[1] / "insights" / "questions"


def shapes(path: Path = QUESTIONS / "shapes.jsonl") -> list[dict[str, Any]]:
    """Sentences, each with the document that it means."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
