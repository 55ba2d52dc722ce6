"""What a command is about: the thing that plays, a name, or several of them."""

from __future__ import annotations

from echotune.chat.understand.fillers import SONG_NOUNS
from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.wish.by import add_with_artist, possessive_title, title_by_artist
from echotune.chat.understand.wish.kinds import KIND_WORDS
from echotune.chat.understand.wordset import wordset

_OF = flags(
    """
        albums by | albums from | an album by | album by | the albums by | the next album by | the album by | anything by | anything from | songs by | music by | tracks by | stuff by | anything of | songs of | music of
        any song by | any songs by | any music by | another song by | any | anything | songs from | music from
        tracks from | more | the music of | the music by | everything by | everything from | everything of | all songs by | anything else by
        """
)


_AFTER = wordset("by and or to from on in for again next now please")


def _whole_object(reading: Reading, index: int, want: NameKind | None) -> Named | None:
    """A known name that is the whole object (`add hurt to ...`); words of the lexicon stay what they are."""
    sentence = reading.sentence
    named = reading.names.known(index, Cue.NAMED, want)
    if not named or (LEXICON.at(sentence, index) or (True, 0))[1] >= named.end:
        return None
    ends = (
        sentence.breaks(named.end) or sentence.tokens[named.end].role is not None or sentence.word(named.end) in _AFTER
    )
    return named if ends else None


def read_object(reading: Reading, index: int, want: NameKind | None = None) -> int | None:
    """Read the object that starts at `index`: `this song`, `Teardrop by Massive Attack`, `anything by Drake`.

    Names go to their plain lists. The index after the object; None when it is neither.
    """
    sentence = reading.sentence
    presented = _OF.at(sentence, index)
    start = presented[1] if presented else index
    number = number_at(sentence, start)
    if number and sentence.word(number[1]) in SONG_NOUNS | {"more", "of"}:
        return None
    kind = KIND_WORDS.at(sentence, start)
    owned = None if kind else possessive_title(reading, start)
    if owned:
        for name in owned:
            reading.add_name(name)
        return reading.take(index, owned[0].end, "name")
    titled = title_by_artist(reading, kind[1] if kind else start, Cue.NAMED, kind[0] if kind else None)
    if titled:
        return add_with_artist(reading, titled, index)
    pointed = reference_at(sentence, start)
    if pointed:
        return reading.take(index, pointed, "reference", "reference")
    if kind:
        named = reading.names.in_slot(kind[1], Cue.NAMED, kind[0])
    elif whole := _whole_object(reading, start, "artist" if presented else want):
        named = whole
    else:
        named = reading.names.in_slot(start, Cue.NAMED if presented else Cue.SLOT, "artist" if presented else want)
    if not named:
        return None
    end = add_with_artist(reading, named, index)
    while sentence.word(end) in {"and", "or"} or (end < len(sentence) and sentence.tokens[end].comma):
        following = end + (sentence.word(end) in {"and", "or"})
        other = reading.names.known(following, Cue.SLOT)
        if not other:
            break
        end = add_with_artist(reading, other, end)
    return end
