"""Names that are nearly right: only names of about the same length and the same beginning are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST, _LONGEST = 4, 40
_COMPARED_AT_MOST = 12_000


def edits_allowed(length: int) -> int:
    """How many letters may be wrong in a name of this length."""
    if length < _SHORTEST:
        return 0
    if length < 7:
        return 1
    return 2 if length < 14 else 3


class FuzzyIndex:
    """Folded names in buckets of (first letter, length)."""

    def __init__(self, folded_names: Iterable[str]) -> None:
        self._buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in folded_names:
            if _SHORTEST <= len(name) <= _LONGEST:
                self._buckets[name[0], len(name)].append(name)

    def nearest(self, text: str) -> list[tuple[str, int]]:
        """The nearest names within the allowed number of edits, as (folded name, edits), nearest first; at most 5.

        The first letter must be right, or swapped with the second.
        """
        allowed = edits_allowed(len(text))
        if not allowed or len(text) > _LONGEST:
            return []
        choices: list[str] = []
        for first in dict.fromkeys(text[:2]):
            for length in range(len(text) - allowed, len(text) + allowed + 1):
                choices.extend(self._buckets.get((first, length), ()))
        found = process.extract(text, choices[:_COMPARED_AT_MOST], scorer=OSA.distance, score_cutoff=allowed, limit=5)
        return sorted(((name, int(edits)) for name, edits, _ in found), key=lambda pair: (pair[1], pair[0]))
