"""Seeds: `like X`, `similar to X or Y`, `a mix between X and Y`."""

from __future__ import annotations

import re

from echotune.chat.understand.fillers import SONG_NOUNS
from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.names import Cue, Named
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.ordinary import is_ordinary
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading, add
from echotune.chat.understand.references import reference_at
from echotune.chat.understand.typos import closed_words
from echotune.chat.understand.wish.by import by_artist, possessive_title, title_by_artist
from echotune.chat.understand.wish.kinds import KIND_WORDS
from echotune.chat.understand.wish.quantity import duration_at
from echotune.chat.understand.wordset import wordset

_LIKE = flags(
    """
    like | just like | a lot like | a bit like | kind of like | sort of like | something like | anything like
    more like | similar to | close to | akin to | comparable to | in the style of | in the vein of
    in the spirit of | in the manner of | along the lines of | inspired by
    sounds like | sound like | sounding like | that sounds like | that sound like | sounds similar to
    sound similar to | reminds me of | that reminds me of | remind me of | that remind me of | reminiscent of
    resembling | that resembles | that resemble | resembles | a la | for fans of | fans of | for a fan of
    for lovers of | based on | a station based on | influenced by | related to | similar artists to
    artists similar to | artists like | bands like | songs like
    songs similar to | if i like | if you like | because i like | since i like | i like | i love | as good as
    such as | in the same vein as | the same vibe as | same vibe as | same feel as | the vibe of | the style of
    the sound of | with the feel of | with the vibe of | vibes like | people like | evokes | evoking | channeling
    channelling | à la | that feels like | feels like | feel like | adjacent to | not unlike | as if it were by
    starting from | seeded with | seeded by
    """
)
_NEVER_SEED_BEFORE = wordset(
    "i you we they would should might will could id dont didnt not do really to also people who what does"
)
_STARTS_WITH_I = frozenset({"i like", "i love"})
_AFTER_SIMILAR = wordset("but only just for from with without that please and")
_BETWEEN = flags(
    """
    a mix between | mix between | a mixture between | a blend between | blend between | between | somewhere between
    something between | in between | in between of | a cross between | cross between | halfway between | half way between
    midway between | a meeting between | the middle ground between | a bridge between | the space between
    a combination between | a crossover between | a fusion between
    the sweet spot between | a hybrid between | a hybrid of | a combination of | a crossover of | a cross of
    a mixture of | a mashup of | a fusion of | a blend of | blend of | blend | a mix of | mix of | mix | mixing | mixes | blends | combines | that mixes | that blends | that combines | bridges
    blending | combine | combining | a marriage of | the love child of | the lovechild of | a love child of | half
    """
)
_TRUE_BETWEEN = re.compile(r"between|halfway|half way|midway|cross|hybrid|love ?child|marriage|crossover")
_PERIODS_OF_ARTISTS = wordset("early late old older newer classic vintage peak mid")
_JOINERS = wordset("and or plus with meets x vs nor")


def read_like(reading: Reading, index: int) -> int | None:
    """Read `like X, Y and Z` into `seeds.like`."""
    sentence = reading.sentence
    found = _LIKE.at(sentence, index)
    if not found or sentence.tokens[index].quote is not None:
        return None
    words = " ".join(sentence.words[index : found[1]])
    if words in {"like", "feel like", "people like"} and sentence.word(index - 1) in _NEVER_SEED_BEFORE:
        return None
    if words in _STARTS_WITH_I and not _similar_follows(reading, found[1]):
        return None
    if words == "like" and _amount_follows(reading, found[1]):
        return reading.take(index, found[1], "filler")  # `for dinner, like 90 minutes`
    met = read_meeting(reading, found[1])
    if met:
        return reading.take(index, found[1], "seed") and met
    end = _names(reading, found[1], reading.request.seeds.like, Cue.NAMED)
    if end is None:
        return _reference(reading, index, found[1])
    like = reading.request.seeds.like
    if "meets" in sentence.words[found[1] : end] and len(like) == 2:
        reading.request.seeds.between, reading.request.seeds.like = like, []
    more = words.startswith("more ") or sentence.word(index - 1) == "more"
    return reading.take(index, found[1], "seed", "more_like" if more else "seed") and end


def _amount_follows(reading: Reading, index: int) -> bool:
    """`like 90 minutes`, `like 20 songs`; but `like 99 Problems`."""
    sentence = reading.sentence
    number = number_at(sentence, index)
    amount = duration_at(sentence, index) or (number and sentence.word(number[1]) in SONG_NOUNS)
    named = reading.names.known(index, Cue.NAMED)
    said_alone = number is not None and named is not None and named.end <= number[1]
    return bool(amount) and (named is None or said_alone)


def _similar_follows(reading: Reading, index: int) -> bool:
    """`I like X, play something similar`: the liking is the seed."""
    sentence = reading.sentence
    for ahead in range(index, len(sentence)):
        if sentence.word(ahead) in {"similar", "alike"} and (
            sentence.breaks(ahead + 1) or sentence.word(ahead + 1) in _AFTER_SIMILAR
        ):
            sentence.take(ahead, ahead + 1, "seed")
            return True
    return False


