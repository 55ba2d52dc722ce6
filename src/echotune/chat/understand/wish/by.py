"""Titles and their artists: `Yesterday by The Beatles`, `songs by Air and Low`."""

from __future__ import annotations

from echotune.chat.understand.comparison import comparatives
from echotune.chat.understand.fillers import GENERIC, MUSIC_NOUNS, OPENERS
from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.lexicon.places import PLACES
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.wish.capitals import capital_run_end
from echotune.chat.understand.wish.clean import clean_at
from echotune.chat.understand.wish.era import years_at
from echotune.chat.understand.wordset import wordset

_BY = flags(
    """
        by | by the artist | by the band | by the singer | by the group | by artist | by band | from the band
        from the artist | from artist | from the singer | performed by | sung by | written by | composed by
        played by | made by | produced by | recorded by | featuring | feat | with music by | by the one and only
        """
)

_ANYONE = wordset(
    "women men females males female male girls boys people anyone everyone someone bands artists groups singers composers locals"
)
_BESIDE = wordset(
    "fire fireplace pool poolside sea seaside beach lake river window ocean campfire water road roadside bonfire bay"
)
_LONGEST_TITLE = 9
_ASKING = wordset(
    "but and so then now sorted sort ordered same like similar play no not without except more less find search add put remove drop queue sounds reminds who what"
)
_SMALL = wordset("a an the of in on and to for from with at or")
_DESCRIBING = wordset(
    "best new newest latest greatest top old older oldest early most popular famous only just also with for me us from in made"
)
_TITLES: tuple[NameKind, ...] = ("track", "album")

_PLACES = flags(PLACES)
_PERSONS = frozenset({"me", "us", "you", "him", "her", "them"})
_FROM = frozenset({"from", "of", "off"})

_ADJECTIVAL = frozenset({"mood", "time"})


def title_by_artist(reading: Reading, index: int, cue: Cue = Cue.NAMED, kind: NameKind | None = None) -> Named | None:
    """A title at `index` that is followed by "by": the cue makes any known title a name."""
    sentence = reading.sentence
    first = sentence.tokens[index] if index < len(sentence) else None
    if first is None or first.role is not None:
        return None
    if index and sentence.tokens[index - 1].role == "count" and not first.capital and first.quote is None:
        return None
    if first.word in GENERIC | _PERSONS and not first.capital and first.quote is None and cue < Cue.NAMED:
        return None
    for want in (kind,) if kind in _TITLES else _TITLES:
        named = reading.names.known(index, Cue.NAMED, want)
        if named and named.kind == want and _BY.at(sentence, named.end) and not sentence.breaks(named.end):
            words = sentence.words[index : named.end]
            if reference_at(sentence, named.end + 1) and not sentence.tokens[index].capital:
                return None  # `something else by this artist`
            generic = all(word in GENERIC for word in words) and not first.capital and first.quote is None
            return None if generic or _is_noun_of_music(reading, index, named.end) else named
    return _unknown_title(reading, index, kind) if cue >= Cue.SLOT else None


def _unknown_title(reading: Reading, index: int, kind: NameKind | None) -> Named | None:
    """`sugar baby by frank beard`: what stands between a word that asks for a name and "by" is a title nobody knows."""
    sentence = reading.sentence
    for end in range(index + 1, min(index + _LONGEST_TITLE, len(sentence))):
        if sentence.tokens[end].comma or sentence.tokens[end].role is not None:
            return None
        if sentence.word(end) == "by" and _may_be_title(reading, index, end):
            artist = reading.names.in_slot(end + 1, Cue.NAMED, "artist")
            if artist and not artist.known and not reading.names.strange_span(end + 1, artist.end):
                continue
            near = reading.names.nearly_span(index, end, kind or "track")
            return (near or Named(kind or "track", sentence.written(index, end), end, known=False)) if artist else None
    return None


def _may_be_title(reading: Reading, start: int, end: int) -> bool:
    """No words for music in general, no description of it: `happy by X` is a title, `jazz by X` and `calm stuff by X` none."""
    sentence = reading.sentence
    tokens = sentence.tokens[start:end]
    if tokens[0].quote is None and (tokens[0].word in _ASKING or OPENERS.at(sentence, start)):
        return False
    if all(token.text[0].isupper() or token.word in _SMALL for token in tokens):
        return True
    words = [token.word for token in tokens]
    if words[0] in {"a", "an"} or clean_at(sentence, start) or any(years_at(sentence, at) for at in range(start, end)):
        return False
    if set(words) & (MUSIC_NOUNS | GENERIC | _DESCRIBING) or any(word[0].isdigit() for word in words):
        return False
    found = LEXICON.at(sentence, start)
    described = [at for at in range(start, end) if LEXICON.at(sentence, at) or comparatives().at(sentence, at)]
    return (bool(found) and found[1] == end and found[0].kind in _ADJECTIVAL) if found else not described


