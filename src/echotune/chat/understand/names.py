"""Reading a name at a place in the sentence: which words it spans, how it is written, what kind of thing it names.

A name needs a cue as strong as its words are ordinary:

| cue | example | enough for |
|---|---|---|
| `NONE` | `radiohead`, `arctic monkeys` anywhere
names with a word that is no everyday English; artists of two content words |
| `SLOT` | after "some", "like", "no", "play" | everyday words (`queen`, `beach house`) |
| `NAMED` | after "by", "the song", in quotes, with a capital | words of grammar and lexicon (`Now`, `I`, `Happy`) |
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from echotune.chat.understand.comparison import comparatives
from echotune.chat.understand.fillers import FILLERS, GENERIC, MUSIC_NOUNS
from echotune.chat.understand.fold import fold
from echotune.chat.understand.fuzzy import edits_allowed
from echotune.chat.understand.gazetteer import Gazetteer, Name, NameKind
from echotune.chat.understand.lexicon.given_names import GIVEN_NAMES
from echotune.chat.understand.lexicon.misspellings import MISSPELLINGS
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.ordinary import is_ordinary
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.typos import Keep, closed_words
from echotune.chat.understand.wordset import wordset


class Cue(IntEnum):
    NONE = 0
    SLOT = 1
    NAMED = 2


class Named(NamedTuple):
    """A name that was read; `known` is False when it stands as the listener wrote it."""

    kind: NameKind
    text: str
    end: int
    known: bool = True


_KIND_ORDER: dict[NameKind, int] = {"artist": 0, "track": 1, "album": 2, "genre": 3}
_ARTICLES = frozenset({"the", "a", "an"})
STOPPERS = wordset(
    """
    but for from with without no not except please and or on in at to that which who whom when while by
    since before after then only just instead again too also though thanks thank now tonight today than
    minus apart anything something nothing excluding plus play add is are was were if because my your their
    his her lasting about around it this these those i you we they would could should can as under over
    until till per put make having ever anymore forever anyway always whatsoever thanks either yet such nor yeah
    meets meet what somehow preferably maybe perhaps that's whose
    """
) | MUSIC_NOUNS  # fmt: skip
_CONNECTORS = wordset("of the in and to for a with de la el du von")
_SHORT = 4
_SMALL_INSIDE = frozenset({"of", "the", "a"})
_NEVER_ALONE = wordset("the a an this that these those some my your his her our their any all more him it them me us")
_PARTED = wordset("between mix cross blend halfway midway mixture combination fusion meets")
_BAND_ENDS = wordset("sons co company friends daughters brothers sisters")
_SUPERLATIVES = wordset("best newest latest greatest top hottest biggest most")
_NO_UNKNOWN_START = wordset(
    """
    a an my your when if what how why where who i we you he she they it this that these those being having
    to going some any more no not one ones something anything nothing usual always before never ever them us
    me all every
    """
)


class NameReader:
    """Reads names from one sentence against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, sentence: Sentence) -> None:
        self._gazetteer = gazetteer
        self._sentence = sentence

    def known(self, index: int, cue: Cue, want: NameKind | None = None) -> Named | None:
        """The longest name of the gazetteer that starts at `index` and is cued well enough."""
        for end, names in self._starting_at(index):
            if not self._fits(index, end):
                continue
            if self._strength(index, end, cue) >= self._needed(index, end, names):
                quoted = self._sentence.tokens[index].quote is not None
                best = self._best(names, want or ("track" if quoted else None))
                return Named(best.kind, best.text, end)
        return None

    def in_slot(self, index: int, cue: Cue = Cue.SLOT, want: NameKind | None = None) -> Named | None:
        """A name in a place where a name is expected: known, nearly known, else as written."""
        for start in self._starts(index):
            named = self.known(start, cue, want)
            if named:
                return self._longer(index, named, cue, want) or named
        if not self._may_start_unknown(index, cue):
            return None
        end = self._slot_end(index)
        return (
            self._nearly_beyond(index, end, want)
            or self._nearly(index, end, want)
            or self._as_written(index, end, cue, want)
        )

    def _longer(self, index: int, named: Named, cue: Cue, want: NameKind | None) -> Named | None:
        """When the slot goes on after a known name (`The Midnight Owls`), the whole slot is the name."""
        end = self._slot_end(index)
        rest = range(named.end, end)
        strange = [self._sentence.tokens[i].capital or self._strange(i) for i in rest]
        if rest and self._titled(index, end) and not any(self._unmistakable_at(i) for i in rest):
            return self._as_written(index, end, cue, want)
        if not strange or not (all(strange) or (strange[0] and "and" in self._sentence.words[named.end : end])):
            return None
        longer = self._nearly(index, end, want)
        return longer if longer and longer.end > named.end else self._as_written(index, end, cue, want)

    def _titled(self, start: int, end: int) -> bool:
        """`Rage Against the Machine`, `System of a Down`: capitals from end to end, joined by small words."""
        tokens = self._sentence.tokens[start:end]
        joined = any(token.word in _SMALL_INSIDE and not token.capital for token in tokens)
        ends = tokens[0].capital and tokens[-1].capital
        return joined and ends and all(token.capital or token.word in _SMALL_INSIDE for token in tokens)

    def _unmistakable_at(self, index: int) -> bool:
        """A name that needs no cue starts here: `Creep of Radiohead` is two names."""
        return any(self._needed(index, end, names) == Cue.NONE for end, names in self._starting_at(index))

    def nearly_known(self, index: int) -> Named | None:
        """A misspelt name outside any slot: the words must be strange, and nearly a name."""
        end = index
        while end < len(self._sentence) and self._strange(end) and (end == index or not self._sentence.breaks(end)):
            end += 1
        longer = self._nearly_of_several(index)
        if longer and longer.end > end:
            return longer
        named = self._nearly(index, end, None) if end > index else None
        said = self._sentence.word(index)
        if not named or (
            named.end - index == 1 and (named.kind != "artist" or len(said) < 5 or self._gazetteer.get(said))
        ):
            return None
        return named

    def _nearly_of_several(self, index: int) -> Named | None:
        """`tame impla`, `talyor swift`: two or three words of which one is strange."""
        for end in (index + 3, index + 2):
            inside = range(index, end)
            if (
                end <= len(self._sentence)
                and self._sentence.free(index, end)
                and self._sentence.unbroken(index, end)
                and any(self._strange(at) and self._strange(at, typed=True) for at in inside)
                and not any(self._sentence.word(at) in STOPPERS for at in inside)
                and (self._sentence.word(index) not in FILLERS or self._sentence.word(index) == "the")
            ):
                named = self._nearly(index, end, None)
                if named and named.end == end:
                    return named
        return None

    def strange_span(self, start: int, end: int) -> bool:
        """True when a word of the span is no everyday English, has a capital or stands in quotes."""
        tokens = self._sentence.tokens[start:end]
        marked = any(token.capital or token.quote is not None for token in tokens)
        return marked or not all(self._common(at) for at in range(start, end))

    def nearly_span(self, start: int, end: int, want: NameKind | None) -> Named | None:
        """A name that the words of just this span nearly spell."""
        named = self._nearly(start, end, want)
        return named if named and named.end == end else None

    def strange_slot(self, index: int) -> bool:
        """True when the words from `index` to the end of the slot hold one that is neither English nor grammar."""
        first = self._sentence.word(index)
        if first in FILLERS | GENERIC | MUSIC_NOUNS or LEXICON.at(self._sentence, index):
            return False
        return any(not self._common(at) for at in range(index, self._slot_end(index)))

    def protects(self, index: int) -> Keep:
        """How far a word is protected from repair because it belongs to a known name."""
        token = self._sentence.tokens[index]
        inside_a_name = any(
            end > index
            for start in range(max(0, index - 5), index + 1)
            for end, _ in self._gazetteer.starting_at(self._sentence.words, start)
            if end - start > 1
        )
        if inside_a_name or (
            token.possessive and token.word[:-1] not in _NEVER_ALONE and self._gazetteer.get(token.word[:-1])
        ):
            return "always"
        names = self._gazetteer.get(token.word)
        if not names or token.word in MISSPELLINGS:
            return "never"
        artist = any(name.kind == "artist" and fold(name.text) == token.word for name in names)
        return "always" if artist else "unless closed"

    # -- how much a name needs, and has ---------------------------------------------------------------------

    def _needed(self, start: int, end: int, names: Sequence[Name]) -> Cue:
        words = self._sentence.words[start:end]
        artist = any(name.kind == "artist" for name in names)
        if any(not is_ordinary(word) and word not in closed_words() for word in words):
            return Cue.NONE if artist or len(words) > 1 else Cue.SLOT
        content = [
            word
            for word in words
            if not (word in closed_words() or word in FILLERS or word in GENERIC or word.isdigit())
        ]
        if len(content) >= 2 or (content and len(words) > 2):
            return Cue.NONE if artist and len(content) >= 2 else Cue.SLOT
        if content:
            return Cue.SLOT
        return Cue.NAMED

    def _strength(self, start: int, end: int, cue: Cue) -> Cue:
        tokens = self._sentence.tokens[start:end]
        if all(token.quote is not None and token.quote == tokens[0].quote for token in tokens):
            return Cue.NAMED
        if tokens[-1].word in _CONNECTORS and not tokens[-1].capital:
            return cue
        lower = [
            token for token in tokens if not token.capital and token.word not in _CONNECTORS and token.text[0].isalpha()
        ]
        if any(token.capital for token in tokens) and not lower:
            return Cue.NAMED
        return cue

    def _fits(self, start: int, end: int) -> bool:
        """The span is free, crosses no full stop, and a longer or equal phrase of the lexicon does not claim it."""
        sentence = self._sentence
        if end == start + 1 and self._small(start):
            return False
        if not sentence.free(start, end) or any(token.stop for token in sentence.tokens[start + 1 : end]):
            return False
        if self._strength(start, end, Cue.NONE) == Cue.NAMED:
            return True
        phrase = LEXICON.at(sentence, start)
        return phrase is None or phrase[1] < end

    def _small(self, index: int) -> bool:
        """`by the smashing pumpkins`: `the` is a name only in quotes, with a capital, or where it ends the clause."""
        token = self._sentence.tokens[index]
        marked = token.capital or token.quote is not None
        return token.word in _NEVER_ALONE and not marked and not self._sentence.breaks(index + 1)

    def _best(self, names: Sequence[Name], want: NameKind | None) -> Name:
        return min(names, key=lambda name: (name.kind != want, -name.plays, _KIND_ORDER[name.kind]))

    # -- where a name may start and end -------------------------------------------------------------------

    def _starts(self, index: int) -> list[int]:
        return [index, index + 1] if self._sentence.word(index) == "the" else [index]

    def _starting_at(self, index: int) -> list[tuple[int, Sequence[Name]]]:
        """Like the gazetteer's, but a possessive (`Radiohead's`) also matches without its `s`."""
        sentence = self._sentence
        if index >= len(sentence):
            return []
        found = self._gazetteer.starting_at(sentence.words, index)
        for end in range(index + 1, min(index + 6, len(sentence)) + 1):
            if sentence.tokens[end - 1].possessive:
                names = self._gazetteer.get(" ".join([*sentence.words[index : end - 1], sentence.words[end - 1][:-1]]))
                if names:
                    found.append((end, names))
        return sorted(found, key=lambda pair: -pair[0])

    def _slot_end(self, start: int) -> int:
        """Where a name that nobody knows probably ends."""
        sentence = self._sentence
        end = start
        while end < len(sentence) and sentence.tokens[end].role is None:
            token = sentence.tokens[end]
            if end > start and (token.comma or token.quote != sentence.tokens[start].quote):
                break
            if token.quote is None and end > start and self._stops(end, start):
                break
            end += 1
            if token.possessive and token.quote is None:
                break
        return end

    def _stops(self, index: int, start: int) -> bool:
        sentence, token = self._sentence, self._sentence.tokens[index]
        if token.capital or (index == start + 1 and sentence.word(start) == "the"):
            return False
        following = (
            index + 1 < len(sentence) and sentence.tokens[index + 1].capital and not sentence.tokens[index + 1].comma
        )
        if token.word in {"of", "the", "in", "to", "de", "la", "el", "du", "von"} and following:
            return False
        if token.text == "&":
            return self._known_artist_at(index + 1) and not self._known_artist_at(start)
        if token.word == "and" and self._band_goes_on(index):
            return False
        if token.word in STOPPERS or token.word[0].isdigit() or not token.text[0].isalnum():
            return True
        if token.word in _CONNECTORS and index == start + 1:
            return False
        return bool(LEXICON.at(sentence, index) or comparatives().at(sentence, index)) or token.word in {
            "slightly",
            "less",
            "more",
            "much",
        }

    def _band_goes_on(self, index: int) -> bool:
        """`King Gizzard and the Lizard Wizard`, `Mumford and Sons`; but `... and the Beatles` is one more."""
        following = self._sentence.word(index + 1)
        if set(self._sentence.words[:index]) & _PARTED:
            return False
        if following == "the":
            return not self._known_artist_at(index + 1) and index + 2 < len(self._sentence) and self._plain(index + 2)
        return following in _BAND_ENDS

    def _known_artist_at(self, index: int) -> bool:
        named = self.known(index, Cue.SLOT, "artist")
        return named is not None and named.kind == "artist"

    # -- names that are not in the gazetteer as written ----------------------------------------------------

    def _may_start_unknown(self, index: int, cue: Cue) -> bool:
        sentence = self._sentence
        if index >= len(sentence) or sentence.tokens[index].role is not None:
            return False
        token = sentence.tokens[index]
        if token.quote is not None or token.capital:
            return True
        if not token.text[0].isalnum() or token.word in _NO_UNKNOWN_START:
            return False
        following = index + 1
        if token.word == "the" and sentence.word(following) in _SUPERLATIVES:
            return False
        if token.word == "the" and following < len(sentence) and not sentence.breaks(following):
            return self._may_start_unknown(following, cue) or self._plain(following)
        if token.word in STOPPERS or LEXICON.at(sentence, index) or comparatives().at(sentence, index):
            return cue == Cue.NAMED and token.word not in GENERIC
        return True

    def _plain(self, index: int) -> bool:
        word = self._sentence.word(index)
        return word not in GENERIC and word not in FILLERS and not LEXICON.at(self._sentence, index)

    def _strange(self, index: int, *, typed: bool = False) -> bool:
        """A word that is neither everyday English nor grammar; with `typed` before any repair of its spelling."""
        token = self._sentence.tokens[index]
        word = self._typed(index) if typed else token.word
        return token.role is None and token.text[0].isalpha() and not is_ordinary(word) and word not in closed_words()

    def _typed(self, index: int) -> str:
        token = self._sentence.tokens[index]
        return token.word[:-1] if token.possessive and token.word.endswith("s") else fold(token.text)

    def _nearly(self, start: int, end: int, want: NameKind | None) -> Named | None:
        for stop in (end, start + 3, start + 2, start + 1):
            if stop > end or not any(self._strange(index, typed=True) for index in range(start, stop)):
                continue
            if stop < end and (self._strange(stop, typed=True) or self._sentence.tokens[stop].capital):
                continue  # `Otto Fenwick` goes on: its first word alone is no misspelt name
            if stop == start + 1 and self._typed(start) in GIVEN_NAMES:
                continue
            text = " ".join(self._typed(index) for index in range(start, stop))
            found = [
                (edits, self._best(names, want))
                for edits, names in self._gazetteer.nearly(text)
                if 0 < edits <= max(1, edits_allowed(len(text))) and not self._another_short_name(text, names)
            ]
            if found:
                _, name = min(
                    found, key=lambda pair: (pair[0], pair[1].kind != want, _KIND_ORDER[pair[1].kind], pair[1].text)
                )
                return Named(name.kind, name.text, stop)
        return None

    def _another_short_name(self, text: str, names: Sequence[Name]) -> bool:
        """`haim` is no misspelt `Hair`: four letters are too few to mean an everyday word by them."""
        meant = {fold(name.text) for name in names}
        return len(text) <= _SHORT and all(len(word) <= _SHORT and is_ordinary(word) for word in meant)

    def _nearly_beyond(self, start: int, end: int, want: NameKind | None) -> Named | None:
        """`taylor swft`: a repair made the second word one that no name goes on with; the words as typed decide."""
        if end >= len(self._sentence) or self._sentence.breaks(end) or self._typed(end) == self._sentence.word(end):
            return None
        longer = self._nearly(start, end + 1, want)
        return longer if longer and longer.end == end + 1 else None

    def _as_written(self, start: int, end: int, cue: Cue, want: NameKind | None) -> Named | None:
        sentence = self._sentence
        if cue == Cue.SLOT and not any(
            sentence.tokens[i].capital or sentence.tokens[i].quote is not None or not self._common(i)
            for i in range(start, end)
        ):
            return None
        return Named(want or "artist", sentence.written(start, end), end, known=False)

    def _common(self, index: int) -> bool:
        word = self._sentence.word(index)
        return is_ordinary(word) or word in closed_words() or word in _ARTICLES
