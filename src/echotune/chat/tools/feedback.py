"""Keep what the listener says of a track or an artist."""

from __future__ import annotations

from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotImplementedYet


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Keep a like, a dislike or a "never again"."""
    raise NotImplementedYet("I cannot keep that yet.")


def say(result: ToolResult, turn: Turn) -> list[str]:
    return []
