"""Names asked for plainly: `some Radiohead`, `songs by Air`, `the album Discovery`, `Yesterday by The Beatles`."""

from __future__ import annotations

from echotune.chat.understand.fillers import GENERIC, MUSIC_NOUNS
from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.ordinary import is_ordinary
from echotune.chat.understand.phrases import PhraseTable, flags, table
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.typos import closed_words
from echotune.chat.understand.wish.capitals import capital_run_end, unknown_artist_end
from echotune.chat.understand.wordset import wordset

KIND_WORDS: PhraseTable[NameKind] = table(
    {
        "artist": "the artist | the band | the singer | the group | the rapper | the duo | the composer | the musician | artist | band | singer | artists named | artist called | band called | a band called | an artist called | the artist called | the band called | artist named",
        "track": "the song | the track | the tune | the single | song called | a song called | songs called | the song called | track called | the track called | song named | a song named | the song named | song titled | a song titled | the song titled | tracks called | a track called | songs named | songs titled | track titled | track named | song | track | the title",
        "album": "the album | the record | the lp | the ep | album called | an album called | the album called | album titled | the album titled | album named | albums called | the album named | album | record called | off the album | from the album",
    }
)
_BY = flags(
    "by | by the artist | by the band | by the singer | by the group | by artist | by band | from the band | from the artist | from artist | from the singer | performed by | sung by | written by | composed by | played by | made by | produced by | recorded by | featuring | feat | with music by | by the one and only"
)
_SLOT_BEFORE = wordset(
    "play some hear to spin queue find add more any want me by love search blast put played heard skip skipped playing hearing discover discovered on"
)
_TITLES: tuple[NameKind, ...] = ("track", "album")
_FROM = frozenset({"from", "of", "off"})
_ADJECTIVAL = frozenset({"mood", "time"})


def title_by_artist(reading: Reading, index: int, cue: Cue = Cue.NAMED, kind: NameKind | None = None) -> Named | None:
    """A title at `index` that is followed by "by": the cue makes any known title a name."""
    sentence = reading.sentence
    first = sentence.tokens[index] if index < len(sentence) else None
    if first is None or first.role is not None:
        return None
    if first.word in GENERIC and not first.capital and first.quote is None and cue < Cue.NAMED:
        return None
    for want in (kind,) if kind in _TITLES else _TITLES:
        named = reading.names.known(index, Cue.NAMED, want)
        if named and named.kind == want and _BY.at(sentence, named.end) and not sentence.breaks(named.end):
            words = sentence.words[index : named.end]
            generic = all(word in GENERIC for word in words) and not first.capital and first.quote is None
            return None if generic or _is_noun_of_music(reading, index, named.end) else named
    return None


def _is_noun_of_music(reading: Reading, index: int, end: int) -> bool:
    """`jazz by X` is jazz; `happy by X` can only be a title, because an adjective cannot stand before "by"."""
    found = LEXICON.at(reading.sentence, index)
    token = reading.sentence.tokens[index]
    return bool(
        found and found[1] == end and found[0].kind not in _ADJECTIVAL and not token.capital and token.quote is None
    )


def add_with_artist(reading: Reading, named: Named, start: int) -> int:
    """Add a name to its list and take it, with the artist after "by" if there is one; the index after both.

    An unknown name before "by" is a title.
    """
    before_by = not named.known and named.kind == "artist" and _artist_after(reading, named.end) is not None
    reading.add_name(named._replace(kind="track") if before_by else named)
    return by_artist(reading, named, start)


def by_artist(reading: Reading, title: Named, start: int) -> int:
    """Take a title, and the artist after "by" if there is one; the index after both."""
    reading.take(start, title.end, "name")
    artist = _artist_after(reading, title.end)
    if not artist:
        return title.end
    reading.add_name(artist)
    return reading.take(title.end, artist.end, "name")


def _artist_after(reading: Reading, index: int) -> Named | None:
    """The artist that "by" (or "from", when capitals follow) gives to the title before `index`."""
    found = _BY.at(reading.sentence, index)
    if found and not reading.sentence.breaks(index):
        return reading.names.in_slot(found[1], Cue.NAMED, "artist")
    return _two_capitals(reading, index + 1) if reading.sentence.word(index) == "from" else None


def read_by(reading: Reading, index: int) -> int | None:
    """Read `by X, Y and Z`; after "from" and "of" only known artists count."""
    sentence = reading.sentence
    found = _BY.at(sentence, index)
    if found:
        return _artists(reading, index, found[1], sure=True)
    if sentence.word(index) in _FROM or (sentence.word(index) == "with" and sentence.word(index - 1) in MUSIC_NOUNS):
        return _artists(reading, index, index + 1, sure=False)
    return None


