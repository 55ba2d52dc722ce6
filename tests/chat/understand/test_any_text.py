"""Any text at all: no error, a valid document, and no more time than its length warrants."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.slowness import untraced
from tests.support.understanding import rows, understand

from echotune.chat.understand.request import UnderstoodRequest

WORDS = sorted({word for row in rows("sentences.jsonl") for word in row["text"].split()})
HOSTILE = ["like ", "no ", "between and ", "add to ", "the ", "a", "1:30 ", "90s ", "(((", '"', "🎉", "more less ", "not not ", "play on the ",
           "by ", "Aa Bb & ", "and, ", "from 1990 to ", "twenty ", "save as ", "I love ", "\u202e", "ß", "\n", "'s "]  # fmt: skip


@given(st.text(max_size=2_000))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_an_error(text: str) -> None:
    request = understand(text)
    assert UnderstoodRequest.model_validate_json(request.model_dump_json()) == request


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_no_jumble_of_the_engines_own_words_raises_an_error(text: str) -> None:
    assert 0 <= understand(text).confidence <= 1


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_repetition_takes_milliseconds(part: str) -> None:
    text = part * (100_000 // len(part))
    with untraced():
        started = time.thread_time()
        understand(text)
        took = time.thread_time() - started
    assert took < 0.25


@given(st.sampled_from(rows("sentences.jsonl")), st.sampled_from([" please", ", thanks", "!", " ", "\n"]))
@settings(max_examples=150, deadline=None)
def test_politeness_and_white_space_change_nothing(row: dict[str, object], tail: str) -> None:
    text = str(row["text"])
    plain = text.rstrip("?!. ")
    if understand(text).intent == "other":
        return
    assert understand(plain + tail).model_dump(exclude={"confidence"}) == understand(plain).model_dump(
        exclude={"confidence"}
    )
