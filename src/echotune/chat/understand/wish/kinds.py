"""Names whose kind is said: `the song I`, `the album Discovery`."""

from __future__ import annotations

from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.names import Cue
from echotune.chat.understand.phrases import PhraseTable, table
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wish.by import add_with_artist

KIND_WORDS: PhraseTable[NameKind] = table(
    {
        "artist": """
            the artist | the band | the singer | the group | the rapper | the duo | the composer | the musician
            artist | band | singer | artists named | artist called | band called | a band called | an artist called
            the artist called | the band called | artist named
            """,
        "track": """
            the song | the track | the tune | the single | song called | a song called | songs called
            the song called | track called | the track called | song named | a song named | the song named
            song titled | a song titled | the song titled | tracks called | a track called | songs named
            songs titled | track titled | track named | song | track | the title
            """,
        "album": """
            the album | the record | the lp | the ep | album called | an album called | the album called
            album titled | the album titled | album named | albums called | the album named | album | record called
            off the album | from the album
            """,
    }
)


def read_kind_cued(reading: Reading, index: int) -> int | None:
    """Read `the song I`, `the album Discovery by Daft Punk`."""
    sentence = reading.sentence
    found = KIND_WORDS.at(sentence, index)
    if (
        not found
        or sentence.breaks(found[1])
        or (
            sentence.word(found[1]) in {"by", "from", "that", "i", "this", "is"}
            and not _cued_small_word(reading, found[1], found[0])
        )
    ):
        return None
    kind, start = found
    bare = found[1] - index == 1
    cue = Cue.NAMED if not bare or _marked(reading, start) else Cue.SLOT
    named = reading.names.known(start, cue, kind) or (
        None if bare and not _marked(reading, start) else reading.names.in_slot(start, Cue.NAMED, kind)
    )
    if not named or (bare and named.kind != kind and named.known):
        return None
    return add_with_artist(reading, named._replace(kind=kind), index)


def _cued_small_word(reading: Reading, index: int, kind: NameKind) -> bool:
    """`the song I` names I; `the song I heard` does not."""
    sentence = reading.sentence
    named = reading.names.known(index, Cue.NAMED, kind)
    if not named or named.kind != kind:
        return False
    return (
        sentence.breaks(named.end)
        or sentence.word(named.end) in {"by", "to", "on", "now", "from", "please", "again", "next", "and", "in", "is"}
        or sentence.tokens[index].quote is not None
    )


def _marked(reading: Reading, index: int) -> bool:
    token = reading.sentence.tokens[index]
    return token.capital or token.quote is not None
