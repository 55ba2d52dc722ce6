"""Words that conversations are found by: without case and accents, each matched from its beginning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from echotune.chat.words import plain

LONGEST_WORD: Final = 60
MOST_WORDS: Final = 12
"""Of a search; more say nothing more."""
AROUND_CHARACTERS: Final = 60
MOST_HITS: Final = 200
Piece = tuple[str, bool]
"""A piece of a text, and whether it is what was looked for."""
_WORD: Final = re.compile(r"\w+")


def folded(text: str) -> list[str]:
    """The words of a text, each once."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(bare)))


def searched_for(words: str) -> list[str]:
    """What somebody who types `words` looks for."""
    return folded(words)[:MOST_WORDS]


def query(wanted: list[str]) -> str:
    """For PostgreSQL: texts with words that begin like each of these. The words hold letters and digits only."""
    return " & ".join(f"'{word}':*" for word in wanted)


def searchable(said: str, parts: list[dict[str, Any]]) -> str:
    """All that an answer can be found by: its words, and the songs on its cards."""
    songs = [
        f"{track['title']} · {track['artist']}"
        for part in parts
        if part["type"] in ("data-recommendation", "data-draft")
        for track in part["data"]["tracks"]
    ]
    return "\n".join([plain(said), *songs]) if songs else plain(said)


def snippet(text: str, wanted: list[str]) -> list[Piece]:
    """Where most of what was looked for stands close together, cut into what was looked for and what was not."""
    hits = _hits(text, wanted)
    first = _first_of_most(hits)
    start, end = _begin(text, first), min(len(text), first + 2 * AROUND_CHARACTERS)
    pieces: list[Piece] = []
    at = start
    for hit in [hit for hit in hits if start <= hit.start and hit.end <= end]:
        pieces += [(text[at : hit.start], False)] if hit.start > at else []
        pieces.append((text[hit.start : hit.end], True))
        at = hit.end
    pieces += [(text[at:end], False)] if end > at else []
    return _with_dots(pieces, before=start > 0, after=end < len(text))


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    prefixes: frozenset[str]


def _hits(text: str, wanted: list[str]) -> list[_Hit]:
    found = []
    for word in _WORD.finditer(text):
        prefixes = frozenset(prefix for part in folded(word.group()) for prefix in wanted if part.startswith(prefix))
        if prefixes:
            found.append(_Hit(word.start(), word.end(), prefixes))
    return found[:MOST_HITS]


def _first_of_most(hits: list[_Hit]) -> int:
    def close(first: _Hit) -> tuple[int, int]:
        """How much of what was looked for follows soon, and how soon."""
        seen: set[str] = set()
        last = first.start
        for hit in hits:
            if first.start <= hit.start <= first.start + AROUND_CHARACTERS and not hit.prefixes <= seen:
                seen |= hit.prefixes
                last = hit.start
        return len(seen), first.start - last

    return max(hits, key=close).start if hits else 0


def _begin(text: str, first: int) -> int:
    """A little before the hit, at the beginning of a word."""
    start = max(0, first - AROUND_CHARACTERS)
    space = text.find(" ", start, first)
    return start if start == 0 or space < 0 else space + 1


def _with_dots(pieces: list[Piece], *, before: bool, after: bool) -> list[Piece]:
    dots = ("…", False)
    return [*([dots] if before else []), *pieces, *([dots] if after else [])]
