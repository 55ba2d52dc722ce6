"""One way to write a name for comparison: no case, no accents, no punctuation, `&` and `+` as `and`."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "$": "s"}
_APOSTROPHES = "'’‘`´ʼ"
_KEEP = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}
_ASCII = str.maketrans(
    {chr(code): _KEEP.get(chr(code).lower(), " ") for code in range(128)}
    | dict.fromkeys(_APOSTROPHES, "")
    | {"&": " and ", "+": " and ", "$": "s"}
)
_OTHERS = str.maketrans(_LETTERS | dict.fromkeys(_APOSTROPHES, "") | {"&": " and ", "+": " and "})
_NOT_A_WORD = re.compile(r"[\W_]+")
_SHOUT_INSIDE = re.compile(r"(?<=\w)!(?=\w)")


def fold(text: str) -> str:
    """`Björk` -> `bjork`, `AC/DC` -> `ac dc`, `Guns N' Roses` -> `guns n roses`; words parted by one space.

    Text without any letter or digit folds to the empty string.
    """
    if "!" in text:
        text = _SHOUT_INSIDE.sub("i", text)
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_OTHERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NOT_A_WORD.sub(" ", bare.translate(_OTHERS)).split())
