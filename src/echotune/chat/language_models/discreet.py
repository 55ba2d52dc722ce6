"""What leaves the machine of a conversation: results without ids and exact moments, and twenty tracks at most.

Tools return nothing of the kind to begin with; this is the second lock, on everything that is about to be sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic_ai.messages import ModelMessage, ModelRequest, ModelRequestPart, ToolReturnPart
from pydantic_core import to_jsonable_python

MOST_TRACKS: Final = 20
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_ID_FIELD = re.compile(r"(^|[a-z_])(Id|_id|Ids|_ids)$|^id$")


def discreet(messages: Sequence[ModelMessage]) -> list[ModelMessage]:
    """The same conversation, with older lists of tracks cut first when there are more than twenty in all."""
    told: set[tuple[str, str]] = set()
    kept: list[ModelMessage] = []
    for message in reversed(messages):
        if isinstance(message, ModelRequest):
            parts: list[ModelRequestPart] = []
            for part in reversed(message.parts):
                if isinstance(part, ToolReturnPart):
                    content = _cut(bare(to_jsonable_python(part.content, by_alias=True)), told)
                    part = replace(part, content=content, metadata=None)
                parts.append(part)
            message = replace(message, parts=parts[::-1])
        kept.append(message)
    return kept[::-1]


def bare(value: Any) -> Any:
    """A document without ids, and with days in place of moments."""
    if isinstance(value, dict):
        return {name: bare(inner) for name, inner in value.items() if not _ID_FIELD.search(str(name))}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    if isinstance(value, str):
        return _MOMENT.sub(r"\1", _ID.sub("", value))
    return value


def _cut(content: Any, told: set[tuple[str, str]]) -> Any:
    """The result with those of its tracks that are told already, or for which there is room; both count from then on."""
    tracks = content.get("tracks") if isinstance(content, dict) else None
    if not isinstance(tracks, list):
        return content
    kept = []
    for track in tracks:
        name = (str(track.get("title")), str(track.get("artist"))) if isinstance(track, dict) else (str(track), "")
        if name in told or len(told) < MOST_TRACKS:
            told.add(name)
            kept.append(track)
    return content | {"tracks": kept}
