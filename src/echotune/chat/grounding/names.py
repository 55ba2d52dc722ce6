"""Which words of a sentence name music, and whether a tool returned them: the spans, each known, mendable or made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from rapidfuzz.distance import OSA

from echotune.chat.cards import side_index
from echotune.chat.grounding.facts import Facts
from echotune.chat.grounding.prose import ALWAYS_CAPITAL, PROSE, UI_NAMES
from echotune.chat.grounding.reading import JUST_BEFORE, norm
from echotune.chat.understand.fuzzy import edits_allowed
from echotune.chat.understand.gazetteer import Name
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.ordinary import is_ordinary
from echotune.chat.understand.typos import closed_words
from echotune.chat.understand.vocabulary import known_words
from echotune.chat.understand.wordset import wordset

_TOKEN: Final = re.compile(r"[^\W_]+(?:[’'.!$/-](?=[^\W_])[^\W_]+)*|&")
_QUOTED: Final = re.compile(
    r'“([^”\n]*)(?:”|$)|"([^"\n]*)"|«([^»\n]*)(?:»|$)|(?<!\w)[\'‘](?=\S)([^\'’\n]{2,80}(?:[\'’]\w[^\'’\n]*)*)[\'’](?!\w)'
)
_STOP: Final = re.compile(r"[.!?…:;()\[\]\n“”\"«»—–|]|\s-\s|,")
_OPENS: Final = re.compile(r"(?:^|[.!?…:;(\[\n“\"«‘—–|>#*•]|\s-)[\s*_#>‘'“\"-]*$")
_HANDLE: Final = re.compile(r"(?<![\w’'&$.-])([A-Z]{1,2})(\d{1,3})(?![\w-])")
_NO_HANDLES: Final = frozenset({"MP3", "MP4", "H2", "CD1", "CD2", "R2"})
_CONNECTORS: Final = wordset("of the and in to for a an with de la el du von y et or on at n")
_SPEAKER: Final = wordset("i im ive id ill")
_VERBS_OF_NAMES: Final = wordset(
    """
    is was has had sings sang plays played wrote writes made makes released fits sits leads opens closes brings sounds
    comes came remains stays keeps takes took gives gave would will can could should might tops deserves returns
    """
)
_DENIES: Final = re.compile(
    r"\b(?:no|not|nothing|none|never|neither|cannot|without)\b|n[’']t\b|\b(?:unable|missing|absent)\b", re.IGNORECASE
)
_BY: Final = re.compile(r"[\s”\"»'’*_,]*\bby\s+[\s“\"«‘*_]*", re.IGNORECASE)


class Names(Protocol):
    """What is asked of a gazetteer."""

    def get(self, folded: str) -> Sequence[Name]: ...
    def starting_at(self, words: Sequence[str], index: int) -> list[tuple[int, Sequence[Name]]]: ...


@dataclass(frozen=True)
class Token:
    text: str
    word: str
    start: int
    end: int
    capital: bool
    opens: bool
    """First of a sentence, a line, a bracket or a quotation: its capital says nothing."""


@dataclass(frozen=True)
class Span:
    """A piece of the sentence that names something a tool returned; `instead` is how it is to be written."""

    start: int
    end: int
    instead: str | None = None


class MadeUp(Exception):
    """A name that no tool returned and the listener did not say."""


def spans(sentence: str, facts: Facts, gazetteer: Names) -> list[Span]:
    """The names in a sentence and the handles, in order. Raises MadeUp."""
    return _Reading(sentence, facts, gazetteer).spans()


class _Reading:
    def __init__(self, sentence: str, facts: Facts, gazetteer: Names) -> None:
        self._text, self._facts, self._gazetteer = sentence, facts, gazetteer
        self._tokens = list(_tokens(sentence))
        self._words = [token.word for token in self._tokens]
        self._found: list[Span] = []

    def spans(self) -> list[Span]:
        self._handles()
        self._quoted()
        self._returned()
        self._pairs()
        self._capitals()
        self._small_letters()
        return sorted(self._found, key=lambda span: span.start)

    # -- handles ----------------------------------------------------------------------------------------------------

    def _handles(self) -> None:
        for match in _HANDLE.finditer(self._text):
            handle = match.group()
            if handle in self._facts.handles:
                self._found.append(Span(match.start(), match.end()))
            elif (
                self._looks_like_a_place(match[1]) and handle not in _NO_HANDLES and not self._facts.says(norm(handle))
            ):
                raise MadeUp(handle)

    def _looks_like_a_place(self, side: str) -> bool:
        return len(side) == 1 or any(side_index(handle.rstrip("0123456789")) >= 26 for handle in self._facts.handles)

    # -- quotations -------------------------------------------------------------------------------------------------

    def _quoted(self) -> None:
        for match in _QUOTED.finditer(self._text):
            place = next(number for number in range(1, 5) if match.group(number) is not None)
            self._quotation(match.group(place), match.start(place), match.end(place))
        if self._text.count('"') % 2:
            before, _, after = self._text.rpartition('"')
            if not (self._facts.says(norm(after)) or self._facts.says(norm(before)) or _is_phrase(after)):
                raise MadeUp(after)

    def _quotation(self, content: str, start: int, end: int) -> None:
        name = norm(content)
        if not name or _HANDLE.fullmatch(content.strip()):
            return
        if self._says(name):
            self._found.append(Span(start, end))
        elif not _is_phrase(content):
            self._found.append(Span(start, end, self._mended(name, content)))

    # -- names that tools returned ----------------------------------------------------------------------------------

    def _returned(self) -> None:
        """Every returned name that stands there in a form that can only be a name."""
        by_first = _by_first_word(self._facts.names)
        place = 0
        while place < len(self._tokens):
            place = self._at(place, by_first.get(self._words[place].partition(" ")[0], ())) or place + 1

    def _at(self, place: int, names: Sequence[str]) -> int | None:
        for name in names:
            end = self._matches(place, name)
            if end and self._cued(place, end):
                if not self._covered(self._tokens[place].start, self._tokens[end - 1].end):
                    self._found.append(Span(self._tokens[place].start, self._tokens[end - 1].end))
                return end
        return None

    def _matches(self, place: int, name: str) -> int | None:
        said = ""
        for end in range(place, len(self._tokens)):
            said = f"{said} {self._words[end]}".strip()
            if said == name:
                return end + 1
            if not name.startswith(f"{said} "):
                return None
        return None

    def _cued(self, start: int, end: int) -> bool:
        """Capitals, or words that are no English: `One` at the beginning of a sentence is a number, no title."""
        tokens = self._tokens[start:end]
        if any(not _is_plain(token.word) for token in tokens):
            return True
        capitals = [token for token in tokens if token.capital]
        return bool(capitals) and (len(tokens) > 1 or not tokens[0].opens)

    # -- who made what ----------------------------------------------------------------------------------------------

    def _pairs(self) -> None:
        """ "X by Y" where both were returned, and not together: the artist is put right, or the sentence refused."""
        for title in list(self._found):
            between = _BY.match(self._text, title.end)
            artist = between and next((span for span in self._found if span.start == between.end()), None)
            if not artist:
                continue
            makers = self._facts.artists_of.get(norm(self._text[title.start : title.end]))
            said = norm(self._text[artist.start : artist.end])
            if not makers or title.instead or artist.instead or said in makers or self._listener_said(title, artist):
                continue
            if any(said in maker or maker in said for maker in makers):
                continue
            if len(makers) > 1:
                raise MadeUp(said)
            self._found[self._found.index(artist)] = Span(
                artist.start, artist.end, self._facts.names[next(iter(makers))]
            )

    def _listener_said(self, title: Span, artist: Span) -> bool:
        return f" {norm(self._text[title.start : artist.end])} " in self._facts.listener

    # -- words with a capital ---------------------------------------------------------------------------------------

    def _capitals(self) -> None:
        if _is_heading(self._text, self._tokens) and not self._gazetteer.get(" ".join(self._words)):
            return
        for start, end in self._runs():
            self._run(start, end)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of words with capitals, small connecting words between them included."""
        place = 0
        while place < len(self._tokens):
            end = place
            while self._goes_on(place, end):
                end += 1
            while end > place and not self._tokens[end - 1].capital:
                end -= 1
            if end > place:
                yield place, end
            place = max(end, place + 1)

    def _goes_on(self, start: int, at: int) -> bool:
        if at >= len(self._tokens) or self._covered(self._tokens[at].start, self._tokens[at].end):
            return False
        token = self._tokens[at]
        if at > start and _STOP.search(self._text[self._tokens[at - 1].end : token.start]):
            return False
        return token.capital or (at > start and token.word in _CONNECTORS)

    def _run(self, start: int, end: int) -> None:
        while start < end and self._says_nothing(start, alone=end - start == 1):
            start += 1
        if start == end or self._made_of_known(start, end):
            return
        text = self._text[self._tokens[start].start : self._tokens[end - 1].end]
        self._found.append(Span(self._tokens[start].start, self._tokens[end - 1].end, self._mended(norm(text), text)))

    def _says_nothing(self, at: int, *, alone: bool) -> bool:
        """A word whose capital is due to its place, to custom, or to our own screen."""
        token = self._tokens[at]
        if token.word in ALWAYS_CAPITAL or token.text in UI_NAMES or token.word in _CONNECTORS or len(token.word) < 2:
            return True
        if LEXICON.get(token.word) or (token.text.isupper() and token.word in PROSE):
            return True
        if not token.opens:
            return False
        if _is_plain(token.word) or _is_prose_form(token.word):
            return not (alone and self._is_subject(at) and self._is_artist(token.word))
        return alone and not self._is_subject(at) and not self._gazetteer.get(token.word)

    def _is_artist(self, word: str) -> bool:
        strange = not _is_plain(word)
        return strange and any(name.kind == "artist" for name in self._gazetteer.get(word))

    def _is_subject(self, at: int) -> bool:
        """`Radiohead is`, `Radiohead's`: what only a name does at the beginning."""
        token = self._tokens[at]
        if re.match(r"[’']s\b", self._text[token.end :]) or token.text.endswith(("'s", "’s")):
            return True
        return at + 1 < len(self._tokens) and self._words[at + 1] in _VERBS_OF_NAMES

    def _made_of_known(self, start: int, end: int) -> bool:
        """Whether the words are returned as they stand, or fall into returned names, genres and words that say nothing."""
        if self._says(" ".join(self._words[start:end])):
            return True
        reached = {start}
        for at in range(start, end):
            if at not in reached:
                continue
            if self._says_nothing(at, alone=False):
                reached.add(at + 1)
            for stop in range(at + 1, end + 1):
                words = " ".join(self._words[at:stop])
                if words in self._facts.names or LEXICON.get(words) or f" {words} " in self._facts.listener:
                    reached.add(stop)
        return end in reached

    # -- names in small letters -------------------------------------------------------------------------------------

    def _small_letters(self) -> None:
        """Names of the library and the catalogue that are no English words, written small."""
        for at, token in enumerate(self._tokens):
            if token.capital or self._covered(token.start, token.end):
                continue
            for end, names in self._gazetteer.starting_at(self._words, at):
                if self._is_small_name(at, end, names):
                    raise MadeUp(" ".join(self._words[at:end]))

    def _is_small_name(self, at: int, end: int, names: Sequence[Name]) -> bool:
        tokens = self._tokens[at:end]
        if any(token.capital for token in tokens) or self._says(" ".join(self._words[at:end])):
            return False
        strange = [token for token in tokens if not _is_plain(token.word) and not _is_prose_form(token.word)]
        if not strange or all(name.kind == "genre" for name in names):
            return False
        return len(tokens) > 1 or (any(name.kind == "artist" for name in names) and len(tokens[0].word) > 3)

    # -- mending ----------------------------------------------------------------------------------------------------

    def _mended(self, name: str, said: str) -> str:
        """The one returned name that was nearly said. Raises MadeUp."""
        allowed = edits_allowed(len(name))
        near = sorted(
            (OSA.distance(name, known, score_cutoff=allowed), known)
            for known in self._facts.names
            if abs(len(known) - len(name)) <= allowed and _digits(known) == _digits(name)
        )
        near = [(edits, known) for edits, known in near if edits <= allowed]
        if not near or self._gazetteer.get(name) or (len(near) > 1 and near[0][0] == near[1][0]):
            raise MadeUp(said)
        return self._facts.names[near[0][1]]

    def _says(self, name: str) -> bool:
        """Returned or said by the listener; or asked for by the model, where the sentence says that it is not there."""
        return self._facts.says(name) or (name in self._facts.asked and bool(_DENIES.search(self._text)))

    def _covered(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self._found)


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = norm(match.group())
        if word:
            first = match.group()[0]
            yield Token(
                match.group(),
                word,
                match.start(),
                match.end(),
                first.isupper() or (first.isdigit() and any(letter.isupper() for letter in match.group())),
                bool(_OPENS.search(text, max(0, match.start() - JUST_BEFORE), match.start())),
            )


