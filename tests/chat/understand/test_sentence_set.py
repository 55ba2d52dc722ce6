"""The committed sentences: enough of each kind, and each expectation a valid request document."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
INTENTS = {
    "recommend", "refine", "playlist_create", "playlist_edit", "insight", "mood",
    "feedback", "playback", "search", "help", "other",
}  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def test_every_intent_has_at_least_ten_sentences() -> None:
    intents = Counter(row["want"]["intent"] for row in rows("sentences.jsonl"))
    assert set(intents) == INTENTS
    assert min(intents.values()) >= 10


@pytest.mark.parametrize(
    ("tag", "least"),
    [("typo", 25), ("constraints", 35), ("ordinary_name", 20), ("lower", 20), ("emoji", 8), ("polite", 12),
     ("era", 10), ("count_words", 5), ("duration", 5), ("playback", 20), ("playlist", 20), ("period", 12)],
)  # fmt: skip
def test_each_kind_of_difficulty_is_present(tag: str, least: int) -> None:
    tags = Counter(tag for row in rows("sentences.jsonl") for tag in row["tags"])
    assert tags[tag] >= least


def test_the_set_is_large_and_the_held_back_part_shares_no_sentence_with_it() -> None:
    main = {row["text"].casefold() for row in rows("sentences.jsonl")}
    held_back = {row["text"].casefold() for row in rows("sentences_held_back.jsonl")}
    assert len(main) >= 200
    assert len(held_back) >= 60
    assert not main & held_back
