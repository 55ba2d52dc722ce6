"""Playlists from chat. Not built: it says so and never pretends."""

from __future__ import annotations

from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotImplementedYet


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Make or change a playlist. Writes; only when the listener's own words ask for it."""
    raise NotImplementedYet(
        "I cannot save or change playlists yet. Nothing was saved; this conversation keeps its answers."
    )


def say(result: ToolResult, turn: Turn) -> list[str]:
    return []
