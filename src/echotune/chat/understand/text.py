"""A sentence as tokens: what the rest of the engine reads.

A token keeps the text as written, its folded word, and what stood before it (a comma, a full stop, an opening quote).
Readers *take* tokens; what nobody took is reported as not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from echotune.chat.understand.fold import fold
from echotune.chat.understand.lexicon import emoji
from echotune.chat.understand.wordset import wordset

MAX_CHARACTERS = 2_000
MAX_TOKENS = 320
_EMOJI = "".join(sorted({letter for letters in emoji.EMOJI.values() for letter in letters}))
_TOKEN = re.compile(
    r"\d{1,2}:\d{2}(?!\d)|\d+[.]\d+|\d+(?:[’']?s\b)|\d+(?=(?:h|hr|hrs|hours?|m|mins?|minutes?|secs?|seconds?)\b)"
    rf"|[^\W_]+(?:[$!’'`´][^\W_]+)*|[&+%]|[{re.escape(_EMOJI)}]"
)
_INVISIBLE = re.compile("[\ufe0e\ufe0f\u200d\u200b\u2060\U0001f3fb-\U0001f3ff]")
_WITHOUT = re.compile(r"\bw/o\b", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"\n]{1,80})"|“([^”\n]{1,80})”|«([^»\n]{1,80})»|(?<!\w)[\'‘]([^\'’\n]{2,80})[\'’](?!\w)')
_SENTENCE_END = re.compile(r"[.!?\n…]")
_SHORTENED = wordset("mr mrs ms dr st jr sr feat ft vs vol pt")
_HARD_STOP = re.compile(r"[.!?;:\n()\[\]…]|\s[-–—]+\s|[–—]")
_DECADE_WITH_APOSTROPHE = re.compile(r"^(\d+)[’']?s$")


@dataclass(slots=True)
class Token:
    """One word, number, sign or emoji."""

    text: str
    word: str
    start: int
    end: int
    comma: bool = False
    """A comma, slash or stop stands between the previous token and this one."""
    stop: bool = False
    """A full stop, colon, bracket or dash stands between."""
    quote: int | None = None
    """Number of the quotation this token stands in."""
    opens: bool = False
    """First word of a sentence."""
    capital: bool = False
    """A capital letter that is not due to standing first in a sentence."""
    possessive: bool = False
    role: str | None = None
    """Who took this token; `glue` for politeness; None while nobody has."""


@dataclass(slots=True)
class Sentence:
    """The tokens, and helpers to look at and take them."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, index: int) -> str:
        """The folded word at `index`; empty outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def free(self, start: int, end: int) -> bool:
        """True when nobody has taken a token of the span yet."""
        return all(self.tokens[index].role is None for index in range(start, end))

    def breaks(self, index: int) -> bool:
        """True when a clause ends before `index` (comma, stop, polite words, end of the sentence)."""
        return index >= len(self.tokens) or index <= 0 or self.tokens[index].comma or self.tokens[index].role == "glue"

    def unbroken(self, start: int, end: int) -> bool:
        """True when no comma or stop stands inside the span."""
        return not any(self.tokens[index].comma for index in range(start + 1, end))

    def take(self, start: int, end: int, role: str) -> None:
        for index in range(start, end):
            self.tokens[index].role = role

    @contextmanager
    def held(self, start: int, end: int) -> Iterator[None]:
        """Make the span unreadable for a while: names end before it."""
        roles = [token.role for token in self.tokens[start:end]]
        self.take(start, end, "held")
        yield
        for token, role in zip(self.tokens[start:end], roles, strict=True):
            token.role = role

    def roles(self) -> list[str | None]:
        """Who has taken what so far; `restore` goes back to it."""
        return [token.role for token in self.tokens]

    def restore(self, roles: list[str | None]) -> None:
        for token, role in zip(self.tokens, roles, strict=True):
            token.role = role

    def clauses(self) -> list[str]:
        """The text between commas and stops, politeness left out."""
        parts: list[list[str]] = [[]]
        for token in self.tokens:
            if token.comma:
                parts.append([])
            if token.role != "glue":
                parts[-1].append(token.text)
        return [" ".join(part) for part in parts if part]

    def written(self, start: int, end: int) -> str:
        """The span as the listener wrote it, without a trailing possessive."""
        text = self.text[self.tokens[start].start : self.tokens[end - 1].end]
        last = self.tokens[end - 1]
        if (
            len(last.text) == 1
            and self.text[max(0, last.start - 1)] == "."
            and self.text[last.end : last.end + 1] == "."
        ):
            return f"{text}."  # `R.E.M.`
        return re.sub(r"[’'][sS]$", "", text) if last.possessive else text

    def said(self, start: int, end: int) -> str:
        """The span as meant: misspelt words corrected, the others as written."""
        tokens = self.tokens[start:end]
        return " ".join(token.text if fold(token.text) == token.word else token.word for token in tokens)

    def respell(self, index: int, word: str) -> None:
        """Correct a misspelt word; the text as written stays."""
        self.tokens[index].word = word
        self.words[index] = word


def read_sentence(text: str) -> Sentence:
    """Tokenise the first 2,000 characters of any text."""
    text = _WITHOUT.sub("without", text[:MAX_CHARACTERS])
    clean = _INVISIBLE.sub("", unicodedata.normalize("NFC", text[:MAX_CHARACTERS]))
    sentence = Sentence(clean)
    end = 0
    for match in _TOKEN.finditer(clean):
        if len(sentence.tokens) == MAX_TOKENS:
            break
        token = _token(match)
        between = clean[end : token.start]
        if between.startswith(".") and sentence.tokens and _shortened(sentence.tokens[-1], between):
            between = between[1:]
        token.stop = bool(_HARD_STOP.search(between))
        token.comma = token.stop or "," in between or "/" in between
        token.opens = not sentence.tokens or bool(_SENTENCE_END.search(between))
        if token.word:
            sentence.tokens.append(token)
            end = token.end
    _mark_quotes(sentence)
    _mark_capitals(sentence.tokens)
    sentence.words = [token.word for token in sentence.tokens]
    return sentence


def _shortened(token: Token, between: str) -> bool:
    """`Mr. Brightside`, `R.E.M.`: the stop belongs to the word."""
    return token.word in _SHORTENED or (
        between.startswith(".") and len(token.text) == 1 and (token.text.isupper() or between == ".")
    )


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    decade = _DECADE_WITH_APOSTROPHE.match(text)
    if decade:
        word = f"{decade.group(1)}s"
    elif text == "%":
        word = "percent"
    elif text in _EMOJI or (text[0].isdigit() and (":" in text or "." in text)):
        word = text
    else:
        word = fold(text)
    return Token(text, word, match.start(), match.end(), possessive=bool(re.search(r"[’'][sS]$", text)) and not decade)


def _mark_quotes(sentence: Sentence) -> None:
    for number, quote in enumerate(_QUOTED.finditer(sentence.text)):
        inside = [t for t in sentence.tokens if quote.start() < t.start and t.end <= quote.end()]
        for token in inside:
            token.quote = number


def _mark_capitals(tokens: list[Token]) -> None:
    """A capital says something only where a small letter could have stood: not first, not in a Titled Line."""
    letters = "".join(token.text for token in tokens if token.text[0].isalpha())
    later = [t for t in tokens if not t.opens and t.text[0].isalpha()]
    if letters.isupper() or (len(later) >= 3 and all(t.text[0].isupper() for t in later)):
        return
    for token in tokens:
        token.capital = token.text[0].isupper() and not token.opens and token.word not in NEVER_NAMES_BY_CAPITAL


NEVER_NAMES_BY_CAPITAL = wordset(
    """
    i im id ive ill monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december english french spanish german italian portuguese swedish
    christmas halloween tv ok dj
    """
)
"""Words that English writes with a capital anyway."""
