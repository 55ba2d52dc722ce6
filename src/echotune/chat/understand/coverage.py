"""What was not understood, and how sure the engine is."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS, MUSIC_NOUNS
from echotune.chat.understand.meanings import EMOJI
from echotune.chat.understand.reading import Reading

_WEIGHT_OF_MISSED = 1.5


def report_unparsed(reading: Reading) -> None:
    """Fill `unparsed` with the content words nobody took, as written, and `confidence` with the share understood."""
    request = reading.request
    content, missed = 0, []
    for token in reading.sentence.tokens:
        if token.role in {"glue", "filler"} or (
            token.role is None and (token.word in FILLERS or token.word in MUSIC_NOUNS or token.word in EMOJI)
        ):
            continue
        content += 1
        if token.role in {None, "unparsed"}:
            missed.append(token.text)
    request.unparsed = list(dict.fromkeys(missed))
    understood = content - min(content, _WEIGHT_OF_MISSED * len(missed))
    share = understood / content if content else 0.6
    if request.intent == "other":
        share = min(share, 0.9) if content else 0.5
    request.confidence = round(max(0.05, min(1.0, share)), 2)
