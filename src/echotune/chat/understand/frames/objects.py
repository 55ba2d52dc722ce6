"""What a command is about: the thing that plays, a name, or several of them."""

from __future__ import annotations

from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.names import Cue
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import PRONOUNS
from echotune.chat.understand.wish.titles import KIND_WORDS, by_artist, title_by_artist

_OF = flags(
    "anything by | anything from | songs by | music by | tracks by | stuff by | anything of | songs of | music of | any song by | any songs by | any music by | another song by | any | anything | songs from | music from | tracks from | more | the music of | the music by | everything by | all songs by | anything else by"
)


def read_object(reading: Reading, index: int, want: NameKind | None = None) -> int | None:
    """Read the object that starts at `index`: `this song`, `Teardrop by Massive Attack`, `anything by Drake`.

    Names go to their plain lists. The index after the object; None when it is neither.
    """
    sentence = reading.sentence
    presented = _OF.at(sentence, index)
    start = presented[1] if presented else index
    kind = KIND_WORDS.at(sentence, start)
    titled = title_by_artist(reading, kind[1] if kind else start, Cue.NAMED)
    if titled:
        reading.add_name(titled)
        return by_artist(reading, titled, index)
    pronoun = PRONOUNS.at(sentence, start)
    if pronoun:
        return reading.take(index, pronoun[1], "reference", "reference")
    if kind:
        named = reading.names.in_slot(kind[1], Cue.NAMED, kind[0])
    else:
        named = reading.names.in_slot(start, Cue.NAMED if presented else Cue.SLOT, "artist" if presented else want)
    if not named:
        return None
    reading.add_name(named)
    end = by_artist(reading, named, index)
    while sentence.word(end) in {"and", "or"} or (end < len(sentence) and sentence.tokens[end].comma):
        following = end + (sentence.word(end) in {"and", "or"})
        other = reading.names.known(following, Cue.SLOT)
        if not other:
            break
        reading.add_name(other)
        end = by_artist(reading, other, end)
    return end
