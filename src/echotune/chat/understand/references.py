"""Words that point at the last answer: `this artist`, `A2`, `the second one`."""

from __future__ import annotations

from echotune.chat.understand.phrases import flags
from echotune.chat.understand.text import Sentence

_THINGS = [
    "song",
    "track",
    "one",
    "tune",
    "artist",
    "band",
    "singer",
    "album",
    "record",
    "answer",
    "list",
    "playlist",
    "music",
    "stuff",
    "result",
    "selection",
    "set",
    "group",
    "genre",
]
PRONOUNS = flags(
    " | ".join(
        [
            *(
                f"{pointer} {thing}"
                for pointer in (
                    "this",
                    "that",
                    "the last",
                    "the first",
                    "the current",
                    "the same",
                    "your last",
                    "the previous",
                )
                for thing in _THINGS
            ),
            *(
                f"{pointer} {thing}s"
                for pointer in ("these", "those", "the", "all these", "all those")
                for thing in _THINGS
                if thing not in {"music", "stuff"}
            ),
            *(
                f"the {number} {thing}"
                for number in (
                    "second",
                    "third",
                    "fourth",
                    "fifth",
                    "sixth",
                    "seventh",
                    "eighth",
                    "ninth",
                    "tenth",
                    "last",
                    "first",
                    "top",
                )
                for thing in ("one", "song", "track", "artist", "result")
            ),
            "this",
            "that",
            "these",
            "those",
            "it",
            "them",
            "him",
            "her",
            "this one",
            "that one",
            "this guy",
            "that guy",
            "this lot",
            "all of these",
            "all of them",
            "all of this",
            "some of these",
            "the above",
            "what you just played",
            "what youre playing",
            "what is playing",
            "whats playing",
            "what was playing",
            "the one that is playing",
            "the one thats playing",
            "the song thats playing",
            "the song that is playing",
            "this kind of music",
            "this kind of thing",
            "this type of music",
            "this sort of thing",
            "this sort of music",
            "that kind of music",
            "this style",
            "that style",
            "this vibe",
            "that vibe",
            "here",
        ]
    )
)
"""What can stand for something that was played or shown."""

_GOES_ON = frozenset({"by", "from", "of", "with", "like", "that"})


def pointer_at(sentence: Sentence, index: int) -> int | None:
    """The index after a pointing phrase such as `the second one`; `the songs by X`, `the ones with vocals` are none."""
    found = PRONOUNS.at(sentence, index)
    if not found or found[1] - index < 2 or sentence.word(found[1]) in _GOES_ON:
        return None
    return found[1]
