"""The order of the answer: `sorted by tempo`, `newest first`."""

from __future__ import annotations

from echotune.chat.understand.phrases import PhraseTable, flags, table
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_BY = flags(
    """
        sort by | sort them by | sort it by | sort these by | sorted by | order by | order them by | ordered by
        arrange by | arranged by | arrange them by | in order of | ranked by | rank them by | order it by
        """
)
_VERBS = wordset("sort order arrange reorder rank organise organize sorted ordered rearrange")
_ORDERS: PhraseTable[str] = table(
    {
        "newest": "newest | newest first | most recent first | latest first",
        "oldest": "oldest | oldest first | release date | release year | year | date | age",
        "most played": "most played | most played first | plays | play count | my plays | most listened",
        "least played": "least played | least played first",
        "last played": "last played | recently played",
        "longest": "longest | longest first | length | duration",
        "shortest": "shortest | shortest first",
        "title": "title | titles | name | alphabet",
        "tempo": "tempo | speed | bpm | fastest first",
        "-tempo": "slowest first",
        "energy": "energy | intensity",
        "valence": "valence | happiness | mood",
        "danceability": "danceability",
    }
)
_FIRST: PhraseTable[str] = table(
    {
        "newest": "newest first | most recent first | latest first",
        "oldest": "oldest first | in chronological order | chronologically",
        "most played": "most played first",
        "least played": "least played first",
        "longest": "longest first",
        "shortest": "shortest first",
        "title": "alphabetically | in alphabetical order",
        "tempo": "fastest first",
        "-tempo": "slowest first",
    }
)
"""The orders are those of `recommend.sorting`; a feature falls, with `-` it rises."""


def _split_by(reading: Reading, index: int) -> tuple[bool, int] | None:
    """`sort my Gym playlist by tempo`: the verb stands before what is sorted."""
    sentence = reading.sentence
    sorted_ = sentence.word(index) == "by" and set(sentence.words[:index]) & _VERBS
    return (True, index + 1) if sorted_ else None


def read_order(reading: Reading, index: int) -> int | None:
    """Read an order; what cannot be sorted by is left unread."""
    sentence = reading.sentence
    by = _BY.at(sentence, index) or _split_by(reading, index)
    found = _ORDERS.at(sentence, by[1]) if by else _FIRST.at(sentence, index)
    if not found:
        return None
    reading.request.sort = found[0]
    return reading.take(index, found[1], "order", "comparative")
