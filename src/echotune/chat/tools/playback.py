"""Playback from chat. Not connected: it says so and never pretends."""

from __future__ import annotations

from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotImplementedYet


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Control playback: play, pause, skip, volume, queue, devices. Only when the listener's own words ask for it."""
    raise NotImplementedYet(
        "No player is connected yet, so nothing was played or changed. I can still choose the music."
    )


def say(result: ToolResult, turn: Turn) -> list[str]:
    return []
