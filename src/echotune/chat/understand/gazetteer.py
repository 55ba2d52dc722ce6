"""The names a listener may say: artists, tracks, albums and genres of the library and the catalogue.

Names are looked up by their folded words at a place in the sentence, so case, accents and punctuation do not matter
and only whole words match. Building 200,000 names takes about a second; looking one up takes microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Self

from echotune.chat.understand.fold import fold
from echotune.chat.understand.fuzzy import FuzzyIndex

NameKind = Literal["artist", "track", "album", "genre"]
_LONGEST_NAME = 12
_EDITION = re.compile(r"\s+-\s+.*$|\s*[(\[][^)\]]*[)\]]\s*$")


class Name(NamedTuple):
    """A name as the library or the catalogue writes it; `plays` lets the better known of two equal names win."""

    kind: NameKind
    text: str
    plays: int = 0


class Gazetteer:
    """Immutable after `build`; safe to share between threads."""

    def __init__(self, names: dict[str, list[Name]], longest: dict[str, int]) -> None:
        self._names = names
        self._longest = longest
        self._fuzzy = FuzzyIndex(names)

    @classmethod
    def build(cls, names: Iterable[Name]) -> Self:
        """Fold and index the names. A title is also known without its edition ("- Remastered 2011", "(feat. X)"),
        an artist also without a band (`Bob Marley & The Wailers`), and without "The" when more than one word is left or
        the rest is no everyday word."""
        by_words: dict[str, list[Name]] = {}
        longest: dict[str, int] = {}
        aliases: list[tuple[str, Name]] = []
        for name in names:
            key = fold(name.text)
            if not key:
                continue
            by_words.setdefault(key, []).append(name)
            aliases.extend((alias, name) for alias in _aliases(name, key))
        for alias, name in aliases:
            by_words.setdefault(alias, [name])
        for key in by_words:
            words = key.split(" ", _LONGEST_NAME)
            if len(words) > longest.get(words[0], 0):
                longest[words[0]] = min(len(words), _LONGEST_NAME)
        return cls(by_words, longest)

    def __len__(self) -> int:
        return len(self._names)

    def get(self, folded: str) -> Sequence[Name]:
        """All names that fold to this."""
        return self._names.get(folded, ())

    def starting_at(self, words: Sequence[str], index: int) -> list[tuple[int, Sequence[Name]]]:
        """Names that start at `index` of the folded words, longest first, as (index after the name, names)."""
        found: list[tuple[int, Sequence[Name]]] = []
        for length in range(min(self._longest.get(words[index], 0), len(words) - index), 0, -1):
            names = self._names.get(" ".join(words[index : index + length]))
            if names:
                found.append((index + length, names))
        return found

    def nearly(self, folded: str) -> list[tuple[int, Sequence[Name]]]:
        """Names that differ from `folded` by a few letters, as (edits, names), nearest first."""
        return [(edits, self._names[name]) for name, edits in self._fuzzy.nearest(folded)]


def _aliases(name: Name, key: str) -> list[str]:
    if name.kind == "artist":
        rest = key.removeprefix("the ")
        leader = key.split(" and the ")[0]
        aliases = [rest] if rest != key and len(rest) > 3 else []
        return [*aliases, leader] if leader != key and " " in leader else aliases
    if name.kind in ("track", "album") and ("(" in name.text or " - " in name.text or "[" in name.text):
        alias = fold(_EDITION.sub("", name.text))
        return [alias] if alias and alias != key else []
    return []