def _reference(reading: Reading, start: int, index: int) -> int | None:
    """`like the second one`, `like that`: what they point at is known to the conversation, not here."""
    sentence = reading.sentence
    end = reference_at(sentence, index)
    if (
        not end
        and sentence.word(index) == "before"
        and (sentence.breaks(index + 1) or sentence.word(index + 1) == "but")
    ):
        end = index + 1  # `like before`
    return reading.take(start, end, "reference", "reference") if end else None


def read_between(reading: Reading, index: int) -> int | None:
    """Read `between X and Y`; `a mix of X and Y` counts when X and Y are names, or two genres after "between"."""
    sentence = reading.sentence
    found = _BETWEEN.at(sentence, index)
    if not found or sentence.tokens[index].quote is not None:
        return None
    strict = bool(_TRUE_BETWEEN.search(" ".join(sentence.words[index : found[1]])))
    between: list[str] = []
    end = _names(reading, found[1], between, Cue.NAMED if strict else Cue.SLOT, genres=strict)
    if end is None or len(between) < 2:
        _untake(reading, found[1], end or found[1])
        return None
    reading.request.seeds.between = between
    reading.take(index, found[1], "seed")
    return end


def read_meeting(reading: Reading, index: int) -> int | None:
    """Read `Portishead meets Björk`."""
    first = reading.names.known(index, Cue.SLOT) or reading.names.nearly_known(index)
    if not first or reading.sentence.word(first.end) not in {"meets", "meet", "crossed"}:
        return None
    start = first.end + 1 + (reading.sentence.word(first.end + 1) == "with")
    second = reading.names.in_slot(start, Cue.NAMED)
    if not second:
        return None
    reading.request.seeds.between = [first.text, second.text]
    return reading.take(index, second.end, "seed")


def _untake(reading: Reading, start: int, end: int) -> None:
    for token in reading.sentence.tokens[start:end]:
        token.role = None


def _names(reading: Reading, index: int, into: list[str], cue: Cue, genres: bool = True) -> int | None:
    """Read a list of seeds; the first needs only the slot, the others must look like names."""
    sentence = reading.sentence
    end = _seed(reading, index, into, cue, genres)
    while end is not None and end < len(sentence):
        following = end
        if sentence.word(following) in {"and", "or"} and sentence.word(following + 1) in {
            "also",
            "maybe",
            "perhaps",
            "even",
        }:
            following += 1
        joined = sentence.word(following) in _JOINERS and not (
            sentence.word(following) == "with" and cue == Cue.NAMED and not into
        )
        if sentence.word(following) == "with" and not _capital(reading, following + 1):
            joined = False
        if not joined and not sentence.tokens[end].comma:
            break
        more = _seed(reading, following + joined, into, Cue.SLOT, genres and joined, first=False)
        if more is None:
            break
        sentence.take(end, following + joined, "seed")
        end = more
    return end


def _capital(reading: Reading, index: int) -> bool:
    return index < len(reading.sentence) and reading.sentence.tokens[index].capital


def _seed(reading: Reading, index: int, into: list[str], cue: Cue, genres: bool, first: bool = True) -> int | None:
    sentence = reading.sentence
    start = index
    if index >= len(sentence):
        return None
    kind = KIND_WORDS.at(sentence, index)
    want: NameKind | None = None
    if kind and not reading.names.known(index, Cue.SLOT):
        want, index = kind[0], kind[1]
        cue = Cue.NAMED
    if first and not want and reference_at(sentence, index) and not reading.names.known(index, Cue.NONE):
        return None
    owned = possessive_title(reading, index)
    if owned:
        add(into, owned[0].text)
        reading.add_name(owned[1])
        return reading.take(start, owned[0].end, "seed")
    if sentence.word(index) in _PERIODS_OF_ARTISTS and reading.names.known(index + 1, Cue.SLOT, "artist"):
        sentence.take(index, index + 1, "unparsed")
        start = index = index + 1
    titled = title_by_artist(reading, index, cue)
    if titled:
        add(into, titled.text)
        return by_artist(reading, titled, start)
    named = None if reading.names.known(index, cue, want) else _genre_seed(reading, index, genres)
    if not named and (first or reading.names.known(index, cue, want) or _looks_like_name(reading, index)):
        named = reading.names.in_slot(index, cue if first else Cue.SLOT, want)
    if not named:
        return None
    add(into, named.text)
    reading.take(start, named.end, "seed")
    return by_artist(reading, named, start)


def _looks_like_name(reading: Reading, index: int) -> bool:
    """A later item of a list: a capital, quotes, or a word that is no everyday word."""
    sentence = reading.sentence
    if index >= len(sentence):
        return False
    token = sentence.tokens[index]
    common = is_ordinary(token.word) or token.word in closed_words() or not token.word[0].isalpha()
    return token.capital or token.quote is not None or not common


def _genre_seed(reading: Reading, index: int, allowed: bool) -> Named | None:
    found = LEXICON.at(reading.sentence, index) if allowed else None
    if not found or found[0].kind != "genre":
        return None
    return Named("genre", found[0].value, found[1])
