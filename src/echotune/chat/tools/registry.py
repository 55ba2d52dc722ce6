"""Every tool, by verb. To add one: a file beside this one, and one line here; a conformance test runs over all."""

from __future__ import annotations

from typing import Final

from echotune.chat.tools import explain, feedback, insight, playback, playlist, recommend, refine, search
from echotune.chat.tools.tool import ChatTool
from echotune.recommend.request import RecommendationRequest

NAMES: Final = frozenset({"artists", "tracks", "albums", "genres"})
WISH: Final = frozenset(field.alias or name for name, field in RecommendationRequest.model_fields.items())

TOOLS: Final[dict[str, ChatTool]] = {
    "recommend": ChatTool(recommend.run, recommend.say, WISH),
    "refine": ChatTool(refine.run, refine.say, WISH),
    "explain": ChatTool(explain.run, explain.say, frozenset({"tracks"})),
    "insight": ChatTool(insight.run, insight.say, NAMES | {"era", "insight", "plan"}),
    "feedback": ChatTool(feedback.run, feedback.say, NAMES - {"albums"} | {"feedback"}, feedback.CHANGE),
    "search": ChatTool(search.run, search.say, NAMES),
    "playlist": ChatTool(playlist.run, playlist.say, frozenset({"playlist"})),
    "playback": ChatTool(playback.run, playback.say, NAMES | {"action", "device", "value"}),
}
