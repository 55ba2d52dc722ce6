"""Names that stand plainly: `some Radiohead`, `play Queen`, `beach house`."""

from __future__ import annotations

from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.ordinary import is_ordinary
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.typos import closed_words
from echotune.chat.understand.wish.by import add_with_artist, possessive_title, title_by_artist
from echotune.chat.understand.wish.capitals import unknown_artist_end
from echotune.chat.understand.wordset import wordset

_SLOT_BEFORE = wordset(
    """
    play some hear to spin queue find add more any want me by love search blast put played heard skip skipped
    playing hearing discover discovered on
    """
)


def read_name(reading: Reading, index: int) -> int | None:
    """Read a name that stands plainly: known and cued well enough, quoted, or unknown with capitals after "some"."""
    sentence = reading.sentence
    owned = possessive_title(reading, index)
    if owned:
        for name in owned:
            reading.add_name(name)
        return reading.take(index, owned[0].end, "name")
    opens = index == 0 or sentence.breaks(index)
    titled = title_by_artist(reading, index, Cue.SLOT if opens else cue_at(reading, index))
    if titled:
        return add_with_artist(reading, titled, index)
    cue = cue_at(reading, index)
    named = reading.names.known(index, cue, reading.expects)
    if not named and _expects_name(reading, index):
        named = _unknown_in_slot(reading, index, cue)
    if not named and (unknown := unknown_artist_end(sentence, index)):
        named = Named("artist", sentence.written(index, unknown), unknown, known=False)
    if not named:
        return None
    end = add_with_artist(reading, named, index)
    return end + 1 if sentence.word(end) in {"station", "radio"} and end < len(sentence) else end


def cue_at(reading: Reading, index: int) -> Cue:
    """How much of a cue a name has here: a slot when a word that asks for something stands before and the clause ends soon after."""
    sentence = reading.sentence
    if index == 0 or sentence.tokens[index].comma:
        return Cue.SLOT if reading.expects or _fills_first_clause(reading, index) else Cue.NONE
    before = sentence.word(index - 1)
    if before == "the" and index > 1:
        before = sentence.word(index - 2)
    if before == "to" and sentence.word(index - 2) not in {"listen", "listening", "listened"}:
        return Cue.NONE
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
    following = sentence.word(named.end)
    if following in {"and", "or"} and named.end + 1 < len(sentence):
        return reading.names.known(named.end + 1, Cue.SLOT, "artist") is not None
    return sentence.breaks(named.end) or sentence.tokens[named.end].role == "glue" or following == "but"


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
        return capitals or reading.names.strange_slot(index)
    if reading.expects and before in {"add", "put", "for", "up", "and", "me"}:
        return capitals or reading.names.strange_slot(index)
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
    some = reading.sentence.word(index - 1) in {"some", "any"} and index > 0
    return reading.names.in_slot(index, max(cue, Cue.SLOT), "artist" if some else reading.expects)
