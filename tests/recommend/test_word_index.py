"""Whole words are found as looking through every line would find them."""

from __future__ import annotations

import random
import re

import pytest

from echotune.recommend.word_index import WordIndex

WORDS = ("rain", "night", "raining", "feat", "b", "ö", "rock'n'roll", "st.", "!!!", "no.1", "late")


def lines_of(seed: int) -> list[str]:
    dice = random.Random(seed)
    return [dice.choice(" -(,_").join(dice.choices(WORDS, k=dice.randint(0, 5))) for _ in range(300)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "words", ["rain", "late night", "rock'n'roll", "ö", "st.", "!!!", "no.1", "night rain", "absent"]
)
def test_lines_with_the_words_are_all_found_and_no_others(seed: int, words: str) -> None:
    lines = lines_of(seed)
    whole = re.compile(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])")
    expected = [at for at, line in enumerate(lines) if whole.search(line)]
    assert WordIndex(lines).containing(words).tolist() == expected


def test_nothing_is_found_for_nothing() -> None:
    assert not len(WordIndex(lines_of(1)).containing("  "))
    assert not len(WordIndex([]).containing("rain"))
