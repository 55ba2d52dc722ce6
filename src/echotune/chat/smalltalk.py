"""Answers that need no tool: what can be asked, and what is not about music."""

from __future__ import annotations

from echotune.chat.understand.request import UnderstoodRequest

HELP = """You can ask for music, change an answer, ask about your own listening, and say what you like. For example:

- “Songs I loved and forgot, something calm, 15 songs”
- “Something like Radiohead but calmer, from the 90s”
- “Older”, “more obscure”, “more like A2”, “without the first artist”
- “What did I play most in summer 2019”, “who do I listen to after midnight”
- “I love A1”, “never play this artist again”
- “Find the song Yesterday”

Each suggestion tells why it is there; open it for the dates and counts."""

OTHER = "That is not something I can answer. Ask for music, or about what you have played; “help” lists examples."


def reply(request: UnderstoodRequest) -> str:
    return HELP if request.intent == "help" else OTHER
