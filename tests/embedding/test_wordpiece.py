"""Texts are cut as the model's own tokeniser cuts them.

The expected pieces are what the `tokenizers` library (0.23.3) answers with the model's `tokenizer.json`.
"""

from __future__ import annotations

import pytest

from echotune.embedding.minilm import MiniLM


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hello, World!", "hello , world !"),
        ("Sigur Rós: Hoppípolla", "si ##gur ro ##s : hop ##pi ##pol ##la"),
        ("坂本龍一", "坂 本 龍 一"),
        ("P!nk – don't stop", "p ! nk – don ' t stop"),
        ("ΟΔΥΣΣΕΥΣ", "ο ##δ ##υ ##σ ##σ ##ε ##υ ##σ"),
        ("a\u200bb\ttab", "ab tab"),
        ("x" * 101 + " y", "[UNK] y"),
        ("🎸 shoegaze", "[UNK] shoe ##ga ##ze"),
        ("$5 + 3", "$ 5 + 3"),
        (" \n\x00", ""),
    ],
)
def test_a_text_is_cut_as_the_model_learned_it(minilm: MiniLM, text: str, pieces: str) -> None:
    tokeniser, _ = minilm.load()
    assert tokeniser.pieces(text, 100) == [tokeniser.numbers[piece] for piece in pieces.split()]


def test_a_long_text_is_cut_off(minilm: MiniLM) -> None:
    tokeniser, _ = minilm.load()
    assert tokeniser.pieces("Hoppípolla " * 1000, 7) == tokeniser.pieces("Hoppípolla Hoppípolla", 7)
