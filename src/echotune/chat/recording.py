"""An answer as it is written: stream chunks gathered into the parts that a reload shows."""

from __future__ import annotations

from typing import Any

from pydantic_ai.ui.vercel_ai.response_types import (
    BaseChunk,
    DataChunk,
    TextDeltaChunk,
    TextStartChunk,
)


class Recording:
    """Gathers what the browser gathers from the same chunks."""

    def __init__(self) -> None:
        self.parts: list[dict[str, Any]] = []
        self._texts: dict[str, dict[str, Any]] = {}

    def add(self, chunk: BaseChunk) -> None:
        match chunk:
            case TextStartChunk(id=text_id):
                self._texts[text_id] = {"type": "text", "text": "", "state": "done"}
                self.parts.append(self._texts[text_id])
            case TextDeltaChunk(id=text_id, delta=delta):
                self._texts[text_id]["text"] += delta
            case DataChunk(transient=True):
                pass
            case DataChunk(type=part_type, data=data):
                self.parts.append({"type": part_type, "data": data})

    @property
    def text(self) -> str:
        """All words so far."""
        return "\n\n".join(part["text"] for part in self.parts if part["type"] == "text" and part["text"])
