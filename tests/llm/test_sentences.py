"""Whole sentences out of pieces, and one answer out of several tries."""

from __future__ import annotations

import time

import pytest

from echotune.llm.rescue import Said
from echotune.llm.sentences import Sentences

TEXT = (
    "Here are 3.5 hours of calm songs, e.g. Dr. Dre feat. Mr. Big! No. They fit “a rainy day.” So does No. 5.\n\n"
    "1. Song One by R.E.M. is slow.\n2. *Song Two…* Really?! Yes.\nvon Horst. deadmau5 goes on. Done"
)
SENTENCES = [
    "Here are 3.5 hours of calm songs, e.g. Dr. Dre feat. Mr. Big!",
    " No.",
    " They fit “a rainy day.”",
    " So does No. 5.",
    "\n\n1. Song One by R.E.M. is slow.",
    "\n2. *Song Two…*",
    " Really?!",
    " Yes.",
    "\nvon Horst. deadmau5 goes on.",
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 1000])
def test_however_a_text_is_cut_into_pieces_the_same_sentences_come_out(size: int) -> None:
    sentences = Sentences()
    found = [whole for start in range(0, len(TEXT), size) for whole in sentences.feed(TEXT[start : start + size])]
    assert found == SENTENCES
    assert sentences.rest() == " Done"


def test_signs_that_nobody_writes_are_left_out() -> None:
    sentences = Sentences()
    assert sentences.feed("One\x00 two.\x1b Three\ud83d\tfour.\x07") == ["One two."]
    assert sentences.rest() == " Three\tfour."


def tell(said: Said, text: str, *, whole: bool = False) -> str:
    shown = [words for start in range(0, len(text), 3) for words in said.add(text[start : start + 3])]
    return "".join(shown + (said.end() if whole else []))


ANSWER = "First there was a song. Then there was another one. At last there was silence."


@pytest.mark.parametrize("cut", range(0, len(ANSWER), 5))
def test_a_rescuer_that_says_it_all_again_gives_exactly_the_answer_wherever_it_was_cut(cut: int) -> None:
    said = Said()
    tell(said, ANSWER[:cut])
    said.again()
    tell(said, ANSWER[: cut // 2])
    said.again()
    tell(said, ANSWER, whole=True)
    assert said.visible == ANSWER


def test_a_rescuer_that_goes_straight_on_is_joined_with_a_blank() -> None:
    said = Said()
    tell(said, "First there was a song. Then there w")
    said.again()
    assert tell(said, "Then there was silence. It was good.", whole=True) == " Then there was silence. It was good."
    assert said.visible == "First there was a song. Then there was silence. It was good."


def test_a_rescuer_that_repeats_in_almost_the_same_words_is_not_heard_twice() -> None:
    said = Said()
    tell(said, "Here are five calm songs for a rainy afternoon. The first")
    said.again()
    tell(said, "Here are five calm songs for your rainy afternoon! The first is slow. The last is slower.", whole=True)
    assert said.visible == "Here are five calm songs for a rainy afternoon. The first is slow. The last is slower."


def test_the_next_line_of_a_list_is_no_repetition_however_alike_it_is() -> None:
    said = Said()
    tell(said, "“Gravel Hymn” by Halden Vey is slow and gentle.\n“Gravel Water” by Halden Vey is slow and gentle.\nAnd")
    said.again()
    tell(said, "“Gravel Orchard” by Halden Vey is slow and gentle.", whole=True)
    assert said.visible.count("slow and gentle") == 3


def test_what_the_check_drops_or_mends_is_never_seen_and_is_skipped_when_it_is_repeated() -> None:
    asked: list[str] = []

    def check(sentence: str) -> str | None:
        asked.append(sentence)
        return None if "wrong" in sentence else sentence.replace("Beetles", "Beatles")

    said = Said(check)
    tell(said, "The Beetles are yours. This is wrong. And th")
    said.again()
    tell(said, "The Beatles are yours. This is wrong. And this is right.\nThe end.", whole=True)
    assert said.visible == "The Beatles are yours. And this is right.\nThe end."
    assert asked == ["The Beetles are yours.", "This is wrong.", "And this is right.", "The end."]


def test_a_refrain_within_one_answer_stays() -> None:
    said = Said()
    tell(said, "Play it again, and play it loud, my friend. Play it again, and play it loud, my friend.", whole=True)
    assert said.visible.count("Play it again") == 2


@pytest.mark.parametrize("text", ["." * 100_000, "a" * 100_000, "word " * 20_000, "Mr. " * 25_000, "!*" * 50_000])
def test_whatever_a_model_writes_is_cut_at_once_and_none_of_it_is_lost(text: str) -> None:
    sentences = Sentences()
    began = time.thread_time()
    found = [whole for start in range(0, len(text), 1000) for whole in sentences.feed(text[start : start + 1000])]
    assert time.thread_time() - began < 1
    rest = sentences.rest()
    assert "".join([*found, rest]) == text
    assert max(map(len, [*found, rest])) <= 1_000
