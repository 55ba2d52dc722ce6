"""Many short lines, searched for whole words through an index of their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.intp]
WORD = re.compile(r"[^\W_]+")
WORD_OR_END = re.compile(r"[^\W_]+|\n")


class WordIndex:
    """Lines in lower case; made once, then only read."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        text = "\n".join(line.replace("\n", " ") for line in lines)
        self._number: dict[str, int] = {"\n": 0}
        found = [self._number.setdefault(word, len(self._number)) for word in WORD_OR_END.findall(text)]
        number = np.array(found, np.int32)
        line = np.cumsum(number == 0, dtype=np.int32)  # the number of line ends before
        order = np.argsort(number, kind="stable")
        self._line = line[order]
        self._starts = np.searchsorted(number[order], np.arange(len(self._number) + 1, dtype=np.int32))

    def containing(self, words: str) -> Index:
        """Numbers of the lines with these words, whole, as they stand, ascending."""
        if not words.strip():
            return np.zeros(0, np.intp)
        wanted = WORD.findall(words)
        lines = min((self._with(word) for word in wanted), key=len) if wanted else np.arange(len(self._lines))
        if wanted == [words]:
            return lines
        return np.array([line for line in lines.tolist() if self._has(self._lines[line], words)], np.intp)

    def _with(self, word: str) -> Index:
        """Numbers of the lines with one word, each once, ascending."""
        number = self._number.get(word)
        if number is None:
            return np.zeros(0, np.intp)
        lines = self._line[self._starts[number] : self._starts[number + 1]]
        new = np.ones(len(lines), bool)
        new[1:] = lines[1:] != lines[:-1]
        return lines[new].astype(np.intp)

    @staticmethod
    def _has(line: str, words: str) -> bool:
        at = line.find(words)
        while at >= 0:
            end = at + len(words)
            if not (line[at - 1 : at].isalnum() or line[end : end + 1].isalnum()):
                return True
            at = line.find(words, at + 1)
        return False
