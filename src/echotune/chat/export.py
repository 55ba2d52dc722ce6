"""A conversation as a file: Markdown to read, JSON with everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from fastapi.responses import Response

from echotune.chat.schemas import SessionView
from echotune.chat.store import Session
from echotune.chat.words import safe

Messages = list[dict[str, Any]]


def markdown(session: Session, messages: Messages) -> Response:
    lines = [f"# {safe(session.title)}", ""]
    for message in messages:
        lines += ["## You" if message["role"] == "user" else "## EchoTune", ""]
        for part in message["parts"]:
            lines += _written(part, by_listener=message["role"] == "user")
        if message["role"] == "assistant":
            lines += [f"*({_origin(message['metadata'])})*", ""]
    return _file("\n".join(lines), "text/markdown; charset=utf-8", "md")


def _written(part: dict[str, Any], *, by_listener: bool) -> list[str]:
    match part["type"]:
        case "text":
            return [safe(part["text"]) if by_listener else part["text"], ""]
        case "data-recommendation":
            return [*(_track(track) for track in part["data"]["tracks"]), ""]
        case "data-confirmation":
            return [f"{part['data']['sentence']} ({part['data']['state']})", ""]
        case "data-draft":
            return [*(f"- {_song(track)}" for track in part["data"]["tracks"]), "", part["data"]["note"], ""]
        case "data-insight":
            return [*_table(part["data"]), "", safe(part["data"]["scope"]), ""]
        case _:
            return []


def _origin(metadata: dict[str, Any]) -> str:
    """How an answer ended, if not well; who wrote it; and when."""
    status, provider, model = (metadata[name] for name in ("status", "providerUsed", "model"))
    told = [] if status == "done" else [status]
    told += [f"answered by {provider}, {safe(model)}"] if provider else []
    told += [safe(metadata["degradedReason"])] if metadata["degraded"] and metadata["degradedReason"] else []
    return "; ".join([*told, metadata["createdAt"]])


def _table(insight: dict[str, Any]) -> list[str]:
    heads = [safe(column["label"]) for column in insight["columns"]]
    rows = [[_cell(cell) for cell in row] for row in insight["rows"]]
    return [f"**{safe(insight['title'])}**", "", *map(_line, [heads, ["---"] * len(heads), *rows])]


def _cell(cell: str | float | None) -> str:
    return "" if cell is None else safe(cell) if isinstance(cell, str) else f"{cell:,}"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _track(track: dict[str, Any]) -> str:
    return f"{track['position']}. {_song(track)}: {safe(track['why'])}"


def as_json(session: Session, messages: Messages) -> Response:
    document = {"session": SessionView.of(session).model_dump(mode="json"), "messages": messages}
    return _file(json.dumps(document, ensure_ascii=False, indent=1), "application/json", "json")


def _song(track: dict[str, Any]) -> str:
    return f"{safe(track['title'])}, {safe(track['artist'])}"


def _file(text: str, media_type: str, ending: str) -> Response:
    return Response(
        text, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="conversation.{ending}"'}
    )


FORMATS: Final[dict[str, Callable[[Session, Messages], Response]]] = {"markdown": markdown, "json": as_json}