def _is_noun_of_music(reading: Reading, index: int, end: int) -> bool:
    """`jazz by X` is jazz; `happy by X` can only be a title, because an adjective cannot stand before "by"."""
    found = LEXICON.at(reading.sentence, index)
    token = reading.sentence.tokens[index]
    return bool(
        found and found[1] == end and found[0].kind not in _ADJECTIVAL and not token.capital and token.quote is None
    )


def possessive_title(reading: Reading, index: int) -> tuple[Named, Named] | None:
    """`Massive Attack's Teardrop`: the artist before a title that is known, quoted or written with capitals."""
    sentence = reading.sentence
    artist = reading.names.known(index, Cue.SLOT, "artist")
    if not artist or artist.kind != "artist" or not sentence.tokens[artist.end - 1].possessive:
        return None
    start = artist.end
    if sentence.breaks(start) or sentence.word(start) in MUSIC_NOUNS | _DESCRIBING:
        return None
    for want in _TITLES:
        known = reading.names.known(start, Cue.SLOT, want)
        if known and known.kind == want:
            return known, artist
    end = capital_run_end(sentence, start)
    marked = end is not None or sentence.tokens[start].quote is not None
    title = reading.names.in_slot(start, Cue.NAMED, "track") if marked else None
    return (title, artist) if title else None


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


def artist_named_beside(reading: Reading, end: int) -> int:
    """Take `by Y` after a title that is to be left out: it says which title, and asks for nothing. The index after."""
    artist = _artist_after(reading, end)
    return reading.take(end, artist.end, "name") if artist else end


def _artist_after(reading: Reading, index: int) -> Named | None:
    """The artist that "by" (or "from", when capitals follow) gives to the title before `index`."""
    found = _BY.at(reading.sentence, index)
    if found and not reading.sentence.breaks(index):
        return reading.names.in_slot(found[1], Cue.NAMED, "artist")
    return _two_capitals(reading, index + 1) if reading.sentence.word(index) == "from" else None


def _beside(reading: Reading, index: int) -> int | None:
    """`jazz by the fireplace` says where, not by whom: the index after the place."""
    sentence = reading.sentence
    place = index + (sentence.word(index) in {"the", "a"})
    found = sentence.word(place) in _BESIDE and sentence.breaks(place + 1) and not sentence.tokens[place].capital
    return place + 1 if found else None


def read_by(reading: Reading, index: int) -> int | None:
    """Read `by X, Y and Z`; after "from" and "of" only known artists count."""
    sentence = reading.sentence
    found = _BY.at(sentence, index)
    if found:
        pointed = reference_at(sentence, found[1])
        if pointed and not reading.names.known(found[1], Cue.NONE, "artist"):
            return reading.take(index, pointed, "reference", "reference", "pointing")
        beside = _beside(reading, found[1])
        return reading.take(index, beside, "filler") if beside else _artists(reading, index, found[1], sure=True)
    pointed = reference_at(sentence, index + 1) if sentence.word(index) in _FROM else None
    if pointed and pointed - index > 2:
        return reading.take(index, pointed, "reference", "reference", "pointing")
    if sentence.word(index) in _FROM or (sentence.word(index) == "with" and sentence.word(index - 1) in MUSIC_NOUNS):
        return _artists(reading, index, index + 1, sure=False)
    return None


def _artists(reading: Reading, start: int, index: int, *, sure: bool) -> int | None:
    names, first = reading.names, reading.sentence.tokens[index] if index < len(reading.sentence) else None
    if first is None or (first.word in GENERIC | _ANYONE and not first.capital and first.quote is None):
        return None
    artist = names.in_slot(index, Cue.NAMED, "artist") if sure else names.known(index, Cue.SLOT, "artist")
    described = start > 0 and reading.sentence.tokens[start - 1].role in {"word", "era", "direction", "count", "mode"}
    if not artist and not sure and (reading.sentence.word(start - 1) in MUSIC_NOUNS or described):
        artist = _two_capitals(reading, index)
    if not artist or (not sure and artist.kind != "artist"):
        return None
    reading.add_name(artist)
    end = reading.take(start, artist.end, "name")
    while end < len(reading.sentence):
        joined = reading.sentence.word(end) in {"and", "or", "plus"}
        if not (joined or reading.sentence.tokens[end].comma) or clean_at(reading.sentence, end + joined):
            break  # `by Outkast, clean please`
        other = names.known(end + joined, Cue.SLOT, "artist") or _capital_artist(reading, end + joined)
        if not other or other.kind != "artist":
            break
        reading.add_name(other)
        end = reading.take(end, other.end, "name")
    return end


def _two_capitals(reading: Reading, index: int) -> Named | None:
    """`music from Clark Kent`: one capital may be a place or a film, two are most often a person."""
    end = capital_run_end(reading.sentence, index)
    if _PLACES.at(reading.sentence, index):
        return None
    return Named("artist", reading.sentence.written(index, end), end, known=False) if end and end - index >= 2 else None


def _capital_artist(reading: Reading, index: int) -> Named | None:
    tokens = reading.sentence.tokens
    if index < len(tokens) and tokens[index].capital:
        return reading.names.in_slot(index, Cue.SLOT, "artist")
    return None
