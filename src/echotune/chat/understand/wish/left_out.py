"""One thing to leave out: a name, a genre, vocals, explicit lyrics; an adjective then points the other way."""

from __future__ import annotations

from echotune.chat.understand.comparison import adjectives, comparatives, opposite
from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import STOPPERS, Cue, Named
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading, add
from echotune.chat.understand.references import pointer_at, reference_at
from echotune.chat.understand.wish.by import artist_named_beside
from echotune.chat.understand.wish.era import years_at
from echotune.chat.understand.wish.kinds import KIND_WORDS
from echotune.chat.understand.wordset import wordset

_WEAK = wordset("not swap kick hate lose drop replace nothing enough cut hold no tired remove")

_ARTICLES = wordset(
    """
    the any all more of my by from a an those these much single other kind sort too so really very overly
    artist band singer group and artists bands everything anything stuff things every each loads tons lots too
    """
)

_PRESENTED_BY = flags(
    """
        like | anything like | songs like | music like | songs by | music by | tracks by | anything by
        anything from | stuff by | tunes by | songs from | tracks from | music from | anything with | songs with
        music with | tracks with | songs of | music of | tunes from | albums by | song by | track by | records by
        everything by | everything from | stuff from | tracks of | anything that is | anything thats | songs that are
        tracks that are | songs which are | ones that are | things that are | music that is | anything that sounds
        anything that has | anything containing | things by | ones by | ones from | ones with | anything
        """
)

_VOCALS = flags(
    """
        vocals | vocal | singing | singers | singer | lyrics | lyric | words | voices | voice | vocalists
        sung parts | vocal tracks | vocal parts | human voices | rapping | people singing | talking | voice over
        any words
        """
)

_EXPLICIT = flags(
    """
    explicit | explicit content | explicit lyrics | explicit language | explicit words | explicit material
    explicit songs | explicit tracks | explicit music | explicit stuff | explicit ones | explicit versions
    explicits | swearing | swear words | swears | cursing | curse words | cussing | cuss words
    profanity | profanities | bad language | bad words | foul language | dirty words | dirty lyrics
    strong language | vulgar lyrics | vulgarity | parental advisory | parental advisory stuff | naughty words
    offensive lyrics | f bombs | nsfw | nsfw stuff | rude words | rude lyrics | obscenities
    """
)

_NOT_ITEMS = wordset(
    """
    autotune solos intros outros skits interludes samples reverb distortion screaming whistling ads clapping features
    boring annoying whiny cheesy live remix remixes remixed covers cover versions edits demos longer shorter scary weird long short fond keen into crazy mad big fan sure problem worries idea thanks way matter rush need sure yet too so that quite just only really very what
    bad to in on because
    """
)


def read_item(reading: Reading, index: int, first: bool = True) -> int | None:
    sentence = reading.sentence
    start = index
    if pointer_at(reading.sentence, index):
        return _pronoun(reading, index, True)
    titled = _of_said_kind(reading, index)
    if titled:
        return titled
    index, presented = _item_start(reading, index)
    if index >= len(sentence) or sentence.tokens[index].role is not None:
        return None
    for read in (_explicit, _instrumentals, _vocals, _pronoun, _property, _genre, _unheld):
        end = read(reading, index, first)
        if end:
            reading.sentence.take(start, index, "exclusion")
            return end
    return _name(
        reading,
        start,
        index,
        named=presented or sentence.word(index - 1) in {"artist", "band", "singer"},
        first=first,
    )


def _item_start(reading: Reading, index: int) -> tuple[int, bool]:
    """Past `the`, `all songs by`, `everything`: where the item itself begins, and whether words presented it."""
    sentence, by = reading.sentence, False
    while True:
        presented = _PRESENTED_BY.at(sentence, index)
        if by and pointer_at(sentence, index):
            return index, by
        if presented:
            index, by = presented[1], True
        elif (
            sentence.word(index) in _ARTICLES
            and not sentence.tokens[index].capital
            and not _name_starts(reading, index)
        ):
            index += 1
        else:
            return index, by


def _of_said_kind(reading: Reading, index: int) -> int | None:
    """`the song Happy`, `the album Discovery`."""
    sentence = reading.sentence
    found = KIND_WORDS.at(sentence, index)
    if not found or found[1] - index < 2 or sentence.breaks(found[1]):
        return None
    token = sentence.tokens[found[1]]
    if not (token.capital or token.quote is not None or reading.names.known(found[1], Cue.SLOT, found[0])):
        return None
    named = reading.names.in_slot(found[1], Cue.NAMED, found[0])
    if not named:
        return None
    exclude = reading.request.exclude
    add(exclude.artists if found[0] == "artist" else exclude.tracks, named.text)
    end = reading.take(index, named.end, "name", "exclusion")
    return end if found[0] == "artist" else artist_named_beside(reading, end)


def _name_starts(reading: Reading, index: int) -> bool:
    """`The National` starts with an article that belongs to the name."""
    return reading.names.known(index, Cue.SLOT) is not None and reading.sentence.word(index) in {
        "the",
        "a",
        "my",
        "all",
        "any",
    }


def _explicit(reading: Reading, index: int, first: bool) -> int | None:
    found = _EXPLICIT.at(reading.sentence, index)
    if not found:
        return None
    reading.request.exclude.explicit = True
    return reading.take(index, found[1], "explicit", "exclusion")


