"""Comparatives and explicit properties: which way the features should go."""

from __future__ import annotations

from echotune.chat.understand.comparison import adjectives, comparatives, opposite
from echotune.chat.understand.fillers import MUSIC_NOUNS
from echotune.chat.understand.lexicon.comparatives import FEATURE_NOUNS, PHRASES, PLAIN_PROPERTIES, Axis
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.phrases import PhraseTable, flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wish.left_out import begins_name

_PHRASES = PhraseTable(PHRASES)
_PROPERTIES = PhraseTable(PLAIN_PROPERTIES)
_MORE = flags(
    """
        more | even more | a bit more | a little more | a lot more | much more | slightly more | somewhat more
        way more | far more | make it more | most | the most | higher | increase the | raise the | increase | raise
        up the | bump up the | boost the | turn up the | crank up the | add more | greater | with more
        """
)
_LESS = flags(
    """
        less | even less | a bit less | a little less | a lot less | much less | slightly less | somewhat less
        way less | far less | fewer | lower | lower the | decrease the | reduce the | reduce | decrease
        turn down the | bring down the | drop the | cut the | not so | not as | not that | not too | not quite so
        not very | not quite as | isnt so | isnt too | too | far too | way too | much too | a bit too | a little too
        too much | nothing too | nothing very | nothing so | never too | without being too | not overly
        nothing overly | not really | not | isnt | arent | arent too | never
        """
)
_ENOUGH = flags("not | isnt | arent | not nearly")
_HIGH_LOW = {"high": "+", "higher": "+", "more": "+", "low": "-", "lower": "-", "less": "-"}
_DROPPING = frozenset({"drop", "cut"})
"""`drop the slow ones` leaves songs out, `drop the tempo` points."""
_QUANTITIES_ONLY = frozenset({"more", "most", "less", "fewer"})


def read_direction(reading: Reading, index: int) -> int | None:
    """Read one comparison or explicit property."""
    for read in (_phrase, _feature_noun, _compared, _comparative, _property):
        end = read(reading, index)
        if end:
            return end
    return None


def _phrase(reading: Reading, index: int) -> int | None:
    found = _PHRASES.at(reading.sentence, index)
    return _point(reading, index, found[1], found[0], "comparative") if found else None


def _feature_noun(reading: Reading, index: int) -> int | None:
    """`more energy`, `lower the tempo`, `high energy`, `turn the energy down`."""
    sentence = reading.sentence
    for table, direction in ((_MORE, "+"), (_LESS, "-")):
        found = table.at(sentence, index)
        feature = FEATURE_NOUNS.get(sentence.word(found[1])) if found else None
        if found and feature:
            return _point(reading, index, found[1] + 1, (feature, direction), "comparative")
    property_ = _PROPERTIES.at(sentence, index)
    direction_word = _HIGH_LOW.get(sentence.word(index))
    feature = FEATURE_NOUNS.get(sentence.word(index + 1))
    if direction_word and feature and not property_:
        return _point(reading, index, index + 2, (feature, direction_word), "property")
    feature = FEATURE_NOUNS.get(sentence.word(index))
    direction_word = {"up": "+", "higher": "+", "down": "-", "lower": "-"}.get(sentence.word(index + 1))
    if feature and direction_word and not sentence.breaks(index + 1):
        return _point(reading, index, index + 2, (feature, direction_word), "comparative")
    return None


def _compared(reading: Reading, index: int) -> int | None:
    """`more energetic`, `less danceable`, `too loud`, `not so slow`, `not energetic enough`."""
    sentence = reading.sentence
    for table, turned in ((_MORE, False), (_LESS, True)):
        found = table.at(sentence, index)
        if not found or sentence.word(index) in _DROPPING:
            continue
        adjective = adjectives().at(sentence, found[1]) or comparatives().at(sentence, found[1])
        if not adjective or _is_genre(sentence, found[1], adjective[1]):
            continue
        axis, end = adjective
        if sentence.word(index) == "not" and begins_name(reading, end):
            continue
        if sentence.word(end) == "enough" and _ENOUGH.at(sentence, index):
            return _point(reading, index, end + 1, axis, "comparative")
        if (
            sentence.word(index) in _QUANTITIES_ONLY
            and axis[0] == "era"
            and sentence.word(end) in MUSIC_NOUNS
            and sentence.word(end - 1) in {"new", "early", "late"}
        ):
            continue
        return _point(reading, index, end, opposite(axis) if turned else axis, "comparative")
    return None


def _comparative(reading: Reading, index: int) -> int | None:
    """`calmer`, `older`, `a bit faster`."""
    sentence = reading.sentence
    found = comparatives().at(sentence, index)
    if not found:
        return None
    superlative = sentence.word(index).endswith("est") and sentence.word(found[1]) in MUSIC_NOUNS
    return _point(reading, index, found[1], found[0], "property" if superlative else "comparative")


def _property(reading: Reading, index: int) -> int | None:
    """`slow songs`, `obscure funk`, `low energy`."""
    sentence = reading.sentence
    found = _PROPERTIES.at(sentence, index)
    if not found:
        return None
    longer = LEXICON.at(sentence, index)
    if longer and longer[1] > found[1]:
        return None
    return _point(reading, index, found[1], found[0], "property")


def _is_genre(sentence: Sentence, start: int, end: int) -> bool:
    """`more hard rock` wants hard rock; `more acoustic` wants less electricity."""
    found = LEXICON.at(sentence, start)
    return bool(found and found[1] > end)


def _point(reading: Reading, start: int, end: int, axis: Axis, sign: str) -> int:
    feature, direction = axis
    reading.point(feature, "+" if direction == "+" else "-")
    return reading.take(start, end, "direction", sign)