def _artists(reading: Reading, start: int, index: int, *, sure: bool) -> int | None:
    names = reading.names
    artist = names.in_slot(index, Cue.NAMED, "artist") if sure else names.known(index, Cue.SLOT, "artist")
    if not artist and not sure and reading.sentence.word(start - 1) in MUSIC_NOUNS:
        artist = _two_capitals(reading, index)
    if not artist or (not sure and artist.kind != "artist"):
        return None
    reading.add_name(artist)
    end = reading.take(start, artist.end, "name")
    while end < len(reading.sentence):
        joined = reading.sentence.word(end) in {"and", "or", "plus"}
        if not (joined or reading.sentence.tokens[end].comma):
            break
        other = names.known(end + joined, Cue.SLOT, "artist") or _capital_artist(reading, end + joined)
        if not other or other.kind != "artist":
            break
        reading.add_name(other)
        end = reading.take(end, other.end, "name")
    return end


def _two_capitals(reading: Reading, index: int) -> Named | None:
    """`music from Clark Kent`: one capital may be a place or a film, two are most often a person."""
    end = capital_run_end(reading.sentence, index)
    return Named("artist", reading.sentence.written(index, end), end, known=False) if end and end - index >= 2 else None


def _capital_artist(reading: Reading, index: int) -> Named | None:
    tokens = reading.sentence.tokens
    if index < len(tokens) and tokens[index].capital:
        return reading.names.in_slot(index, Cue.SLOT, "artist")
    return None


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


def read_name(reading: Reading, index: int) -> int | None:
    """Read a name that stands plainly: known and cued well enough, quoted, or unknown with capitals after "some"."""
    sentence = reading.sentence
    titled = title_by_artist(reading, index, _cue_at(reading, index))
    if titled:
        return add_with_artist(reading, titled, index)
    cue = _cue_at(reading, index)
    named = reading.names.known(index, cue, reading.expects)
    if not named and _expects_name(reading, index):
        named = _unknown_in_slot(reading, index, cue)
    if not named and (unknown := unknown_artist_end(sentence, index)):
        named = Named("artist", sentence.written(index, unknown), unknown, known=False)
    if not named:
        return None
    end = add_with_artist(reading, named, index)
    return end + 1 if sentence.word(end) in {"station", "radio"} and end < len(sentence) else end


def _cue_at(reading: Reading, index: int) -> Cue:
    """A slot when a word that asks for something stands before and the clause ends soon after."""
    sentence = reading.sentence
    if index == 0 or sentence.tokens[index].comma:
        return Cue.SLOT if reading.expects or _fills_first_clause(reading, index) else Cue.NONE
    before = sentence.word(index - 1)
    if before == "the" and index > 1:
        before = sentence.word(index - 2)
    if before in {"and", "or"}:
        return Cue.SLOT if index > 1 and sentence.tokens[index - 2].role in {"name", "seed"} else Cue.NONE
    return Cue.SLOT if before in _SLOT_BEFORE else Cue.NONE


def _fills_first_clause(reading: Reading, index: int) -> bool:
    """`beach house`, `Air please`, `queen, 20 songs`: the sentence begins with an artist and nothing else."""
    sentence = reading.sentence
    if any(token.role != "glue" for token in sentence.tokens[:index]):
        return False
    named = reading.names.known(index, Cue.SLOT, "artist")
    if not named or named.kind != "artist":
        return False
    return sentence.breaks(named.end) or sentence.tokens[named.end].role == "glue" or sentence.word(named.end) == "but"


def _expects_name(reading: Reading, index: int) -> bool:
    """`some X`, `play X`, `X and Y` with capitals, or quotes."""
    sentence = reading.sentence
    token = sentence.tokens[index]
    if token.quote is not None:
        return True
    before = sentence.word(index - 1) if index and not token.comma else ""
    capitals = token.capital
    if before in {"some", "play", "queue", "spin", "blast", "hear", "find"} or (
        before == "to" and sentence.word(index - 2) in {"listen", "listening"}
    ):
        return capitals or not _known_word(reading, index)
    if reading.expects and before in {"add", "put", "for", "up", "and", "me"}:
        return capitals or not _known_word(reading, index)
    if before in {"and", "or"} and reading.request.artists:
        return token.capital or not _known_word(reading, index)
    return False


def _known_word(reading: Reading, index: int) -> bool:
    word = reading.sentence.word(index)
    return is_ordinary(word) or word in closed_words() or not word[0].isalpha()


def _unknown_in_slot(reading: Reading, index: int, cue: Cue) -> Named | None:
    if (
        LEXICON.at(reading.sentence, index)
        and reading.sentence.tokens[index].quote is None
        and not reading.sentence.tokens[index].capital
    ):
        return None
    return reading.names.in_slot(index, max(cue, Cue.SLOT), reading.expects)
