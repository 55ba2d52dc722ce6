"""A gazetteer as large as a large library: generated names, of one to four words, everyday words among them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from echotune.chat.understand.gazetteer import Name, NameKind
from echotune.chat.understand.ordinary import base_words

KINDS: tuple[NameKind, ...] = ("artist", "track", "track", "track", "album")
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "di",
    "do",
    "el",
    "fa",
    "fen",
    "ga",
    "gri",
    "hal",
    "ka",
    "kel",
    "la",
    "lor",
    "ma",
    "mi",
    "mor",
    "na",
    "nel",
    "or",
    "pa",
    "pri",
    "ra",
    "ren",
    "sa",
    "sel",
    "sho",
    "ta",
    "tem",
    "tho",
    "va",
    "vel",
    "wen",
    "yo",
    "zan",
    "zor",
]


def many_names(count: int, seed: int = 1) -> Iterator[Name]:
    """`count` different names; the same for the same seed."""
    chance = random.Random(seed)
    ordinary = sorted(base_words())
    made: set[tuple[NameKind, str]] = set()
    while len(made) < count:
        words = [
            chance.choice(ordinary) if chance.random() < 0.45 else "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
            for _ in range(chance.choices((1, 2, 3, 4), (25, 40, 25, 10))[0])
        ]  # fmt: skip
        name = (chance.choice(KINDS), " ".join(words).title())
        if name not in made:
            made.add(name)
            yield Name(*name)
