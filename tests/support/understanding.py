"""What the tests of the language engine share: the names, the sentences, and when two documents are the same."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.chat.understand.request import UnderstoodRequest

HERE = Path(__file__).parents[1] / "chat" / "understand"
NOW = datetime(2026, 11, 20, 12)
REPORTED_ONLY = {"unparsed", "confidence", "elapsedMs", "plan"}
"""What the sentence sets say nothing of; the plans of questions have a set of their own in `tests/insights/questions`."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def names() -> list[Name]:
    kinds = json.loads((HERE / "names.json").read_text("utf-8"))
    return [Name(kind, text) for kind, texts in kinds.items() for text in texts]


@cache
def engine() -> LanguageEngine:
    return LanguageEngine(Gazetteer.build(names()))


def understand(text: str) -> UnderstoodRequest:
    return engine().understand(text, NOW)


def document(text: str) -> Any:
    """What the engine understood, absent fields left out, strings without case."""
    return bare(understand(text).model_dump(mode="json"))


def bare(value: Any) -> Any:
    """A document without what is null or empty and what is only reported; 0 is a value."""
    if isinstance(value, dict):
        kept = {key: bare(inner) for key, inner in value.items() if key not in REPORTED_ONLY}
        return {key: inner for key, inner in kept.items() if inner is not False and inner not in (None, [], {}, "")}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    return value.casefold() if isinstance(value, str) else value


def difference(row: dict[str, Any]) -> str | None:
    """Nothing when the sentence is understood exactly; else the fields that differ."""
    want, got = bare(row["want"]), document(row["text"])
    if want == got:
        return None
    fields = {key: (want.get(key), got.get(key)) for key in {*want, *got} if want.get(key) != got.get(key)}
    return f"{row['text']}\n    (wanted, got) {fields}"
