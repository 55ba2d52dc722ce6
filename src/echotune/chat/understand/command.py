"""Sentences in, one JSON document a line out: what `echotune understand --lines` prints."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from datetime import datetime

from echotune.chat.understand.engine import LanguageEngine


def understand_lines(engine: LanguageEngine, lines: Iterable[str], now: datetime) -> Iterator[str]:
    """One request document for each line, empty ones included, with `elapsedMs` added: the milliseconds it took to
    understand, without writing it down. `now` is the listener's local time."""
    for line in lines:
        started = time.perf_counter()
        request = engine.understand(line.rstrip("\r\n"), now)
        elapsed_ms = round((time.perf_counter() - started) * 1000, 3)
        document = request.model_dump(mode="json") | {"elapsedMs": elapsed_ms}
        yield json.dumps(document, ensure_ascii=False)