@cache
def _own_words() -> frozenset[str]:
    return known_words() | closed_words() | PROSE


def _is_plain(word: str) -> bool:
    """English, or a word of the engine's own tables."""
    return all(is_ordinary(part) or part in _own_words() or LEXICON.get(part) for part in word.split())


def _is_prose_form(word: str) -> bool:
    """A derived English word that no list has: `hushed`, `wistfully`, `spareness`."""
    return len(word) > 5 and word.endswith(
        ("ed", "ing", "ly", "ness", "ful", "ish", "ous", "ive", "able", "less", "tion", "ier", "iest")
    )


def _is_phrase(content: str) -> bool:
    """Quoted words that name nothing: small letters and plain words, as in “calmer” or “more like A2”."""
    words = [token for token in _tokens(content) if not _HANDLE.fullmatch(token.text)]
    return all((not token.capital or token.word in _SPEAKER) and _is_plain(token.word) for token in words)


def _is_heading(text: str, tokens: Sequence[Token]) -> bool:
    """A line of plain words in title case, such as `## Your Top Artists`, in bold or with a colon."""
    line = text.strip()
    marked = line.startswith("#") or line.startswith("**") or line.endswith(":")
    return marked and not re.search(r"[“\"«]|\bby\b", line) and all(_is_plain(token.word) for token in tokens)


def _by_first_word(names: dict[str, str]) -> dict[str, list[str]]:
    """Longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name.partition(" ")[0], []).append(name)
    return found


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)
