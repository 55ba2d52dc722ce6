"""Change the last answer: calmer, older, without an artist, more like one of its tracks."""

from __future__ import annotations

from echotune.chat.merging import merge, settle, swaps
from echotune.chat.tools import recommend
from echotune.chat.tools.tool import Context, ToolResult
from echotune.chat.turn import Turn
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.errors import NotReady


async def run(context: Context, request: UnderstoodRequest) -> ToolResult:
    """Change the last recommendation. Give only the change; the rest of the earlier request stays.

    Comparatives ("calmer") are directions from the tracks that were last shown.
    """
    turn = context.deps
    if turn.previous is None or turn.last is None:
        raise NotReady("There is no answer to change yet. Ask for some music first.")
    before = settle(turn.previous, turn.last)
    return await recommend.recommend(context, merge(before, request, swap=swaps(turn.text)), previous=turn.last)


def say(result: recommend.Recommended, turn: Turn) -> list[str]:
    return recommend.say(result, turn)
