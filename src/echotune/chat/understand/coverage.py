"""What was not understood, and how sure the engine is."""

from __future__ import annotations

from collections.abc import Iterable

from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS
from echotune.chat.understand.meanings import EMOJI
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_WEIGHT_OF_MISSED = 1.5
_LEAVING_OUT = wordset(
    "no not without except nothing never minus less fewer dont excluding avoid skip drop remove zero"
)
_FARTHEST = 4


def report_unparsed(reading: Reading) -> None:
    """Fill `unparsed` with the content words nobody took, as written, and `confidence` with the share understood.

    What was to be left out and could not be is reported with the word that says so: `no drums`.
    """
    request, sentence = reading.request, reading.sentence
    content, missed = 0, []
    for index, token in enumerate(sentence.tokens):
        if token.role in {"glue", "filler"} or (
            token.role is None and (token.word in FILLERS or token.word in MUSIC_NOUNS or token.word in EMOJI)
        ):
            continue
        content += 1
        if token.role in {None, "unparsed"}:
            missed.append(index)
    words = (sentence.tokens[index].text for index in missed)
    request.unparsed = list(dict.fromkeys(words if request.insight else _phrases(sentence, missed)))
    understood = content - min(content, _WEIGHT_OF_MISSED * len(missed))
    share = understood / content if content else 0.6
    if request.intent == "other":
        share = min(share, 0.9) if content else 0.5
    request.confidence = round(max(0.05, min(1.0, share)), 2)


def is_left_out(phrase: str) -> bool:
    """True for what a listener did not want and the request cannot hold (`no drums`): never to be looked for."""
    first, _, rest = phrase.partition(" ")
    return bool(rest) and first.casefold().replace("’", "").replace("'", "") in _LEAVING_OUT


def _phrases(sentence: Sentence, missed: list[int]) -> Iterable[str]:
    done = -1
    for index in missed:
        if index <= done or (sentence.tokens[index].word in _LEAVING_OUT and _left_out_after(sentence, index, missed)):
            continue
        start = _leaving_out(sentence, index)
        if start is None:
            yield sentence.tokens[index].text
            continue
        done = index
        while done + 1 in missed and not sentence.tokens[done + 1].comma:
            done += 1
        yield " ".join(token.text for token in sentence.tokens[start : done + 1])


def _left_out_after(sentence: Sentence, index: int, missed: list[int]) -> bool:
    """True when a later word is reported together with the one at `index`."""
    return any(_leaving_out(sentence, later) == index for later in missed if index < later <= index + _FARTHEST)


def _leaving_out(sentence: Sentence, index: int) -> int | None:
    """Where the word stands that leaves `index` out: before it in the same clause, with small words between."""
    for start in range(index - 1, max(-1, index - _FARTHEST), -1):
        token = sentence.tokens[start]
        if sentence.tokens[start + 1].comma or token.role == "glue":
            return None
        if token.word in _LEAVING_OUT:
            return start
        if token.word not in FILLERS and token.role != "exclusion":
            return None
    return None
