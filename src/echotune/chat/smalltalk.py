"""Answers that need no tool: what can be asked, and what is not about music."""

from __future__ import annotations

import re

from echotune.chat import words
from echotune.chat.understand.request import UnderstoodRequest

HELP = """You can ask for music, change an answer, ask about your own listening, and say what you like. For example:

- “Songs I loved and forgot, something calm, 15 songs”
- “Something like Radiohead but calmer, from the 90s”
- “Older”, “more obscure”, “more like A2”, “without the first artist”
- “What did I play most in summer 2019”, “who do I listen to after midnight”
- “I love A1”, “never play this artist again”
- “Find the song Yesterday”

Each suggestion tells why it is there; open it for the dates and counts."""

GREETING = "Hello. Ask for music, or about what you have played."
THANKS = "Glad it fits. Say “calmer”, “older” or a new wish to go on."
OTHER = "That is not something I can answer. Ask for music, or about what you have played; “help” lists examples."

_GREETING = re.compile(
    r"^\W*(hello|hi|hey|hiya|howdy|good (morning|afternoon|evening|day)|greetings|👋)\b|^\W*👋", re.IGNORECASE
)
_THANKS = re.compile(r"\b(thanks|thank you|thx|cheers|much appreciated)\b", re.IGNORECASE)


def reply(request: UnderstoodRequest, text: str) -> str:
    if request.intent == "help":
        return HELP
    if request.unparsed:
        return f"{words.not_understood(request.unparsed)} Ask for music, or about what you have played; “help” lists examples."
    if _THANKS.search(text):
        return THANKS
    return GREETING if _GREETING.search(text) else OTHER
