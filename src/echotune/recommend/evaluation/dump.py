"""Rankings for others to score: one JSON line per cut and task."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from echotune.recommend.evaluation.solo import Measured


def line(measured: Measured) -> str:
    """`{"cut": "2024-03-01T12:30:05Z", "task": ..., "ranked": ["artist\\ttitle", ... up to 100]}` and a line end."""
    cut = datetime.fromtimestamp(measured.window.cut, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {"cut": cut, "task": measured.window.task, "ranked": measured.ranked}
    return json.dumps(document, ensure_ascii=False) + "\n"