def _instrumentals(reading: Reading, index: int, first: bool) -> int | None:
    """`no instrumentals` wants voices."""
    sentence = reading.sentence
    if sentence.word(index) not in {"instrumental", "instrumentals"}:
        return None
    reading.point("instrumentalness", "-")
    end = index + 1 + (sentence.word(index + 1) in MUSIC_NOUNS)
    return reading.take(index, end, "direction", "comparative")


def _vocals(reading: Reading, index: int, first: bool) -> int | None:
    found = _VOCALS.at(reading.sentence, index)
    if not found:
        return None
    reading.bound("instrumentalness", least=0.5)
    return reading.take(index, found[1], "vocals", "exclusion")


def _pronoun(reading: Reading, index: int, first: bool) -> int | None:
    end = reference_at(reading.sentence, index) if first else None
    return reading.take(index, end, "reference", "reference", "exclusion") if end else None


def _property(reading: Reading, index: int, first: bool) -> int | None:
    """`slow songs`, `the loud ones`, `nothing sad`: the opposite is wished."""
    sentence = reading.sentence
    found = adjectives().at(sentence, index) or comparatives().at(sentence, index)
    if not found:
        return None
    axis, end = found
    noun = sentence.word(end) in MUSIC_NOUNS
    longer = LEXICON.at(sentence, index)
    if longer and (longer[1] > end or (longer[0].kind == "genre" and not noun)):
        return None
    if (not first and not noun) or begins_name(reading, end):
        return None
    feature, direction = opposite(axis)
    reading.point(feature, "+" if direction == "+" else "-")
    return reading.take(index, end + noun, "direction", "comparative")


def begins_name(reading: Reading, index: int) -> bool:
    """`smooth operator`: an adjective before a word that is neither music nor small begins a name."""
    sentence = reading.sentence
    if index >= len(sentence) or sentence.breaks(index) or sentence.tokens[index].role is not None:
        return False
    word = sentence.word(index)
    small = word in MUSIC_NOUNS | FILLERS | STOPPERS | {"enough"}
    return not small and not LEXICON.at(sentence, index) and not adjectives().at(sentence, index)


def _genre(reading: Reading, index: int, first: bool) -> int | None:
    sentence = reading.sentence
    found = LEXICON.at(sentence, index)
    named = reading.names.known(index, Cue.SLOT, "genre")
    if found and found[0].kind == "genre" and not (named and named.end > found[1]):
        name, end = found[0].value, found[1]
    elif named and named.kind == "genre":
        name, end = named.text, named.end
    else:
        return None
    if (
        reading.names.known(index, Cue.NAMED if sentence.tokens[index].capital else Cue.NONE)
        and sentence.tokens[index].capital
    ):
        return None
    add(reading.request.exclude.genres, name)
    end += sentence.word(end) in MUSIC_NOUNS
    return reading.take(index, end, "exclusion", "exclusion")


def _unheld(reading: Reading, index: int, first: bool) -> int | None:
    """`no drums`, `nothing dramatic`: the request cannot hold it, so it is left for `unparsed`."""
    found = LEXICON.at(reading.sentence, index)
    if not found or found[0].kind == "genre" or reading.names.known(index, Cue.SLOT):
        return None
    return reading.take(index, found[1], "unparsed", "exclusion", "left unheld")


def _name(reading: Reading, start: int, index: int, *, named: bool, first: bool) -> int | None:
    sentence = reading.sentence
    if (years_at(sentence, index) or number_at(sentence, index)) and not reading.names.known(index, Cue.NAMED):
        return None
    if sentence.word(index) in _NOT_ITEMS and not sentence.tokens[index].capital:
        return None
    weak = first and sentence.word(start - 1) in _WEAK and not named
    found: Named | None
    if first and not weak:
        found = reading.names.in_slot(index, Cue.NAMED if named else Cue.SLOT)
    elif first:
        found = reading.names.in_slot(index, Cue.SLOT)
    else:
        found = reading.names.known(index, Cue.SLOT) or _capital_name(reading, index)
    if not found or (not found.known and LEXICON.at(sentence, index) and not sentence.tokens[index].capital):
        return None
    if not found.known and index and sentence.word(index - 1) == "the" and sentence.word(found.end - 1).endswith("s"):
        found = found._replace(text=f"{sentence.tokens[index - 1].text} {found.text}")  # `except the ramones`
    exclude = reading.request.exclude
    owner = sentence.tokens[found.end - 1].possessive
    if found.kind == "artist" and not found.known and reading.request.artists and not named and not owner:
        found = found._replace(kind="track")  # `anything by The Killers except Mr. Brightside`
    add(
        {"artist": exclude.artists, "track": exclude.tracks, "album": exclude.tracks, "genre": exclude.genres}[
            found.kind
        ],
        found.text,
    )
    sentence.take(start, index, "exclusion")
    end = found.end + (sentence.word(found.end) in MUSIC_NOUNS)
    reading.take(index, end, "name", "exclusion")
    return end if found.kind == "artist" else artist_named_beside(reading, end)


def _capital_name(reading: Reading, index: int) -> Named | None:
    token = reading.sentence.tokens[index] if index < len(reading.sentence) else None
    named = token and (token.capital or token.quote is not None or reading.names.strange_slot(index))
    return reading.names.in_slot(index, Cue.SLOT) if named else None
