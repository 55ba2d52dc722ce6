"""Every tool, by verb. To add one: a file beside this one, and one line here; a conformance test runs over all."""

from __future__ import annotations

from typing import Final

from echotune.chat.tools import explain, feedback, insight, playback, playlist, recommend, refine, search
from echotune.chat.tools.tool import ChatTool

TOOLS: Final[dict[str, ChatTool]] = {
    "recommend": ChatTool(recommend.run, recommend.say),
    "refine": ChatTool(refine.run, refine.say),
    "explain": ChatTool(explain.run, explain.say),
    "insight": ChatTool(insight.run, insight.say),
    "feedback": ChatTool(feedback.run, feedback.say, feedback.CHANGE),
    "search": ChatTool(search.run, search.say),
    "playlist": ChatTool(playlist.run, playlist.say),
    "playback": ChatTool(playback.run, playback.say),
}
