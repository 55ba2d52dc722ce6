"""How providers do: every try is counted."""

from __future__ import annotations

from echotune.llm.attempts import Outcome


class Health:
    def saw(self, provider: str, model: str, outcome: Outcome, total_ms: int, first_word_ms: int | None) -> None:
        """One try ended."""
